/** The rows of the fault programme as test/README.md shows them. Run by hand, it writes them there. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packageRoot } from "../../runner/load/folders.js";
import { type Row, readRows } from "./row.js";

const PART = /(<!-- rows: [^\n]*-->\n)[\s\S]*?(<!-- end of rows -->)/;

/** The page with the table of these rows. */
export function withTable(readme: string, rows: readonly Row[]): string {
  const lines = rows.map(({ row, fault, holds, seeds = [1, 2], cases, needs = "" }) => {
    const runs = cases.length * seeds.length;
    return `| ${row} | ${fault.replace(/,$/, "")} | ${holds} | ${runs} | ${needs} |`;
  });
  const head = ["| row | what breaks | what holds | runs | needs |", "|---|---|---|---|---|"];
  return readme.replace(PART, (_, begin, end) => `${begin}${[...head, ...lines].join("\n")}\n${end}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = join(packageRoot, "test", "README.md");
  const rows = await readRows(join(packageRoot, "test", "faults"));
  await writeFile(path, withTable(await readFile(path, "utf8"), rows));
}
