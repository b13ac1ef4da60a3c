/**
 * Regular expressions that never go back. A pattern comes from a manifest and its text from a record: with the built-in engine
 * twenty characters can hold the process for a year, and no time limit fires while it does (I7).
 */
import { createRequire } from "node:module";
import type { Matcher, RE2JS } from "re2js";
import { limits, Overrun } from "../limits.js";
import { lineEnds } from "./ranges.js";
import { type Translation, translate, Untranslatable } from "./translate.js";

// Loaded with the first regular expression: most pipelines have none, and it takes longer than reading their files.
const load = createRequire(import.meta.url);

interface Program {
  readonly engine: RE2JS;
  readonly size: number;
  readonly linesAlike: boolean;
}

const programs = new Map<string, Program>();
/** The same without writing the expression out; it may be asked for with every record. */
const ofPattern = new WeakMap<RegExp, Program>();
const ENDS = new RegExp(`[${String.fromCharCode(...lineEnds)}]`, "g");

/** The program of an expression; the same text and flags are compiled once in a process. */
function programOf(pattern: RegExp): Program {
  let program = ofPattern.get(pattern);
  if (!program) {
    program = programNamed(String(pattern), pattern);
    ofPattern.set(pattern, program);
  }
  return program;
}

function programNamed(name: string, pattern: RegExp): Program {
  const known = programs.get(name);
  if (known) return known;
  const { RE2JS } = load("re2js") as typeof import("re2js");
  const translation: Translation = translate(pattern);
  let engine: RE2JS;
  try {
    engine = RE2JS.compile(translation.pattern);
  } catch {
    throw new Untranslatable(
      "this regular expression is too large",
      "Repeat less: repeats in repeats multiply.",
    );
  }
  const made = { engine, size: engine.programSize(), linesAlike: translation.linesAlike };
  if (made.size > limits.program)
    throw new Untranslatable(
      "this regular expression is too large",
      "Repeat less: repeats in repeats multiply.",
    );
  programs.set(name, made);
  return made;
}

/** Up to this length a pattern without counts is a small program. */
const SHORT = 500;

/** What cannot be translated of an expression; undefined where all can. */
export function untranslatable(pattern: RegExp): Untranslatable | undefined {
  try {
    // What is not too large for certain is translated alone: to load the engine takes longer than to check a file.
    if (pattern.source.length <= SHORT && !pattern.source.includes("{")) translate(pattern);
    else programOf(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof Untranslatable) return error;
    throw error;
  }
}

/** What JSONata asks of `RegExp`: a global expression that is searched from `lastIndex` on. */
export class LinearRegExp {
  lastIndex = 0;
  private readonly program: Program;
  private spentMs = 0;
  private text: string | undefined;
  private matcher: Matcher | undefined;

  constructor(pattern: RegExp) {
    this.program = programOf(pattern);
  }

  exec(given: unknown): RegExpExecArray | null {
    const text = String(given);
    const { engine, size, linesAlike } = this.program;
    if (text.length * size > limits.match)
      throw new Overrun(
        `a regular expression of this size takes texts of up to ${Math.floor(limits.match / size)} characters, this one has ${text.length}`,
      );
    const from = this.lastIndex;
    this.lastIndex = 0;
    if (from > text.length) return null;
    const start = performance.now();
    if (!this.matcher || this.text !== text) {
      this.text = text;
      this.matcher = engine.matcher(linesAlike ? text.replace(ENDS, "\n") : text);
    }
    const { matcher } = this;
    const isFound = matcher.find(from);
    this.spentMs += performance.now() - start;
    // Searched again from every match, a text costs its length each time, and the engine is not asked in between.
    if (this.spentMs > limits.searching)
      throw new Overrun(`a regular expression takes longer than ${limits.searching} ms`);
    if (!isFound) return null;
    this.lastIndex = matcher.end();
    const groups: (string | undefined)[] = [];
    for (let group = 0; group <= matcher.groupCount(); group += 1) {
      const begin = matcher.start(group);
      groups.push(begin < 0 ? undefined : text.slice(begin, matcher.end(group)));
    }
    return Object.assign(groups as RegExpExecArray, { index: matcher.start(), input: text });
  }
}
