/** Options that several commands share, from their text to what the runner takes. */
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { parse } from "yaml";
import { Fault } from "../faults/fault.js";
import { readBounded } from "../load/file.js";
import type { Shell } from "./shell.js";

/** The most bytes of an `--env-file`. */
const LARGEST = 1024 * 1024;

/** Where everything is kept that a run keeps: in the current directory, apart for sandbox runs. */
export function stateDirectory(shell: Shell, sandbox: boolean | undefined): string {
  return sandbox ? join(shell.cwd, ".sync-runner", "sandbox") : join(shell.cwd, ".sync-runner");
}

/** The store of a run: as given, else the embedded one. */
export function storeUrl(shell: Shell, given: string | undefined, sandbox: boolean | undefined): string {
  return given ?? `sqlite:${join(stateDirectory(shell, sandbox), "state.db")}`;
}

/**
 * `--endpoint HOST=URL`, repeated.
 *
 * @example endpoints(["api.example.org=http://127.0.0.1:4400/api"])
 */
export function endpoints(texts: readonly string[]): Map<string, URL> {
  return new Map(
    texts.map((text) => {
      const [host = "", url = ""] = split(
        text,
        "--endpoint HOST=URL, e.g. api.example.org=http://127.0.0.1:4400",
      );
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

/** `--set key.path=value`, repeated: what it changes in the data of a pipeline. Gives the texts by path. */
export function changes(texts: readonly string[]): (data: Record<string, unknown>) => Map<string, string> {
  const settings = texts.map((text) => {
    const [path = "", value = ""] = split(text, "--set key.path=value, e.g. pull_parameters.sort=-id");
    return { path, text: value, keys: path.split("."), value: plainValue(value) };
  });
  return (data) => {
    for (const { keys, value } of settings) setAt(data, keys, value);
    return new Map(settings.map(({ path, text }) => [path, text]));
  };
}

function setAt(data: Record<string, unknown>, keys: readonly string[], value: unknown): void {
  let at = data;
  for (const key of keys.slice(0, -1)) {
    const next = Object.hasOwn(at, key) ? at[key] : undefined;
    const inner = next !== null && typeof next === "object" ? next : {};
    Object.defineProperty(at, key, { value: inner, enumerable: true, configurable: true, writable: true });
    at = inner as Record<string, unknown>;
  }
  const last = keys[keys.length - 1] ?? "";
  Object.defineProperty(at, last, { value, enumerable: true, configurable: true, writable: true });
}

/** true, false, null, a list, a mapping or a number as one writes it; anything else is text, `007` and dates too. */
function plainValue(text: string): unknown {
  const isValue = /^(true|false|null|[[{].*)$/s.test(text) || String(Number(text)) === text;
  if (!isValue) return text;
  try {
    return parse(text);
  } catch {
    return text;
  }
}

function split(text: string, form: string): [string, string] {
  const at = text.indexOf("=");
  if (at < 1) throw new Fault("USAGE", `\`${text}\` has no \`=\``, { hint: `Write ${form}.` });
  return [text.slice(0, at), text.slice(at + 1)];
}

/** The environment, with the names of an `--env-file` that it does not have itself. */
export async function environment(
  shell: Shell,
  file: string | undefined,
): Promise<Record<string, string | undefined>> {
  if (file === undefined) return { ...shell.env };
  const text = await readBounded(resolve(shell.cwd, file), `the file ${file} of --env-file`, LARGEST);
  return { ...parseEnv(text), ...shell.env };
}
