/** Options that several commands share, from their text to what the runner takes. */
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { parse } from "yaml";
import { Fault } from "../faults/fault.js";
import { readGiven } from "../load/file.js";
import { isRefusedKey } from "../load/strict.js";
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
    const change = { path, text: value, keys: path.split("."), value: plainValue(value) };
    const refused = [...change.keys, ...keysIn(change.value)].find(isRefusedKey);
    if (refused === undefined) return change;
    throw new Fault("USAGE", `--set ${path}: \`${refused}\` cannot be a key`);
  });
  return (data) => {
    for (const { path, keys, value } of settings) setAt(data, keys, value, path);
    return new Map(settings.map(({ path, text }) => [path, text]));
  };
}

function setAt(data: Record<string, unknown>, keys: readonly string[], value: unknown, path: string): void {
  let at = data;
  keys.forEach((key, index) => {
    // Elsewhere in a list there is nothing, and a place far behind its end would make it as long.
    if (Array.isArray(at) && !(/^\d{1,5}$/.test(key) && Number(key) <= at.length)) {
      const hint = `Its items are 0 to ${at.length - 1}, the next one is ${at.length}.`;
      throw new Fault("USAGE", `--set ${path}: \`${key}\` is no item of a list`, { hint });
    }
    const next = Object.hasOwn(at, key) ? at[key] : undefined;
    const inner = next !== null && typeof next === "object" ? next : {};
    const written = index < keys.length - 1 ? inner : value;
    Object.defineProperty(at, key, { value: written, enumerable: true, configurable: true, writable: true });
    at = inner as Record<string, unknown>;
  });
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
  const text = await readGiven(resolve(shell.cwd, file), `the file ${file} of --env-file`, LARGEST);
  return { ...parseEnv(text), ...shell.env };
}
