/** The commands that the first page shows, typed on a terminal as they are written there; what they print is what it says. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cp, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { packageRoot } from "../runner/load/folders.js";
import { asSeen, isShown, shownCommands } from "./documents/console.js";
import { readDocument } from "./documents/documents.js";
import { workplace } from "./process/workplace.js";

const isThere = spawnSync("script", ["--version"]).stdout?.includes("util-linux") ?? false;
const skip = isThere ? false : "there is no `script` of util-linux, which gives a command a terminal";

test("the tour of the README runs as it is written", { skip }, async (t) => {
  const folder = await workplace(t, { "clone/package.json": "{}", "own/package.json": "{}" });
  const clone = await place(join(folder, "clone"));
  await cp(join(packageRoot, "pipelines"), join(clone, "pipelines"), { recursive: true });
  const own = await place(join(folder, "own"));
  const [start = "", next = ""] = (await readDocument("README.md")).split("\n## Next\n");
  const commands = [
    ...shownCommands(start).map((shown) => ({ ...shown, cwd: clone })),
    ...shownCommands(next).map((shown) => ({ ...shown, cwd: own })),
  ];
  assert.ok(commands.length >= 7);
  for (const { command, output, cwd } of commands)
    await t.test(command, async () => {
      const { exit, text } = await onTerminal(command, cwd);
      assert.equal(exit, 0, text);
      assert.ok(isShown(text, output), `it prints:\n${text}\nand the page shows:\n${output.join("\n")}\n`);
    });
});

/** A folder in which the command is installed. */
async function place(folder: string): Promise<string> {
  const bin = join(folder, "node_modules", ".bin");
  await mkdir(bin, { recursive: true });
  await symlink(join(packageRoot, "runner", "bin.mjs"), join(bin, "sync-runner"));
  return folder;
}

/** npm looks for nothing on its own, and draws nothing. */
const quiet = {
  npm_config_offline: "true",
  npm_config_progress: "false",
  npm_config_update_notifier: "false",
};

/** Runs a command of a shell on a terminal of 200 columns. */
async function onTerminal(command: string, cwd: string): Promise<{ exit: number | null; text: string }> {
  const typed = `stty cols 200; ${command}`;
  const child = spawn("script", ["--quiet", "--return", "--command", typed, "/dev/null"], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, TERM: "xterm", ...quiet },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (piece: string) => {
    text += piece;
  });
  const exit = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { exit, text: asSeen(text) };
}
