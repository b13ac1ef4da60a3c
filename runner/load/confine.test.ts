import assert from "node:assert/strict";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { findInside } from "./confine.js";

let root = "";
const at = (...parts: string[]) => join(root, ...parts);

before(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "confine-")));
  for (const folder of ["in/deep", "in2", "out"]) await mkdir(at(folder), { recursive: true });
  for (const file of ["in/a", "in/deep/b", "in2/c", "out/secret"]) await writeFile(at(file), "x");
});
after(() => rm(root, { recursive: true }));

test("a file is found in the folder and below it, and nowhere else", () => {
  assert.deepEqual(findInside(at("in/a"), [at("in")]), { path: at("in/a") });
  assert.deepEqual(findInside(at("in/deep/b"), [at("in")]), { path: at("in/deep/b") });
  assert.deepEqual(findInside(at("in/../out/secret"), [at("in")]), { isOutside: true });
  assert.deepEqual(
    findInside(at("in2/c"), [at("in")]),
    { isOutside: true },
    "a folder whose name begins alike",
  );
  assert.deepEqual(findInside(at("out/secret"), [at("in"), at("out")]), { path: at("out/secret") });
  assert.deepEqual(findInside(at("in/a"), ["/"]), { path: at("in/a") });
});

test("a link counts as what it leads to, in every part of the path", async () => {
  await symlink(at("out/secret"), at("in/link"));
  await symlink("../out", at("in/linked"));
  await symlink("deep/b", at("in/within"));
  assert.deepEqual(findInside(at("in/link"), [at("in")]), { isOutside: true });
  assert.deepEqual(findInside(at("in/linked/secret"), [at("in")]), { isOutside: true });
  assert.deepEqual(findInside(at("in/linked/none"), [at("in")]), { isOutside: true });
  assert.deepEqual(findInside(at("in/within"), [at("in")]), { path: at("in/deep/b") });
});

test("a folder that is a link itself confines to where it leads", async () => {
  await symlink(at("out"), at("folder"));
  assert.deepEqual(findInside(at("folder/secret"), [at("folder")]), { path: at("out/secret") });
  await symlink(at("in/a"), at("out/back"));
  assert.deepEqual(findInside(at("folder/back"), [at("folder")]), { isOutside: true });
});

test("what is no file, does not exist or leads in a circle is told apart", async () => {
  await symlink("circle", at("in/circle"));
  await symlink("nothing", at("in/dangling"));
  assert.deepEqual(findInside(at("in/deep"), [at("in")]), { isMissing: true });
  assert.deepEqual(findInside(at("in/none"), [at("in")]), { isMissing: true });
  assert.deepEqual(findInside(at("in/a/below"), [at("in")]), { isMissing: true });
  assert.deepEqual(findInside(at("in/dangling"), [at("in")]), { isMissing: true });
  assert.deepEqual(findInside(at("in/circle"), [at("in")]), { why: "is a link that leads in a circle" });
  assert.deepEqual(findInside(at("in/a\0b"), [at("in")]), { why: "cannot be read (ERR_INVALID_ARG_VALUE)" });
});
