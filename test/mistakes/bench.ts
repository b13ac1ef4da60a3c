/**
 * `npm run bench:mistakes`: seeds mistakes into every shipped connector, format and pipeline, and tells how many `validate` finds before
 * anything is sent, how many of them on the right line, and whether right edits stay without a finding.
 *
 * A finding is on the right line when it names the changed file and one of the lines that differ; where something was taken out, the line
 * of the mapping that lacks it, or of the declaration that nothing uses now.
 */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { packageRoot } from "../../runner/load/folders.js";
import { besides } from "./kinds/beside.js";
import { constructs, rightConstructs } from "./kinds/constructs.js";
import { inExpressions } from "./kinds/expressions.js";
import { fitting } from "./kinds/fitting.js";
import { inManifests } from "./kinds/manifest.js";
import { ofNames } from "./kinds/names.js";
import { inPipelines } from "./kinds/pipeline.js";
import { rightEdits } from "./kinds/right.js";
import { ofSafety } from "./kinds/safety.js";
import { inSchemas } from "./kinds/schemas.js";
import { silent } from "./kinds/silent.js";
import { chosen, type Edit, type Kind } from "./seeding.js";
import { command, findings } from "./workspace.js";

/** So many seeds of a kind in one file: further ones say nothing new. */
const MOST = Number(process.env.MISTAKES_MOST ?? 1);
/** What the names of the kinds, and of the files, hold that are looked at alone: `MISTAKES_KIND="cursor|page" MISTAKES_IN=salesforce`. */
const ONLY = process.env.MISTAKES_KIND && new RegExp(process.env.MISTAKES_KIND);
const IN = process.env.MISTAKES_IN;
const CAUGHT = 0.97;
const ON_LINE = 0.97;
const FALSE_ALARMS = 0.01;

const kinds = [
  ...inManifests,
  ...ofNames,
  ...ofSafety,
  ...inExpressions,
  ...inPipelines,
  ...inSchemas,
  ...silent,
  ...besides,
  ...fitting,
  ...constructs,
];
const right = [...rightEdits, rightConstructs];

interface Told {
  readonly isCaught: boolean;
  readonly isOnLine: boolean;
  readonly first: string;
}

/** The file that `validate` is given to look through another one. */
function entryOf(file: string): string {
  if (file === "examples/format/brief-profile.jsonata") return "examples/format/file.yaml";
  return file.startsWith("connectors/") ? join(dirname(file), "connector.yaml") : file;
}

async function tell(folder: string, file: string, edit: Edit): Promise<Told> {
  await writeFile(join(folder, file), edit.text);
  const { exit, stderr } = await command(folder, ["validate", entryOf(file)]);
  const found = findings(stderr).split("\n");
  const places = found.map((line) => /^(\S+?):(\d+):\d+ /.exec(line));
  return {
    isCaught: exit === 2,
    isOnLine: places.some((place) => isFile(place?.[1], file) && edit.lines.includes(Number(place?.[2]))),
    first: found[0] ?? "",
  };
}

/** A part of a name that the file holds as a value is masked where the key of the value is misspelt: it may be a secret. */
function isFile(shown: string | undefined, file: string): boolean {
  const [start = "", end] = (shown ?? "").split("***");
  return end === undefined ? shown === file : file.startsWith(start) && file.endsWith(end);
}

async function filesOf(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true });
  return (
    all
      .filter((file) => /\.(yaml|jsonata|schema\.json)$/.test(file) && !/github-actions/.test(file))
      .filter((file) => /^(connectors|pipelines|examples)\//.test(file))
      // Tests and descriptions of simulated systems are neither manifests nor pipelines; the template is no connector before it is copied.
      .filter((file) => !/\/tests\/|\.test\.yaml$|sandbox\.yaml$|\/_template\//.test(file))
      .sort()
  );
}

interface Tally {
  seeded: number;
  caught: number;
  onLine: number;
  readonly passed: string[];
  readonly elsewhere: string[];
}

async function seed(folder: string, files: readonly string[], { name, on, edits }: Kind): Promise<Tally> {
  const tally: Tally = { seeded: 0, caught: 0, onLine: 0, passed: [], elsewhere: [] };
  for (const file of files.filter((one) => on.test(one))) {
    const text = await readFile(join(folder, file), "utf8");
    for (const edit of chosen(edits(text), MOST)) {
      const told = await tell(folder, file, edit);
      tally.seeded += 1;
      if (told.isCaught) tally.caught += 1;
      if (told.isOnLine) tally.onLine += 1;
      const place = `${name}: ${file}:${edit.lines.join("/")}`;
      if (!told.isCaught)
        tally.passed.push(`${place}  ${edit.text.split("\n")[(edit.lines[0] ?? 1) - 1]?.trim()}`);
      else if (!told.isOnLine) tally.elsewhere.push(`${place}  but ${told.first}`);
      if (right.some((one) => one.name === name) && told.isCaught)
        tally.elsewhere.push(`${place} ${told.first}`);
    }
    await writeFile(join(folder, file), text);
  }
  return tally;
}

const share = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

const folder = await mkdtemp(join(tmpdir(), "mistakes-"));
let isGood = true;
try {
  for (const name of ["connectors", "pipelines", "examples"])
    await cp(join(packageRoot, name), join(folder, name), {
      recursive: true,
      filter: (path) => basename(path) !== "docs",
    });
  await writeFile(join(folder, "package.json"), "{}\n");
  const files = (await filesOf(folder)).filter((file) => !IN || file.includes(IN));
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const wanted = (all: readonly Kind[]) => all.filter(({ name }) => !ONLY || ONLY.test(name));
  const sum = { seeded: 0, caught: 0, onLine: 0 };
  const passed: string[] = [];
  const elsewhere: string[] = [];
  const silent: string[] = [];
  print("seeded caught  line  kind");
  for (const kind of wanted(kinds)) {
    const tally = await seed(folder, files, kind);
    const numbers = [tally.seeded, tally.caught, tally.onLine].map((one) => String(one).padStart(6)).join("");
    print(`${numbers}  ${kind.name}`);
    sum.seeded += tally.seeded;
    sum.caught += tally.caught;
    sum.onLine += tally.onLine;
    passed.push(...tally.passed);
    elsewhere.push(...tally.elsewhere);
    if (tally.caught === 0 && !(IN && tally.seeded === 0))
      silent.push(`${kind.name}${tally.seeded === 0 ? " (seeded nowhere)" : ""}`);
  }
  const alarms: string[] = [];
  let edited = 0;
  for (const kind of wanted(right)) {
    const tally = await seed(folder, files, kind);
    edited += tally.seeded;
    alarms.push(...tally.elsewhere.filter((line) => !line.includes("  but ")));
    if (tally.seeded === 0 && !IN) print(`a right edit that applies nowhere: ${kind.name}`);
  }
  for (const line of passed) print(`passes: ${line}`);
  for (const line of elsewhere) print(`elsewhere: ${line}`);
  for (const line of alarms) print(`false alarm: ${line}`);
  for (const line of silent) print(`silent: ${line}`);
  print("");
  print(
    `${wanted(kinds).length} kinds, ${sum.seeded} mistakes: caught ${share(sum.caught, sum.seeded)}, on the right line ${share(sum.onLine, sum.caught)}`,
  );
  print(
    `${wanted(right).length} kinds of right edits, ${edited} edits: false alarms ${share(alarms.length, edited)}`,
  );
  isGood =
    sum.caught >= CAUGHT * sum.seeded &&
    sum.onLine >= ON_LINE * sum.caught &&
    alarms.length <= FALSE_ALARMS * edited &&
    silent.length === 0;
} finally {
  await rm(folder, { recursive: true });
}
process.exitCode = isGood ? 0 : 1;
