/** Files that were made to hurt: each is refused in words, at once, with exit code 2. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { command, findings, inFolder, inOrder, MANIFEST, PIPELINE } from "./mistakes/workspace.js";

/** What a command finds wrong, and that it ended with 2. */
async function refused(folder: string, argv: readonly string[]): Promise<string> {
  const { exit, stderr } = await command(folder, argv);
  assert.equal(exit, 2, stderr);
  return findings(stderr);
}

const pipe = (path: string) => assert.equal(spawnSync("mkfifo", [path]).status, 0);

test("a pipe, a device, a folder or a terabyte is no pipeline, no environment and no event", async () => {
  await inFolder({}, async (folder) => {
    pipe(join(folder, "pipe.yaml"));
    await symlink("/dev/zero", join(folder, "zero.yaml"));
    await writeFile(join(folder, "huge.yaml"), "");
    await truncate(join(folder, "huge.yaml"), 2 ** 40);
    const wrong = [
      ["pipe.yaml", "is a pipe or a device, not a file", "is a pipe or a device, not a file"],
      ["zero.yaml", "is a pipe or a device, not a file", "is a pipe or a device, not a file"],
      ["connectors", "is a folder, not a file", "is a folder, not a file"],
      ["none.yaml", "does not exist", "does not exist"],
      [
        "huge.yaml",
        "has 1099511627776 bytes; the most that is read is 1048576",
        "has 1099511627776 bytes; the most that is read is 10485760",
      ],
    ] as const;
    for (const [name, why, whyNoEvent] of wrong) {
      assert.equal(await refused(folder, ["validate", name]), `nowhere ${name} ${why}`);
      assert.equal(
        await refused(folder, ["run", PIPELINE, "--env-file", name]),
        `nowhere the file ${name} of --env-file ${why}`,
      );
      const event = ["run", "event.yaml", "--event", name];
      await writeFile(join(folder, "event.yaml"), inOrder[PIPELINE] ?? "");
      await writeFile(
        join(folder, MANIFEST),
        (inOrder[MANIFEST] ?? "").replace("direction: inbound", "direction: inbound\n    event: '{}'"),
      );
      assert.equal(await refused(folder, event), `nowhere the file ${name} of --event ${whyNoEvent}`);
    }
  });
});
