/** The shape of the house, read from its source files: what a folder may import, what touches the process, how long a file is. */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join, posix, sep } from "node:path";
import { test } from "node:test";
import { packageRoot } from "../runner/load/folders.js";

const STAGES = ["pull", "logics", "format", "push", "state", "report"];
const GROUND = [
  "steps",
  "compile",
  "typing",
  "load",
  "validate",
  "http",
  "store",
  "cursors",
  "keys",
  "faults",
  "types",
];
/** What stands on each rung may import what is listed; its own folder it may import anyway. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  main: ["cli"],
  cli: ["run", "run-options", "files", "sandbox", "reference", "testing", ...STAGES, ...GROUND],
  testing: ["run", "run-options", "report", "state", ...GROUND],
  api: ["api-settings", "run", "report", ...GROUND],
  "api-settings": GROUND,
  run: ["run-options", "archive", ...STAGES, ...GROUND],
  archive: ["push", "state", ...GROUND],
  "run-options": ["state", ...GROUND],
  ...Object.fromEntries(STAGES.map((stage) => [stage, GROUND])),
  reference: ["compile", "load", "faults", "types"],
  files: ["http", "faults"],
  sandbox: ["compile", "typing", "load", "validate", "faults", "types"],
  steps: ["compile", "http", "cursors", "faults", "types"],
  expressions: ["http", "faults"],
  typing: ["expressions", "validate", "faults"],
  compile: ["expressions", "typing", "load", "validate", "http", "cursors", "faults", "types"],
  validate: ["load", "faults"],
  load: ["faults"],
  http: ["faults", "types"],
  store: ["faults"],
  cursors: [],
  types: ["faults", "http", "keys"],
  keys: ["http"],
  faults: [],
};
/** Only these touch `process`. */
const OF_THE_PROCESS = /^(cli\/.*|main\.ts|bin\.mjs|build\.mjs)$/;
/** A lock is told by a process id and a clock of the machine, which nobody could hand in better. */
const KNOW_THEIR_PROCESS: Readonly<Record<string, RegExp>> = {
  "store/lock/identity.ts": /import \{ kill, pid \} from "node:process"/,
  "store/lock/clock.ts": /import \{ hrtime \} from "node:process"/,
};
const MOST_LINES = 300;

interface Source {
  /** Below runner/, e.g. `pull/pages.ts`. */
  readonly path: string;
  readonly text: string;
  /** The text without its comments. */
  readonly code: string;
  /** What it imports, as paths below the root of the package, or names of packages. */
  readonly imports: readonly string[];
}

const sources = await readSources(join(packageRoot, "runner"));

test("the sources are found", () => {
  const folders = new Set(sources.map(({ path }) => folderOf(path)));
  for (const name of Object.keys(MAY_IMPORT)) assert.ok(folders.has(name), `there is no ${name}`);
  assert.ok(sources.flatMap(({ imports }) => imports).length > 300);
});

test("imports go one way, and a stage imports no other stage", () => {
  const wrong = sources.flatMap(({ path, imports }) => {
    const from = folderOf(path);
    const allowed = MAY_IMPORT[from];
    if (!allowed) return from === "bin.mjs" || from === "build.mjs" ? [] : [`${path} is in no known folder`];
    const inner = imports
      .filter((one) => one.startsWith("runner/"))
      .map((one) => one.slice("runner/".length));
    return inner
      .filter((one) => folderOf(one) !== from && !allowed.includes(folderOf(one)))
      .map((one) => `${path} imports ${one}`);
  });
  assert.deepEqual(wrong, []);
});

test("no file imports itself by way of others, types included", () => {
  const importsOfFile = new Map(
    sources.map(({ path, imports }) => [
      path,
      imports.map((one) => one.replace(/^runner\//, "").replace(/\.js$/, ".ts")),
    ]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const follow = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(" → "));
    if (done.has(path) || way.includes(path)) return;
    for (const next of importsOfFile.get(path) ?? []) follow(next, [...way, path]);
    done.add(path);
  };
  for (const { path } of sources) follow(path, []);
  assert.deepEqual(circles, []);
});

test("the sandbox is imported by the commands only", () => {
  const wrong = sources
    .filter(({ path }) => !/^(cli|sandbox)\//.test(path))
    .filter(({ imports }) => imports.some((one) => one.startsWith("runner/sandbox/")));
  assert.deepEqual(
    wrong.map(({ path }) => path),
    [],
  );
});

test("nothing but the command line touches the process", () => {
  const touching = sources.filter(({ path, code, imports }) => {
    const isNamed = imports.some((one) => one === "node:process" || one === "process");
    const isKnown = KNOW_THEIR_PROCESS[path]?.test(code) ?? false;
    return /\bprocess\./.test(code) || (isNamed && !isKnown);
  });
  assert.deepEqual(
    touching.map(({ path }) => path).filter((path) => !OF_THE_PROCESS.test(path)),
    [],
  );
});

test("what runs at the user's is in no package that is only there for development", async () => {
  const { dependencies } = JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8"));
  const known = new Set(Object.keys(dependencies));
  const wrong = sources
    .filter(({ path }) => path !== "build.mjs")
    .flatMap(({ path, imports }) =>
      imports
        .filter((one) => !/^(node:|runner\/|schemas\/|dist\/)/.test(one))
        .map((one) => one.split("/")[0] ?? "")
        .filter((name) => !known.has(name))
        .map((name) => `${path} imports ${name}`),
    );
  assert.deepEqual(wrong, []);
});

test(`no file is longer than ${MOST_LINES} lines`, () => {
  const long = sources.map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }));
  assert.deepEqual(
    long.filter(({ lines }) => lines > MOST_LINES),
    [],
  );
});

test("every export has a name", () => {
  const wrong = sources.filter(({ code }) => /^export (default\b|\*)/m.test(code));
  assert.deepEqual(
    wrong.map(({ path }) => path),
    [],
  );
});

/** `pull/pages.ts` is of `pull`, `run.ts` of `run`. */
function folderOf(path: string): string {
  const [first = ""] = path.split("/");
  return first.replace(/\.[jt]s$/, "");
}

async function readSources(folder: string): Promise<Source[]> {
  const names = (await readdir(folder, { recursive: true })).map((name) => name.split(sep).join("/"));
  const wanted = names.filter((name) => /\.(ts|mjs)$/.test(name) && !/\.test(\.support)?\.ts$/.test(name));
  const inTests = await namesOfTests(folder, names);
  return Promise.all(
    wanted
      .filter((name) => !inTests.has(name))
      .map(async (path) => {
        const text = await readFile(join(folder, path), "utf8");
        const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
        return { path, text, code, imports: importsOf(code, path) };
      }),
  );
}

/** What only tests import is part of them. */
async function namesOfTests(folder: string, names: readonly string[]): Promise<Set<string>> {
  const users = new Map<string, string[]>();
  for (const path of names.filter((name) => name.endsWith(".ts"))) {
    for (const one of importsOf(await readFile(join(folder, path), "utf8"), path)) {
      const name = one.replace(/^runner\//, "").replace(/\.js$/, ".ts");
      users.set(name, [...(users.get(name) ?? []), path]);
    }
  }
  return new Set(
    [...users].filter(([, by]) => by.every((one) => one.endsWith(".test.ts"))).map(([name]) => name),
  );
}

function importsOf(code: string, path: string): string[] {
  const found = [...code.matchAll(/(?:\bfrom |\bimport |\bimport\()"([^"]+)"/g)].map(
    ([, name]) => name ?? "",
  );
  return found.map((name) =>
    name.startsWith(".") ? posix.normalize(posix.join("runner", posix.dirname(path), name)) : name,
  );
}

test("the runner knows no connector by name", async () => {
  const folders = await readdir(join(packageRoot, "connectors"));
  // `files` is a word, and no system: whatever names the host that `files/` serves reads and writes a folder.
  const connectors = folders.filter((name) => /^[a-z]\w*$/.test(name) && name !== "files");
  const knowing = sources
    .filter(({ path }) => !path.startsWith("sandbox/"))
    .filter(({ text }) => connectors.some((name) => new RegExp(name, "i").test(text)));
  assert.deepEqual(
    knowing.map(({ path }) => path),
    [],
  );
});
