/** Names of the environment that a pipeline needs and that are not set: where each is missing, and what to do. */
import type { Fault } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { locateValue, type Path } from "../load/source.js";
import { nearest } from "../validate/nearest.js";
import type { Slots } from "./slots.js";
import { cut, isTemplate } from "./text.js";

/** Names and values of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A file of names and values that was not given to the command; its values are nobody's business here. */
export interface UnusedFile {
  readonly file: string;
  readonly names: readonly string[];
}

/** What may help who lacks a name. */
export interface Help {
  /** The systems are simulated. */
  readonly isRehearsed?: boolean;
  /** Asked where a name is missing, and not before. */
  readonly files?: () => Promise<readonly UnusedFile[]>;
}

/** The names of the environment that a value uses. */
export function environmentNames(value: unknown): string[] {
  if (typeof value === "string") {
    if (!isTemplate(value)) return [];
    const expressions = cut(value).parts.flatMap((part) => ("expression" in part ? [part.expression] : []));
    return expressions.flatMap((text) =>
      [...text.matchAll(/\benv\.`?([A-Za-z_][A-Za-z0-9_]*)/g)].map(([, name]) => name ?? ""),
    );
  }
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(environmentNames);
}

/** A finding for each place that needs a name of the environment which is not set and has no `??` behind it. */
export async function missingNames(
  path: Path,
  value: unknown,
  slots: Slots,
  env: Environment,
  help: Help,
): Promise<Fault[]> {
  const places = placesOf(path, value).filter(({ name }) => env[name] === undefined || env[name] === "");
  if (places.length === 0) return [];
  const files = (await help.files?.()) ?? [];
  return places.map(({ name, path: at }) => {
    const hint = hintFor(name, env, files, help);
    return finding("environment-missing", { name }, { hint, location: locateValue(slots.source, at) });
  });
}

function placesOf(path: Path, value: unknown): { readonly name: string; readonly path: Path }[] {
  if (typeof value === "string")
    return value.includes("??") ? [] : environmentNames(value).map((name) => ({ name, path }));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, part]) =>
    placesOf([...path, Array.isArray(value) ? Number(key) : key], part),
  );
}

/** What to do about a name that is missing; a near one may be what it is called in the environment or in a file. */
function hintFor(name: string, env: Environment, files: readonly UnusedFile[], help: Help): string {
  if (env[name] === "") return "It is there and empty: fill it in.";
  const holder = files.find(({ names }) => names.includes(name));
  if (holder) return `${holder.file} has it: give the file with --env-file ${holder.file}.`;
  const near = nearest(
    name,
    Object.keys(env).filter((one) => env[one] !== ""),
  );
  if (near !== undefined) return `There is \`${near}\`: is that the one?`;
  for (const { file, names } of files) {
    const other = nearest(name, names);
    if (other !== undefined) return `${file} has \`${other}\`: is that the one?`;
  }
  const or = help.isRehearsed
    ? " or put it into a file for --env-file"
    : ", put it into a file for --env-file, or try the pipeline with --sandbox";
  return `Set it (export ${name}=…)${or}.`;
}
