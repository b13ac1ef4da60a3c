/** The command that was typed, and those that follow from it, as they can be typed again: without secrets (I6). */
import { secretsOfOption } from "./secrets.js";
import type { Shell } from "./shell.js";

/** Options without a value. */
const FLAGS = new Set([
  "--dry-run",
  "--incremental",
  "--no-incremental",
  "--no-rate-limit",
  "--sandbox",
  "--log-json",
  "--json",
  "--unknown",
]);
/** Options of `run` that a replay does not have. */
const OF_RUNS = new Set([
  "--dry-run",
  "--incremental",
  "--no-incremental",
  "--limit",
  "--event",
  "--max-drop",
  "--trace",
  "--preview",
  "--items",
]);
/** Options of a replay that `run` does not have. */
const OF_REPLAYS = new Set(["--key", "--unknown"]);

/** An option with its value, or a word that is none. */
interface Typed {
  /** Empty for a word that is no option. */
  readonly name: string;
  readonly value: string | undefined;
}

/** The command that was typed. */
export function commandLine(shell: Shell, without: readonly string[] = []): string {
  return line(typed(shell.argv).filter(({ name }) => !without.includes(name)));
}

/** The replay of the run that was typed, with the options that it needs as well. */
export function replayLine(shell: Shell): string {
  const kept = ofPipeline(shell).filter(({ name }) => !OF_RUNS.has(name));
  return line([word("rejects"), word("replay"), ...kept]);
}

/** The run of the pipeline whose replay was typed. */
export function runLine(shell: Shell): string {
  return line([word("run"), ...ofPipeline(shell).filter(({ name }) => !OF_REPLAYS.has(name))]);
}

/** The options that say where the state is, each with a blank before it, for commands that look at it. */
export function storeOptions(shell: Shell): string {
  const kept = typed(shell.argv).filter(({ name }) => name === "--store" || name === "--sandbox");
  return kept.map((one) => ` ${shown(one)}`).join("");
}

/** What stands behind the name of the command. */
function ofPipeline({ argv }: Shell): Typed[] {
  return typed(argv).slice(argv[0] === "rejects" ? 2 : 1);
}

function typed(argv: readonly string[]): Typed[] {
  const all: Typed[] = [];
  for (let at = 0; at < argv.length; at += 1) {
    const one = argv[at] ?? "";
    const [, name, joined] = /^(--[\w-]+)(?:=(.*))?$/s.exec(one) ?? [];
    if (name === undefined) all.push(word(one));
    else if (joined !== undefined || FLAGS.has(name) || isWithout(name, argv[at + 1]))
      all.push({ name, value: joined });
    else {
      at += 1;
      all.push({ name, value: argv[at] });
    }
  }
  return all;
}

/** `--preview` may stand without its number. */
function isWithout(name: string, next: string | undefined): boolean {
  return name === "--preview" && !/^\d+$/.test(next ?? "");
}

function word(value: string): Typed {
  return { name: "", value };
}

function line(words: readonly Typed[]): string {
  return ["npx sync-runner", ...words.map(shown)].join(" ");
}

/** A value that holds a secret is replaced by a name of the environment, for the reader to set. */
function shown({ name, value }: Typed): string {
  if (value === undefined) return name;
  const start = name === "" ? "" : `${name} `;
  if (secretsOfOption(name, value).length === 0) return `${start}${quoted(value)}`;
  if (name === "--store") return `${start}"$SYNC_RUNNER_STORE"`;
  const [, path = ""] = /^([\w.-]*)=/.exec(value) ?? [];
  const variable = path.replace(/\W/g, "_").toUpperCase();
  return variable === "" ? `${start}"$SECRET"` : `${start}${path}="$${variable}"`;
}

/** A text as one word of a shell. */
export function quoted(text: string): string {
  return /^[\w./:=@,+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
