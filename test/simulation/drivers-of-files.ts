/** Plays in which the files of the user are the attack: they are written as a case says, and looked at by `validate`. */
import { appendFile, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { heard, invoke, judge, runCase, worldFolder } from "./case.js";
import type { Driver } from "./drivers.js";
import type { Case } from "./row.js";
import { openWorld } from "./world.js";

/** A piece of a file: text as it is, or one that is made; `{n}` in it is the number of the repeat, `{next}` the one behind it. */
type Piece = string | { readonly repeat: string; readonly count: number };

/** A file: its pieces, a link, or the file that is there with more pieces behind it or another text in the place of one. */
type Made =
  | string
  | readonly Piece[]
  | { readonly append: readonly Piece[] }
  | { readonly link: string }
  | { readonly change: string; readonly to: string };

/**
 * The `files` are written, and `command` is run, `validate pipeline.yaml` when left out. Where the case bounds memory or CPU
 * time, the command is a process of its own.
 */
export const validated: Driver = async (t, one, seed) => {
  const cwd = await worldFolder(t, one);
  await writeFiles(cwd, one);
  const world = await openWorld(t, seed, cwd, one.given ?? {}, []);
  const words = (one.command as string[] | undefined) ?? ["validate", "pipeline.yaml"];
  const { max_mb, max_cpu_ms } = one.expect ?? {};
  const isApart = max_mb !== undefined || max_cpu_ms !== undefined;
  const first = await invoke(t, [...words, "--json"], one, world, isApart);
  const expect = { exit: 2, done: false, requests: 0, ...one.expect };
  return [
    ...judge({
      world,
      one: { ...one, expect },
      first,
      second: undefined,
      token: null,
      missed: [],
      rejected: new Set(),
      writes: 0,
    }),
    ...(await heard(world, [first])),
  ];
};

/** The `files` are written, and the case is run as it always is. */
export const changed: Driver = (t, one, seed) =>
  runCase(t, one, seed, { before: ({ cwd }) => writeFiles(cwd, one) });

async function writeFiles(cwd: string, one: Case): Promise<void> {
  for (const [name, made] of Object.entries((one.files ?? {}) as Record<string, Made>)) {
    const path = join(cwd, name);
    await mkdir(dirname(path), { recursive: true });
    if (typeof made === "object" && "link" in made) {
      await rm(path, { recursive: true, force: true });
      await symlink(made.link, path);
    } else if (typeof made === "object" && "append" in made) {
      await appendFile(path, made.append.map(written).join(""));
    } else if (typeof made === "object" && "change" in made) {
      const text = await readFile(path, "utf8");
      if (!text.includes(made.change)) throw new Error(`${name} does not hold ${made.change}`);
      await writeFile(
        path,
        text.replace(made.change, () => made.to),
      );
    } else await writeFile(path, [made].flat().map(written).join(""));
  }
}

function written(piece: Piece): string {
  if (typeof piece === "string") return piece;
  const { repeat, count } = piece;
  if (!/\{n\}|\{next\}|\{indent\}/.test(repeat)) return repeat.repeat(count);
  return Array.from({ length: count }, (_, n) =>
    repeat
      .replaceAll("{indent}", " ".repeat(n))
      .replaceAll("{n}", String(n))
      .replaceAll("{next}", String(n + 1)),
  ).join("");
}
