/**
 * Regular expressions of JavaScript in the syntax of RE2, so that an engine which never goes back answers as the built-in one
 * does. The text was read by `RegExp` before, so it is known to be well-formed; what is left is to say the same in another way,
 * or that there is none.
 */
import { dot, holds, inAnyCase, lineEnds, named, type Range, written } from "./ranges.js";

/** Why an expression cannot be translated, and what to write instead. */
export class Untranslatable extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

/** A translated expression. */
export interface Translation {
  readonly pattern: string;
  /** `^` and `$` stand at every end of a line, and nothing else in the pattern tells one kind of end from another. */
  readonly linesAlike: boolean;
}

const LOOK =
  'Match more than you need and take it apart: `$match(…).groups`, `$replace(…, "$1")`, or two tests with `and`.';
const LOOKS: readonly (readonly [string, string])[] = [
  ["?=", "looks ahead"],
  ["?!", "looks ahead"],
  ["?<=", "looks behind"],
  ["?<!", "looks behind"],
];
const CONTROL: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 };
/** Repeats above it make a program that is too large; the other engine has the same bound. */
const MOST_REPEATS = 1000;

/**
 * Translates.
 *
 * @throws Untranslatable for look-around, references to groups and repeats that are too large
 * @example translate(/^a.b$/g).pattern // "\\A(?:\\x{61})…"
 */
export function translate({ source, flags }: RegExp): Translation {
  return new Reader(source, flags.includes("i"), flags.includes("m")).read();
}

class Reader {
  private at = 0;
  private readonly groups: number;
  private readonly hasNames: boolean;
  private hasLineAnchor = false;
  private tellsLineEnds = false;

  constructor(
    private readonly source: string,
    private readonly anyCase: boolean,
    private readonly lines: boolean,
  ) {
    const bare = source.replace(/\\[\s\S]/g, "").replace(/\[[^\]]*\]/g, "");
    this.hasNames = /\(\?<[^=!]/.test(bare);
    this.groups = (bare.match(/\((?!\?)|\(\?<[^=!]/g) ?? []).length;
  }

  read(): Translation {
    const pattern = this.alternatives();
    return { pattern, linesAlike: this.hasLineAnchor && !this.tellsLineEnds };
  }

  private alternatives(): string {
    let pattern = "";
    while (this.at < this.source.length && this.source[this.at] !== ")") {
      if (this.source[this.at] === "|") {
        pattern += "|";
        this.at += 1;
      } else pattern += this.atom() + this.quantifier();
    }
    return pattern;
  }

  private atom(): string {
    const { source } = this;
    const char = source[this.at] ?? "";
    if (char === "(") return this.group();
    if (char === "[") return this.set();
    if (char === "\\") return this.escaped();
    this.at += 1;
    if (char === "^" || char === "$") return this.anchor(char);
    if (char === ".") return this.characters(dot);
    const code = source.codePointAt(this.at - 1) ?? 0;
    if (code > 0xffff) this.at += 1;
    return this.character(code);
  }

  private anchor(char: "^" | "$"): string {
    if (!this.lines) return char === "^" ? "\\A" : "\\z";
    this.hasLineAnchor = true;
    return `(?m:${char})`;
  }

  private group(): string {
    const { source } = this;
    const head = source.slice(this.at + 1, this.at + 4);
    const look = LOOKS.find(([sign]) => head.startsWith(sign));
    if (look) {
      const name = `(${look[0]}…)`;
      throw new Untranslatable(
        `\`${name}\` ${look[1]}: it can hold a run for ever, so it does not exist here`,
        LOOK,
      );
    }
    let open = "(";
    this.at += 1;
    if (head.startsWith("?:")) {
      open = "(?:";
      this.at += 2;
    } else if (head.startsWith("?<")) this.at = source.indexOf(">", this.at) + 1;
    else if (head.startsWith("?"))
      throw new Untranslatable(
        `\`(${head}\` does not exist here`,
        "Flags stand behind the expression: `/…/i`.",
      );
    const inside = this.alternatives();
    this.at += 1;
    return `${open}${inside})`;
  }

  private quantifier(): string {
    const found = /^(?:[*+?]|\{(\d+)(?:,(\d*))?\})\??/.exec(this.source.slice(this.at, this.at + 50));
    if (!found) return "";
    if (Number(found[1] ?? 0) > MOST_REPEATS || Number(found[2] || 0) > MOST_REPEATS)
      throw new Untranslatable(
        `\`${found[0]}\` repeats more than ${MOST_REPEATS} times`,
        "Use `*` or `+`, and test `$length(…)`.",
      );
    this.at += found[0].length;
    return found[0];
  }

  private escaped(): string {
    const { source } = this;
    const letter = source[this.at + 1] ?? "";
    const set = named[letter];
    if (set || letter === "b" || letter === "B") {
      this.at += 2;
      return set ? this.characters(set) : `\\${letter}`;
    }
    const number = /^[1-9]\d*/.exec(source.slice(this.at + 1))?.[0];
    const reference = number !== undefined && Number(number) <= this.groups ? `\\${number}` : "\\k<…>";
    if (reference !== "\\k<…>" || (letter === "k" && this.hasNames))
      throw new Untranslatable(
        `\`${reference}\` refers to what a group found: it can hold a run for ever, so it does not exist here`,
        "Take both texts with groups and compare them: `$match(…).(groups[0] = groups[1])`.",
      );
    return this.character(this.code());
  }

  /** The character behind a backslash, in a set or not; `at` goes past it. */
  private code(): number {
    const rest = this.source.slice(this.at + 1, this.at + 7);
    const take = (length: number, code: number) => {
      this.at += 1 + length;
      return code;
    };
    const hex = /^(?:x([\da-fA-F]{2})|u([\da-fA-F]{4}))/.exec(rest);
    if (hex) {
      const code = Number.parseInt(hex[1] ?? hex[2] ?? "", 16);
      take(hex[0].length, code);
      // Two halves that are written one by one are the one character that they are in a text.
      const low = /^\\u(d[c-f][\da-f]{2})/i.exec(this.source.slice(this.at, this.at + 6));
      if (code < 0xd800 || code > 0xdbff || !low) return code;
      this.at += 6;
      return 0x10000 + ((code - 0xd800) << 10) + (Number.parseInt(low[1] ?? "", 16) - 0xdc00);
    }
    const octal = /^(?:[0-3][0-7]{0,2}|[4-7][0-7]?)/.exec(rest)?.[0];
    if (octal !== undefined) return take(octal.length, Number.parseInt(octal, 8));
    const control = /^c([a-zA-Z])/.exec(rest)?.[1];
    if (control !== undefined) return take(2, control.charCodeAt(0) % 32);
    if (rest[0] === "c") return take(0, 0x5c);
    const code = rest.codePointAt(0) ?? 0x5c;
    return take(code > 0xffff ? 2 : 1, CONTROL[rest[0] ?? ""] ?? code);
  }

  private character(code: number): string {
    return this.characters([[code, code]]);
  }

  private set(): string {
    const { source } = this;
    const isNegated = source[this.at + 1] === "^";
    this.at += isNegated ? 2 : 1;
    const ranges: Range[] = [];
    while (source[this.at] !== "]") {
      const first = this.member();
      if (source[this.at] !== "-" || source[this.at + 1] === "]") {
        ranges.push(...first);
        continue;
      }
      this.at += 1;
      const last = this.member();
      const [[from] = [0]] = first;
      const [[to] = [0]] = last;
      // Beside a whole set the minus is a minus.
      if (isSingle(first) && isSingle(last)) ranges.push([from, to]);
      else ranges.push(...first, [0x2d, 0x2d], ...last);
    }
    this.at += 1;
    return this.characters(ranges, isNegated);
  }

  private member(): readonly Range[] {
    const { source } = this;
    const letter = source[this.at + 1] ?? "";
    if (source[this.at] === "\\") {
      const set = named[letter];
      if (set || letter === "b") {
        this.at += 2;
        return set ?? [[8, 8]];
      }
      const control = /^\\c([\d_])/.exec(source.slice(this.at, this.at + 3))?.[1];
      if (control !== undefined) {
        this.at += 3;
        return [[control.charCodeAt(0) % 32, control.charCodeAt(0) % 32]];
      }
      const code = this.code();
      return [[code, code]];
    }
    const code = source.codePointAt(this.at) ?? 0;
    this.at += code > 0xffff ? 2 : 1;
    return [[code, code]];
  }

  private characters(ranges: readonly Range[], isNegated = false): string {
    const all = this.anyCase ? inAnyCase(ranges) : ranges;
    const ends = lineEnds.filter((code) => holds(all, code)).length;
    if (ends !== 0 && ends !== lineEnds.length) this.tellsLineEnds = true;
    return written(all, isNegated);
  }
}

function isSingle(ranges: readonly Range[]): boolean {
  return ranges.length === 1 && ranges[0]?.[0] === ranges[0]?.[1];
}
