import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openPlace, placeOf } from "./place.js";

test("a plain name leads to a file in the folder", () => {
  for (const name of ["people.csv", "Bewerber 2024 (März).jsonl", "a.b-c_d+e.csv"])
    assert.equal(placeOf("/srv/exports", name).path, `/srv/exports/${name}`);
});

test("a name that could lead elsewhere is refused", () => {
  for (const name of [
    "",
    "..",
    "../people.csv",
    "a/people.csv",
    "/etc/people.csv",
    "..\\people.csv",
    "C:people.csv",
    "people.csv:stream.csv",
    ".people.csv",
    "people.csv\0.csv",
    "people\n.csv",
    "people.txt",
    "people.csv.pending",
    "NUL.csv",
    "com1.jsonl",
    `${"a".repeat(300)}.csv`,
  ])
    assert.throws(() => placeOf("/srv/exports", name), { status: 400 }, JSON.stringify(name));
});

test("links, folders and devices are not opened, wherever they lead", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "files-"));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "real.csv"), "a\n1\n");
  await symlink("real.csv", join(folder, "inside.csv"));
  await symlink("/etc/passwd", join(folder, "outside.csv"));
  await symlink("/nowhere", join(folder, "nowhere.csv"));
  await mkdir(join(folder, "folder.csv"));
  const open = (name: string) => openPlace(placeOf(folder, name), folder);
  for (const name of ["inside.csv", "outside.csv", "nowhere.csv"])
    await assert.rejects(open(name), { status: 403, message: /is a link/ });
  await assert.rejects(open("folder.csv"), { status: 403, message: /no regular file/ });
  await assert.rejects(open("missing.csv"), {
    status: 404,
    message:
      "there is no missing.csv in the folder of --files; there is folder.csv, inside.csv, nowhere.csv, outside.csv, real.csv",
  });
  await (await open("real.csv")).close();
});
