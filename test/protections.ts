/**
 * Shows that no row of the fault programme passes for want of looking: for each protection that a row names, a copy of the package is
 * made without it, and the row is run there with one seed. It has to fail there, and to pass in a copy that is whole.
 * `npm run test:protections`, or with `ROW=N1,N2` before it.
 */
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { packageRoot } from "../runner/load/folders.js";
import { type Protection, readRows } from "./simulation/row.js";

/** A row that hangs without its protection has failed, too. */
const DEADLINE_MS = 420_000;
const LINKED = ["node_modules", "schemas", "connectors", "pipelines", "examples", "test", "package.json"];

interface Build {
  readonly bundle: (folder: string) => Promise<void>;
}

const build = (await import(pathToFileURL(join(packageRoot, "runner", "build.mjs")).href)) as Build;
const { ROW } = process.env;
const rows = await readRows(join(packageRoot, "test", "faults"));
const tasks = rows
  .filter(({ row }) => ROW === undefined || ROW.split(",").includes(row))
  .flatMap(({ row, without = [] }) => [undefined, ...without].map((protection) => ({ row, protection })));
const unprotected = rows.filter(({ without = [] }) => without.length === 0).map(({ row }) => row);

let wrong = 0;
const worker = async (): Promise<void> => {
  for (let task = tasks.shift(); task; task = tasks.shift()) {
    const { row, protection } = task;
    const end = await runWithout(row, protection);
    const isRight = (end === "passes") === (protection === undefined);
    if (!isRight) wrong += 1;
    const what = protection ? `without ${protection.in}: ${protection.cut}` : "as it is";
    process.stdout.write(`${isRight ? "right" : "WRONG"}  ${row.padEnd(3)} ${end} ${what}\n`);
  }
};
await Promise.all([worker(), worker()]);
if (unprotected.length > 0) process.stdout.write(`no protection is named in ${unprotected.join(", ")}\n`);
process.exitCode = wrong > 0 ? 1 : 0;

async function runWithout(row: string, protection: Protection | undefined): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sync-runner-without-"));
  try {
    await mkdir(join(folder, "runner"));
    for (const name of LINKED) await symlink(join(packageRoot, name), join(folder, name));
    await cp(join(packageRoot, "runner", "bin.mjs"), join(folder, "runner", "bin.mjs"));
    await cp(join(packageRoot, "dist"), join(folder, "dist"), { recursive: true });
    if (protection) {
      await takeOut(join(folder, "dist"), protection);
      await build.bundle(folder);
    }
    return await runRow(folder, row);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function takeOut(dist: string, { in: file, cut, put }: Protection): Promise<void> {
  const code = await readFile(join(dist, file), "utf8");
  if (code.split(cut).length !== 2) throw new Error(`${file} does not hold this once: ${cut}`);
  await writeFile(
    join(dist, file),
    code.replace(cut, () => put),
  );
}

function runRow(folder: string, row: string): Promise<string> {
  const child = spawn(process.execPath, ["--test", join(folder, "dist", "test", "faults.test.js")], {
    cwd: folder,
    // Its own count of what stands where would fail for the wrong reason.
    env: { ...process.env, ROW: row, SEED: "1", WITHOUT: "1" },
    stdio: "ignore",
    detached: true,
  });
  return new Promise((resolve) => {
    const deadline = setTimeout(() => process.kill(-Number(child.pid), "SIGKILL"), DEADLINE_MS);
    child.on("close", (exit, signal) => {
      clearTimeout(deadline);
      resolve(signal ? "hangs" : exit === 0 ? "passes" : "fails");
    });
  });
}
