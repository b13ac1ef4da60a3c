/**
 * YAML text as nodes with positions. Everything that is wrong in a file can so be shown at its line and column, and a file
 * is bounded in size, nesting and aliases before any of it is used (I7).
 */
import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from "yaml";
import { Fault, type Location } from "../faults/fault.js";
import { escapeLength } from "./scalar.js";

const LARGEST = 1024 * 1024;
const DEEPEST = 64;
const MOST_ALIASES = 50;
const REFUSED_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** A key path into a file: `["pull_parameters", "filter_email"]`. */
export type Path = readonly (string | number)[];

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
  /** Values that were given on the command line: key path joined by dots → text. They have no place in the file. */
  readonly given?: ReadonlyMap<string, string>;
}

/** Reads a text file; what cannot be read is a FILE_NOT_FOUND fault. */
export async function readText(path: string, cwd: string): Promise<Source> {
  const file = relative(cwd, path) || path;
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const why = code === "ENOENT" ? "does not exist" : `cannot be read (${code})`;
    throw new Fault("FILE_NOT_FOUND", `${file} ${why}`, { cause });
  }
  if (bytes.length > LARGEST) {
    throw new Fault("INVALID", `${file} has ${bytes.length} bytes; the most that is read is ${LARGEST}`);
  }
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
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
  const source = await readText(path, cwd);
  const found = (offset: number, message: string, hint?: string, length = 1) =>
    findings.push(new Fault("INVALID", message, { hint, location: locate(source, offset, length) }));

  const control = /[^\P{Cc}\t\n\r]/u.exec(source.text);
  if (control) {
    const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    found(control.index, `the file holds the control character U+${code}`, "Remove it.");
    return source;
  }
  const deep = tooDeep(source.text);
  if (deep !== undefined) {
    found(deep, `the file nests deeper than ${DEEPEST} levels`);
    return source;
  }
  const document = parseDocument(source.text, { prettyErrors: false, strict: true });
  for (const problem of [...document.errors, ...document.warnings]) {
    const [start, end] = problem.pos;
    const isColon = problem.code === "BLOCK_AS_IMPLICIT_KEY" || /Nested mappings/.test(problem.message);
    const hint = isColon ? "A text with `: ` in it must stand in quotes." : undefined;
    found(start, problem.message.trim(), hint, Math.max(1, Math.min(end - start, 80)));
  }
  if (document.errors.length > 0) return source;
  let aliases = 0;
  visit(document, {
    Alias: (_, node) => {
      aliases += 1;
      if (aliases === MOST_ALIASES + 1) {
        found(
          node.range?.[0] ?? 0,
          `the file uses more than ${MOST_ALIASES} aliases`,
          "Write the values out.",
        );
      }
    },
    Pair: (_, pair) => {
      if (isScalar(pair.key) && REFUSED_KEYS.has(String(pair.key.value))) {
        found(pair.key.range?.[0] ?? 0, `\`${pair.key.value}\` cannot be a key`);
      }
      if (!isScalar(pair.key)) found((pair.key as Node).range?.[0] ?? 0, "a key must be plain text");
    },
    Node: (_, node, ancestors) => {
      if (ancestors.length > DEEPEST * 2) {
        found(node.range?.[0] ?? 0, `the file nests deeper than ${DEEPEST} levels`);
        return visit.BREAK;
      }
      return undefined;
    },
  });
  return { ...source, document };
}

/** The value of a source as plain data. Only for a source without findings. */
export function plainData(source: Source): unknown {
  return source.document?.toJS({ maxAliasCount: -1 });
}

/**
 * A linear look at the text before it is parsed: the parser itself is recursive, and some tens of kilobytes of open brackets
 * would end the process.
 */
function tooDeep(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) depth += 1;
    else if ((code === 0x5d || code === 0x7d) && depth > 0) depth -= 1;
    if (depth > DEEPEST) return at;
  }
  const block = /^(?: {256}|\t{64}|[ \t]*(?:[-?:][ \t]+){64})/m.exec(text);
  return block?.index;
}

/** The location of a piece of the text. */
export function locate(source: Source, offset: number, length = 1): Location {
  const { line, col } = source.counter.linePos(offset);
  const start = source.counter.lineStarts[line - 1] ?? 0;
  const end = source.text.indexOf("\n", start);
  const text = source.text.slice(start, end < 0 ? undefined : end).replace(/\r$/, "");
  return {
    file: source.file,
    line,
    column: col,
    text,
    length: Math.max(1, Math.min(length, text.length - col + 1)),
  };
}

/** The node at a path, or undefined when the path leads nowhere. */
export function nodeAt(source: Source, path: Path): Node | undefined {
  let node: unknown = source.document?.contents;
  for (const key of path) {
    if (isAlias(node) && source.document) node = node.resolve(source.document);
    if (!isCollection(node)) return undefined;
    node = node.get(key, true);
  }
  return (node ?? undefined) as Node | undefined;
}

/** The place of a value that came from the command line. */
function locateGiven(source: Source, path: Path): Location | undefined {
  for (let length = path.length; length > 0 && source.given; length -= 1) {
    const key = path.slice(0, length).join(".");
    const value = source.given.get(key);
    if (value === undefined) continue;
    return { file: "--set", line: 1, column: 1, text: `${key}=${value}`, length: key.length };
  }
  return undefined;
}

/** The location of a key itself, for findings about unknown keys; of the enclosing node where there is no such key. */
export function locateKey(source: Source, path: Path): Location {
  const given = locateGiven(source, path);
  if (given) return given;
  const parent = nodeAt(source, path.slice(0, -1));
  const last = path[path.length - 1];
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === last);
    if (pair && isScalar(pair.key) && pair.key.range) {
      return locate(source, pair.key.range[0], pair.key.range[1] - pair.key.range[0]);
    }
  }
  return locateValue(source, path);
}

/** The location of a value; of the nearest enclosing key where the path leads nowhere. */
export function locateValue(source: Source, path: Path): Location {
  const given = locateGiven(source, path);
  if (given) return given;
  for (let length = path.length; length >= 0; length -= 1) {
    const node = nodeAt(source, path.slice(0, length));
    if (!node?.range) continue;
    if (length < path.length && length > 0) return locateKey(source, path.slice(0, length));
    return locate(source, node.range[0], isCollection(node) ? 1 : node.range[1] - node.range[0]);
  }
  return locate(source, 0);
}

/**
 * The location of a character of a text value: `index` counts in the value, as the expression sees it, whatever way the
 * text is written in the file (plain, quoted, block).
 */
export function locateIn(source: Source, path: Path, index: number, length = 1): Location {
  const given = locateGiven(source, path);
  if (given) return given;
  const node = nodeAt(source, path);
  if (!source.document) return locate(source, index, length);
  if (!isScalar(node) || typeof node.value !== "string" || !node.range) return locateValue(source, path);
  const { value, range } = node;
  const kind = node.type;
  let at = range[0];
  if (kind === "QUOTE_DOUBLE" || kind === "QUOTE_SINGLE") at += 1;
  if (kind === "BLOCK_LITERAL" || kind === "BLOCK_FOLDED") at = source.text.indexOf("\n", at) + 1;
  const blank = /\s/;
  for (let seen = 0; seen <= index && at < source.text.length; seen += 1) {
    const char = value[seen];
    if (char !== undefined && blank.test(char)) continue;
    while (blank.test(source.text[at] ?? "x")) at += 1;
    if (seen === index) break;
    at += escapeLength(source.text, at, kind);
  }
  return locate(source, Math.min(at, source.text.length), length);
}

/** What follows an unquoted text on its line as a comment: the sign that YAML cut an expression at ` #`. */
export function commentAfter(source: Source, path: Path): string | undefined {
  const node = nodeAt(source, path);
  return isScalar(node) && node.type === "PLAIN" ? (node.comment ?? undefined) : undefined;
}
