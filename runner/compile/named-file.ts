/** Files that a manifest or a pipeline names: expressions and schemas, read where the name stands. */
import { readdirSync } from "node:fs";
import { basename, dirname, extname, join, relative } from "node:path";
import { Fault, type Location } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { findInside } from "../load/confine.js";
import { locateValue, type Path, readText, readYaml, type Source } from "../load/source.js";
import { isSlip, nearest } from "../validate/nearest.js";
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

/** The finding for such a name, which stands where an expression may stand. */
export function notMarked(file: string, location: Location): Fault {
  const marked = `./${file}`;
  const hint = `For the file write \`${marked}\`.`;
  return finding("file-not-marked", { file }, { hint, location, fix: { from: file, to: marked } });
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
  const location = locateValue(slots.source, path);
  const cannot = (found: Fault) => {
    slots.findings.push(found);
    return undefined;
  };
  const found = findInside(file, isInside ? [folder] : [folder, around.project]);
  if ("isOutside" in found) {
    const where = `the folder of this file${isInside ? "" : " and its project"}`;
    const hint = isInside
      ? undefined
      : "Put a package.json into the folder that holds both: that makes it the project.";
    return cannot(finding("file-outside", { said: `\`${text}\` lies outside ${where}` }, { hint, location }));
  }
  const named = text.trim();
  if ("isMissing" in found) {
    const near = neighbour(named, file);
    const hint = near && `Did you mean \`${near}\`?`;
    const isCertain = near !== undefined && isSlip(basename(named), basename(near));
    const fix = isCertain ? { from: named, to: near } : undefined;
    return cannot(finding("file-missing", { file: named }, { hint, location, fix }));
  }
  if ("why" in found)
    return cannot(finding("file-unreadable", { said: `\`${named}\` ${found.why}` }, { location }));
  try {
    const source = await readText(file, around.cwd, found.path);
    around.sources.add(source, slots.source);
    return source;
  } catch (error) {
    if (error instanceof Fault)
      return cannot(finding("file-unreadable", { said: error.message }, { hint: error.hint, location }));
    throw error;
  }
}

/**
 * As `readYaml`; for a file that does not exist it says which one nearly has its name.
 *
 * @throws Fault FILE_NOT_FOUND
 */
export async function readMain(path: string, cwd: string, findings: Fault[]): Promise<Source> {
  try {
    return await readYaml(path, cwd, findings);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const isMissing = (error.cause as NodeJS.ErrnoException | undefined)?.code === "ENOENT";
    const near = isMissing ? neighbour(path, path) : undefined;
    if (near === undefined) throw error;
    const hint = `Did you mean \`${relative(cwd, near)}\`?`;
    throw new Fault(error.code, error.message, { ...error.details, hint });
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
  // The ending is no part of what is misspelt, unless it is.
  const ending = extname(file);
  const same = names.filter((name) => extname(name) === ending).map((name) => basename(name, ending));
  const stem = nearest(basename(file, ending), same.sort());
  const near =
    stem === undefined
      ? nearest(basename(file), names.filter((name) => extname(name) !== ending).sort())
      : `${stem}${ending}`;
  return near && `${text.slice(0, text.lastIndexOf("/") + 1)}${near}`;
}

/** An expression that stands in a manifest or, as `./file.jsonata`, in a file beside it. */
export async function expressionText(
  text: string,
  at: Place,
  around: Project,
): Promise<(Place & { readonly text: string }) | undefined> {
  if (isBareName(text)) {
    const location = locateValue(at.slots.source, at.path);
    at.slots.findings.push(notMarked(text, location));
    return undefined;
  }
  if (!isFile(text)) return { ...at, text };
  const source = await readNamed(text, at, around, { isInside: true });
  return source && { slots: at.slots.inFile(source), path: [], text: source.text };
}
