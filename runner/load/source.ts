/**
 * YAML text as nodes with positions. Everything that is wrong in a file can so be shown at its line and column, and a file
 * is bounded in size, nesting and aliases before any of it is used (I7).
 */
import { relative } from "node:path";
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
} from "yaml";
import { Fault, type Location } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { readBounded } from "./file.js";
import { targetOf } from "./grown.js";
import { isHidden, withoutValues } from "./hidden.js";
import { parseYaml } from "./parse.js";
import { offsetIn } from "./scalar.js";
import { type Found, mainProblems, refuse, refuseRepeated, tellProblem } from "./strict.js";

const LARGEST = 1024 * 1024;

/** A key path into a file: `["pull_parameters", "filter_email"]`. */
export type Path = readonly (string | number)[];

/** Key path joined by dots → the option, or the place in another file, by which a value was given. */
export type GivenElsewhere = ReadonlyMap<string, Location | { readonly option: string }>;

/** A file that was read, with what is needed to point into it. */
export interface Source {
  /** The path as it is shown: relative to the current directory. */
  readonly file: string;
  /** The absolute path, from which `./file` references are resolved. */
  readonly path: string;
  readonly text: string;
  readonly counter: LineCounter;
  /** The YAML document; undefined for a file that is not YAML (`.jsonata`). */
  readonly document: Document.Parsed | undefined;
  /** Values that stand elsewhere: on the command line, or in the file of a test. */
  readonly given?: GivenElsewhere;
}

/**
 * Reads a text file; what cannot be read is a FILE_NOT_FOUND fault.
 *
 * @param behind where the file really lies, where links were followed already; it is shown by the name it was given
 */
export async function readText(path: string, cwd: string, behind = path): Promise<Source> {
  const file = relative(cwd, path) || path;
  return sourceOf(await readBounded(behind, file, LARGEST), file, path);
}

function sourceOf(text: string, file: string, path: string): Source {
  const counter = new LineCounter();
  counter.addNewLine(0);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) counter.addNewLine(at + 1);
  return { file, path, text, counter, document: undefined };
}

/**
 * Reads a YAML file. All findings of the parser are collected in `findings`; the document is given even when there are some.
 *
 * @example const source = await readYaml("/home/me/pipelines/a.yaml", "/home/me", findings);
 */
export async function readYaml(path: string, cwd: string, findings: Fault[]): Promise<Source> {
  return parsed(await readText(path, cwd), findings);
}

/** A file as it would be read with another text. */
export function withText({ file, path }: Source, text: string, findings: Fault[]): Source {
  return parsed(sourceOf(text, file, path), findings);
}

function parsed(source: Source, findings: Fault[]): Source {
  const found: Found = (offset, code, given, hint, length = 1) => {
    const location = locate(source, offset, length);
    const told = finding(code, given, { hint, location });
    const isHidden = location.text === undefined;
    findings.push(isHidden ? new Fault(told.code, withoutValues(told.message), told.details) : told);
  };

  const control = /[^\P{Cc}\t\n\r]|\r(?!\n)|\p{Noncharacter_Code_Point}/u.exec(source.text);
  if (control) {
    const code = (control[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    const what = /\p{Cc}/u.test(control[0]) ? "the control character" : "the unusable character";
    const hint = code === "000D" ? "End lines with LF or CR LF." : "Remove it.";
    found(control.index, "yaml-character", { what, code }, hint);
    return source;
  }
  const read = parseYaml(source.text);
  if ("why" in read) {
    found(read.offset, "yaml-limit", { said: read.why });
    return source;
  }
  const { document } = read;
  const problems = [...mainProblems(document.errors, source.counter), ...document.warnings];
  for (const problem of problems) tellProblem(problem, source.text, found, document);
  refuseRepeated(document, source.text, found);
  if (document.errors.length > 0) return source;
  refuse(document, source.text, found);
  return { ...source, document };
}

/** The value of a source as plain data. Only for a source without findings. */
export function plainData(source: Source): unknown {
  return source.document?.toJS({ maxAliasCount: -1 });
}

/** A part of a YAML file as a source of its own: what is found in it is shown where it stands. */
export function partOf(source: Source, path: Path): Source {
  const contents = nodeAt(source, path);
  return { ...source, document: Object.create(source.document ?? null, { contents: { value: contents } }) };
}

/** The location of a piece of the text. */
export function locate(source: Source, offset: number, length = 1): Location {
  const { line, col } = source.counter.linePos(offset);
  const start = source.counter.lineStarts[line - 1] ?? 0;
  const end = source.text.indexOf("\n", start);
  const whole = source.text.slice(start, end < 0 ? undefined : end);
  const text = whole.endsWith("\r") ? whole.slice(0, -1) : whole;
  const place = { file: source.file, line, column: col };
  if (isHidden(source.counter, source.text, end < 0 ? source.text.length : end)) return place;
  return { ...place, text, length: Math.max(1, Math.min(length, text.length - col + 1)) };
}

/** The node at a path, or undefined when the path leads nowhere. */
export function nodeAt(source: Source, path: Path): Node | undefined {
  let node: unknown = source.document?.contents;
  for (const key of path) {
    if (isAlias(node) && source.document) node = targetOf(source.document, node);
    if (isSeq(node)) node = node.items[Number(key)];
    else if (isMap(node)) node = pairOf(node, key)?.value;
    else return undefined;
  }
  return (node ?? undefined) as Node | undefined;
}

/** The pairs of mappings that were asked before: a large one is asked for each of its keys. */
const pairsOf = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** In a file a key may be a number; as data it is a text. */
function pairOf(map: YAMLMap, key: string | number): Pair | undefined {
  let pairs = pairsOf.get(map);
  if (!pairs) {
    pairs = new Map(map.items.map((item) => [isScalar(item.key) ? String(item.key.value) : "", item]));
    pairsOf.set(map, pairs);
  }
  return pairs.get(String(key));
}

/** The location of a key itself, for findings about unknown keys; of the enclosing node where there is no such key. */
export function locateKey(source: Source, path: Path): Location {
  const given = locateGiven(source, path);
  if (given) return given;
  const parent = nodeAt(source, path.slice(0, -1));
  const map = isAlias(parent) && source.document ? targetOf(source.document, parent) : parent;
  const key = isMap(map) ? pairOf(map, path[path.length - 1] ?? "")?.key : undefined;
  if (isScalar(key) && key.range) return locate(source, key.range[0], key.range[1] - key.range[0]);
  return locateValue(source, path);
}

/** What was given on the command line stands in no file. */
function locateGiven({ given, file }: Source, path: Path): Location | undefined {
  const dotted = path.join(".");
  const found = [...(given ?? [])].find(([key]) => dotted === key || dotted.startsWith(`${key}.`));
  return found && { file, line: 1, column: 1, ...found[1] };
}

/** The location of a value; of its key where it is empty, and of the nearest enclosing key where the path leads nowhere. */
export function locateValue(source: Source, path: Path): Location {
  const given = locateGiven(source, path);
  if (given) return given;
  for (let length = path.length; length >= 0; length -= 1) {
    const node = nodeAt(source, path.slice(0, length));
    if (!node?.range) continue;
    const [start, end] = node.range;
    const isInList = typeof path[length - 1] === "number";
    if (length > 0 && (length < path.length || (start === end && !isInList)))
      return locateKey(source, path.slice(0, length));
    return locate(source, start, isScalar(node) ? end - start : 1);
  }
  return locate(source, 0);
}

/**
 * The location of a character of a text value: `index` counts in the value, as the expression sees it, whatever way the
 * text is written in the file (plain, quoted, block).
 */
export function locateIn(source: Source, path: Path, index: number, length = 1): Location {
  if (!source.document) return locate(source, index, length);
  const given = locateGiven(source, path);
  if (given) return given;
  const node = nodeAt(source, path);
  if (!isScalar(node) || typeof node.value !== "string" || !node.range) return locateValue(source, path);
  const written = { text: source.text, start: node.range[0], kind: node.type, value: node.value };
  const start = offsetIn(written, index);
  return locate(source, start, offsetIn(written, index + length - 1) + 1 - start);
}

/** What follows an unquoted text on its line as a comment: the sign that YAML cut an expression at ` #`. */
export function commentAfter(source: Source, path: Path): string | undefined {
  const node = nodeAt(source, path);
  return isScalar(node) && node.type === "PLAIN" ? (node.comment ?? undefined) : undefined;
}
