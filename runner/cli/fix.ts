/**
 * `validate --fix`: writes the one right answer in the place of what was found, and leaves every other byte as it is. What would
 * change more than that place is left for the author: a mapping that is used twice, a key that is there.
 */
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { byPlace, type Fault } from "../faults/fault.js";
import { changesOnePlace, mappingsOf } from "./fixed-places.js";

/** A change that was made, for the person who asked. */
export interface Change {
  readonly place: string;
  readonly from: string;
  readonly to: string;
  readonly code: string;
}

/**
 * Changes the files; what does not stand where it was found any more is left.
 *
 * @param isOwn whether a file, by its absolute path, may be written
 */
export async function applyFixes(
  findings: readonly Fault[],
  cwd: string,
  isOwn: (path: string) => boolean,
): Promise<Change[]> {
  const files = new Map<string, Fault[]>();
  for (const finding of findings) {
    const { fix, location } = finding.details;
    const path = location && resolve(cwd, location.file);
    if (fix && path !== undefined && isOwn(path)) files.set(path, [...(files.get(path) ?? []), finding]);
  }
  const changes: Change[] = [];
  for (const [path, found] of files) changes.push(...(await changeFile(path, found)));
  return changes;
}

async function changeFile(path: string, found: readonly Fault[]): Promise<Change[]> {
  const text = await readFile(path, "utf8");
  const sorted = withoutRivals([...found].sort(byPlace), text);
  const edits = sorted
    .flatMap((finding) => editOf(finding, text) ?? [])
    .filter(
      ({ at, end, to }) => !isYaml(path) || changesOnePlace(text, text.slice(0, at) + to + text.slice(end)),
    );
  const changes: Change[] = [];
  let changed = "";
  let done = 0;
  for (const { at, end, to, change } of edits) {
    // Two answers to one place are no one right answer.
    if (at < done) continue;
    changed += text.slice(done, at) + to;
    done = end;
    changes.push(change);
  }
  if (changes.length > 0) await writeFile(path, changed + text.slice(done));
  return changes;
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/.test(path);
}

/**
 * Two keys of a mapping that would both become a third are no two misspellings of it: which one is meant, nobody but the author knows.
 */
function withoutRivals(found: readonly Fault[], text: string): readonly Fault[] {
  const mappings = mappingsOf(text);
  const meant = (finding: Fault) => {
    const mapping = mappings.get(placeOf(finding, text) ?? -1);
    return mapping && `${mapping.at} ${finding.details.fix?.to}`;
  };
  const all = found.map(meant);
  return found.filter((_, index) => {
    const one = all[index];
    return one === undefined || all.indexOf(one) === all.lastIndexOf(one);
  });
}

interface Edit {
  readonly at: number;
  readonly end: number;
  readonly to: string;
  readonly change: Change;
}

/** Where a finding stands in a text. */
function placeOf({ details: { location } }: Fault, text: string): number | undefined {
  if (!location) return undefined;
  let at = text.startsWith("\ufeff") ? 1 : 0;
  for (let line = 1; line < location.line; line += 1) at = text.indexOf("\n", at) + 1;
  return at + location.column - 1;
}

/** Where the fix of a finding stands in a text; undefined where something else stands there. */
function editOf(found: Fault, text: string): Edit | undefined {
  const { fix, location, finding } = found.details;
  let at = placeOf(found, text);
  if (!fix || at === undefined) return undefined;
  const isQuoted = /["'`]/.test(text[at] ?? "") && !/^["'`]/.test(fix.from);
  if (isQuoted && fix.from === fix.to) {
    // The quotes are what is wrong.
    const whole = `${text[at]}${fix.from}${text[at]}`;
    if (!text.startsWith(whole, at)) return undefined;
    return edit(at, whole, fix.to);
  }
  if (isQuoted) at += 1;
  return text.startsWith(fix.from, at) ? edit(at, fix.from, fix.to) : undefined;

  function edit(start: number, from: string, to: string): Edit {
    const place = `${location?.file}:${location?.line}:${location?.column}`;
    const change = { place, from, to, code: finding ?? found.code };
    return { at: start, end: start + from.length, to, change };
  }
}
