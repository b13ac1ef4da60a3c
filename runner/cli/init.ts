/** `sync-runner init [dir]`: the files of a project. What is there is left as it is, so it can be typed in a repository, and typed again. */
import { readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { plain } from "../faults/render.js";
import { packageRoot } from "../load/folders.js";
import { writeNew } from "./new-file.js";
import { neededLines, projectFiles } from "./project-files.js";
import type { Shell } from "./shell.js";
import { quoted } from "./typed.js";

export async function initCommand(shell: Shell, given = "."): Promise<number> {
  const folder = resolve(shell.cwd, given);
  const schemas = ["pipeline", "connector"].map((name) => `schemas/${name}.schema.json`);
  const files = {
    ...projectFiles,
    ...Object.fromEntries(
      await Promise.all(
        schemas.map(async (name) => [name, await readFile(join(packageRoot, name), "utf8")] as const),
      ),
    ),
  };
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    if (await writeNew(path, text, shell)) continue;
    const missing = await missingLines(path, neededLines[name] ?? []);
    const file = plain(relative(shell.cwd, path));
    const advice = missing.length === 0 ? "" : `: put ${missing.join(" and ")} into it`;
    shell.stdout.write(`left ${file}, which was there${advice}\n`);
  }
  const there = folder === shell.cwd ? "" : `cd ${quoted(relative(shell.cwd, folder))} && `;
  shell.stderr.write(
    plain(`next: ${there}npx sync-runner connectors, then npx sync-runner new pipeline ACTION`).concat("\n"),
  );
  return 0;
}

/** Those of the lines that a file does not have, with or without a slash at either end. */
async function missingLines(path: string, lines: readonly string[]): Promise<string[]> {
  if (lines.length === 0) return [];
  const bare = (line: string) => line.trim().replace(/^\/|\/$/g, "");
  const found = new Set((await readFile(path, "utf8").catch(() => "")).split("\n").map(bare));
  return lines.filter((line) => !found.has(bare(line)));
}
