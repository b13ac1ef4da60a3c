/** Files that a manifest or a pipeline names: expressions and schemas, read where the name stands. */
import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Fault } from "../faults/fault.js";
import { findInside } from "../load/confine.js";
import { locateValue, type Path, readText, type Source } from "../load/source.js";
import { nearest } from "../validate/nearest.js";
import type { Slots } from "./slots.js";
import type { Project } from "./workspace.js";

/** A slot of a file. */
export interface Place {
  readonly slots: Slots;
  readonly path: Path;
}

/** True for a text that names a file: no expression starts like this. */
export function isFile(text: string): boolean {
  return /^\.{1,2}\//.test(text);
}

/** The name of a file without the `./` that makes it one. */
export function isBareName(text: string): boolean {
  return /^[\w/-]+\.jsonata$/.test(text);
}

/**
 * Reads a file that is named at a place.
 *
 * @param isInside the file must lie in the folder of the place or below: manifests are data, and reach no other file (I7);
 *   else it may also lie in the project
 * @returns undefined when it cannot be read; then there is a finding
 */
export async function readNamed(
  text: string,
  { slots, path }: Place,
  around: Project,
  { isInside }: { readonly isInside: boolean },
): Promise<Source | undefined> {
  const folder = dirname(slots.source.path);
  const file = join(folder, text.trim());
  const cannot = (message: string, hint?: string) => {
    const location = locateValue(slots.source, path);
    slots.findings.push(new Fault("INVALID", message, { hint, location }));
    return undefined;
  };
  const found = findInside(file, isInside ? [folder] : [folder, around.project]);
  if ("isOutside" in found) {
    return isInside
      ? cannot(`\`${text}\` lies outside the folder of this file`)
      : cannot(
          `\`${text}\` lies outside the folder of this file and its project`,
          "Put a package.json into the folder that holds both: that makes it the project.",
        );
  }
  if ("isMissing" in found)
    return cannot(`there is no file \`${text.trim()}\` beside this one`, neighbour(text.trim(), file));
  if ("why" in found) return cannot(`\`${text.trim()}\` ${found.why}`);
  try {
    return await readText(file, around.cwd, found.path);
  } catch (error) {
    if (error instanceof Fault) return cannot(error.message, error.hint);
    throw error;
  }
}

/** The file that was probably meant. */
function neighbour(text: string, file: string): string | undefined {
  let names: string[];
  try {
    const entries = readdirSync(dirname(file), { withFileTypes: true });
    names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  } catch {
    return undefined;
  }
  const near = nearest(basename(file), names.sort());
  return near && `Did you mean \`${text.slice(0, text.lastIndexOf("/") + 1)}${near}\`?`;
}

/** An expression that stands in a manifest or, as `./file.jsonata`, in a file beside it. */
export async function expressionText(
  text: string,
  at: Place,
  around: Project,
): Promise<(Place & { readonly text: string }) | undefined> {
  if (isBareName(text)) {
    const location = locateValue(at.slots.source, at.path);
    const message = `\`${text}\` is an expression, not a file`;
    const hint = `For the file write \`./${text}\`.`;
    at.slots.findings.push(new Fault("INVALID", message, { hint, location }));
    return undefined;
  }
  if (!isFile(text)) return { ...at, text };
  const source = await readNamed(text, at, around, { isInside: true });
  return source && { slots: at.slots.inFile(source), path: [], text: source.text };
}
