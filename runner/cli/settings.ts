/** Options that several commands share, from their text to what the runner takes. */
import { stat } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { parseEnv } from "node:util";
import { parse } from "yaml";
import type { UnusedFile } from "../compile/missing.js";
import { Fault } from "../faults/fault.js";
import { plain } from "../faults/render.js";
import { readBounded, readGiven } from "../load/file.js";
import { projectOf } from "../load/project.js";
import { setAt } from "../load/set-at.js";
import type { GivenElsewhere } from "../load/source.js";
import { isRefusedKey } from "../load/strict.js";
import type { Shell } from "./shell.js";
import { quoted } from "./typed.js";

/** The most bytes of an `--env-file`. */
const LARGEST = 1024 * 1024;

/** The project of a command: that of its pipeline file, or of the current directory where it has none. */
export function projectFolder(shell: Shell, pipeline?: string): string {
  return projectOf(pipeline === undefined ? shell.cwd : dirname(resolve(shell.cwd, pipeline)));
}

/** A command without a pipeline, as it is typed to see the state of this one: from another project, one goes to this one first. */
export function inProjectOf(pipeline: string, shell: Shell, command: string): string {
  const [here, there] = [projectFolder(shell), projectFolder(shell, pipeline)];
  return here === there ? command : `(cd ${quoted(relative(shell.cwd, there))} && ${command})`;
}

/** Where everything is kept that a run keeps: in the project, apart for sandbox runs. */
export function stateDirectory(shell: Shell, sandbox: boolean | undefined, pipeline?: string): string {
  const directory = join(projectFolder(shell, pipeline), ".sync-runner");
  return sandbox ? join(directory, "sandbox") : directory;
}

/**
 * The store of a run: as given, else the one that `SYNC_RUNNER_STORE` names, else the embedded one. Runs of the sandbox have a state of
 * their own, whatever the environment says.
 */
export function storeUrl(
  shell: Shell,
  given: string | undefined,
  sandbox: boolean | undefined,
  pipeline?: string,
): string {
  const named = sandbox ? undefined : shell.env.SYNC_RUNNER_STORE;
  return (
    given ?? (named || undefined) ?? `sqlite:${join(stateDirectory(shell, sandbox, pipeline), "state.db")}`
  );
}

/**
 * `--endpoint HOST=URL`, repeated.
 *
 * @example endpoints(["api.example.org=http://127.0.0.1:4400/api"])
 */
export function endpoints(texts: readonly string[]): Map<string, URL> {
  return new Map(
    texts.map((text, index) => {
      const form = "--endpoint HOST=URL, e.g. api.example.org=http://127.0.0.1:4400";
      const [host, url] = split(text, index, form);
      if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
        throw new Fault("USAGE", `--endpoint ${host}: this is not a URL of http or https`);
      }
      if (new URL(url).username !== "" || new URL(url).password !== "") {
        throw new Fault("USAGE", `--endpoint ${host}: credentials cannot stand in the URL`);
      }
      return [host.toLowerCase(), new URL(url)] as const;
    }),
  );
}

/** `--set key.path=value`, repeated: what it changes in the data of a pipeline. Gives the options by path. */
export function changes(texts: readonly string[]): (data: Record<string, unknown>) => GivenElsewhere {
  const settings = texts.map((text, index) => {
    const [path, value] = split(text, index, "--set key.path=value, e.g. pull_parameters.sort=-id");
    const change = { path, keys: path.split("."), value: plainValue(value) };
    const refused = [...change.keys, ...keysIn(change.value)].find(isRefusedKey);
    if (refused === undefined) return change;
    throw new Fault("USAGE", `--set ${path}: \`${refused}\` cannot be a key`);
  });
  return (data) => {
    for (const { path, keys, value } of settings) setAt(data, keys, value, `--set ${path}`);
    return new Map(settings.map(({ path }) => [path, { option: `--set ${path}` }]));
  };
}

/** All keys of the mappings in a value. */
function keysIn(value: unknown): string[] {
  if (value === null || typeof value !== "object") return [];
  const keys = Array.isArray(value) ? [] : Object.keys(value);
  return [...keys, ...Object.values(value).flatMap(keysIn)];
}

/** true, false, null, a list, a mapping or a number as one writes it; anything else is text, `007` and dates too. */
function plainValue(text: string): unknown {
  const isValue = /^(true|false|null|[[{].*)$/s.test(text) || String(Number(text)) === text;
  if (!isValue) return text;
  try {
    return parse(text, { logLevel: "error" });
  } catch {
    return text;
  }
}

/** @param form what to write, with the option first */
function split(text: string, index: number, form: string): [string, string] {
  const at = text.indexOf("=");
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  // The text is not repeated: what was meant to stand behind the `=` may be a secret.
  const option = `${form.split(" ", 1)[0]}${index === 0 ? "" : ` number ${index + 1}`}`;
  throw new Fault("USAGE", `what follows ${option} has no \`=\``, { hint: `Write ${form}.` });
}

/** The environment, with the names of an `--env-file` that it does not have itself. */
export async function environment(
  shell: Shell,
  file: string | undefined,
): Promise<Record<string, string | undefined>> {
  if (file === undefined) return { ...shell.env };
  const path = resolve(shell.cwd, file);
  const text = await readGiven(path, `the file ${file} of --env-file`, LARGEST);
  await warnOfMode(shell, path, file);
  return { ...parseEnv(text), ...shell.env };
}

/** The files `.env` beside a pipeline and in its project that the command was not given: who lacks a name may have it there. */
export async function unusedFiles(
  shell: Shell,
  pipeline: string,
  given: string | undefined,
): Promise<UnusedFile[]> {
  const folders = new Set([dirname(pipeline), projectOf(dirname(pipeline))]);
  const paths = [...folders].map((folder) => join(folder, ".env"));
  const others = paths.filter((path) => given === undefined || path !== resolve(shell.cwd, given));
  const read = others.map(async (path) => {
    const file = relative(shell.cwd, path) || path;
    // What cannot be read helps nobody, and is no mistake of this command.
    const text = await readBounded(path, file, LARGEST).catch(() => "");
    return { file, names: Object.keys(parseEnv(text)).filter((name) => /^[A-Za-z_]\w*$/.test(name)) };
  });
  return (await Promise.all(read)).filter(({ names }) => names.length > 0);
}

/** A file of credentials that others can read or change is told; Windows keeps its rights elsewhere. */
async function warnOfMode(shell: Shell, path: string, file: string): Promise<void> {
  if (process.platform === "win32") return;
  const facts = await stat(path).catch(() => undefined);
  if (!facts?.isFile() || (facts.mode & 0o077) === 0) return;
  const what = (facts.mode & 0o022) === 0 ? "read" : "read or changed";
  const text = `warning: ${file} can be ${what} by other users of this machine; run: chmod 600 ${quoted(file)}`;
  shell.stderr.write(`${plain(shell.redactor.mask(text))}\n`);
}
