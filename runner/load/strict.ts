/** The part of YAML that is taken here: plain keys, few aliases, no tags. The rest is refused, in the words of a person. */
import {
  type Document,
  isAlias,
  isScalar,
  type LineCounter,
  type Node,
  visit,
  type YAMLParseError,
  type YAMLWarning,
} from "yaml";
import type { FindingCode, Given } from "../faults/findings/table.js";
import { isExact } from "./exact-number.js";
import { MOST_VALUES, targetOf, tooMuch } from "./grown.js";
import { DEEPEST } from "./parse.js";

const MOST_ALIASES = 50;
const REFUSED_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** True for a key that could reach the prototype of an object. */
export function isRefusedKey(key: string): boolean {
  return REFUSED_KEYS.has(key);
}

/** Takes a finding: where it starts in the file, its code and what its message tells, what to do, how many characters are meant. */
export type Found = <C extends FindingCode>(
  offset: number,
  code: C,
  given: Given<C>,
  hint?: string,
  length?: number,
) => unknown;

const IN_QUOTES = "Put the whole text in quotes.";
const BRACES = "A value that is worked out is written `${ … }`, e.g. `${ env.NAME }`.";
const INDENTATION = "Check how this line and the ones above it are indented.";

/**
 * The problems that are mistakes of the writer: one a line, and tabs once. Once the parser has lost its way, what it did not
 * expect is no mistake.
 */
export function mainProblems(problems: readonly YAMLParseError[], counter: LineCounter): YAMLParseError[] {
  const lines = new Set<number>();
  const codes = new Set<string>();
  return problems.filter(({ code, pos }, index) => {
    const { line } = counter.linePos(pos[0]);
    const isSecond = lines.has(line) || (code === "TAB_AS_INDENT" && codes.has(code));
    lines.add(line);
    codes.add(code);
    return index === 0 || (code !== "UNEXPECTED_TOKEN" && !isSecond);
  });
}

/** What a problem of the parser means here. */
export function tellProblem(
  { code, message, pos }: YAMLParseError | YAMLWarning,
  text: string,
  found: Found,
  document: Document.Parsed,
) {
  const [start, end] = pos;
  const meant = text.slice(start, end).split("\n", 1)[0] ?? "";
  const length = Math.max(1, meant.trimEnd().length);
  const quotes = (said: string) => found(start, "yaml-quotes", { said }, IN_QUOTES, length);
  switch (code) {
    case "MULTIPLE_DOCS":
      return found(start, "yaml-several-documents", {}, "Put each into a file of its own.", 3);
    case "TAG_RESOLVE_FAILED":
      return found(
        start,
        "yaml-not-taken",
        { said: `tags like \`${meant}\` are not taken` },
        "Write the plain value; one from the environment is `${ env.NAME }`.",
        length,
      );
    case "TAB_AS_INDENT":
      return found(start, "yaml-tab", {}, "Indent with spaces.", length);
    case "BAD_INDENT":
    case "MULTILINE_IMPLICIT_KEY":
      return found(start, "yaml-syntax", { said: message.trim() }, INDENTATION, length);
    case "BAD_SCALAR_START":
      return quotes(`a text without quotes cannot start with ${sign(text[start])}`);
    case "MISSING_CHAR":
      if (!message.startsWith("Missing closing")) break;
      return found(quoteBefore(document, start), "yaml-unclosed", {
        quotes: message.includes('"') ? "double" : "single",
      });
    case "UNEXPECTED_TOKEN":
      if (!message.endsWith("at node end")) break;
      return quotes("something follows where the value has ended");
    case "BLOCK_AS_IMPLICIT_KEY":
      if (!message.startsWith("Nested mappings"))
        return found(
          start,
          "yaml-syntax",
          { said: "a list stands amid the keys of a mapping" },
          INDENTATION,
          length,
        );
      if (!/:(?:\s|$)/.test(/.*/y.exec(text.slice(start, start + 1000))?.[0] ?? ""))
        return found(
          start,
          "yaml-syntax",
          { said: "the line below is indented as if this value went on" },
          INDENTATION,
        );
      return quotes("a text with `: ` in it must stand in quotes");
  }
  return found(start, "yaml-syntax", { said: message.trim() }, undefined, length);
}

/** Where the text opens whose end was not found: that may be far above. */
function quoteBefore(document: Document.Parsed, end: number): number {
  let last = end;
  visit(document, {
    Scalar: (_, { type, range }) => {
      if (range && /^QUOTE/.test(type ?? "") && range[0] < end) last = range[0];
    },
  });
  return last;
}

function sign(char = ""): string {
  return char === "`" ? "a backtick" : `\`${char}\``;
}

/** Finds keys that stand in their mapping a second time, also as a number once and once as a text. */
export function refuseRepeated(document: Document.Parsed, text: string, found: Found): void {
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key) || key.value === null) continue;
        const name = String(key.value);
        const [start, end] = key.range ?? [0, 0];
        if (seen.has(name)) {
          const written = /^.{0,100}/.exec(text.slice(start, end))?.[0] ?? name;
          found(start, "yaml-repeated-key", { key: written }, "Keep one of them.", written.length);
        }
        seen.add(name);
      }
    },
  });
}

/** Finds what a document may not hold although it is YAML. */
export function refuse(document: Document.Parsed, text: string, found: Found): void {
  const start = (node: Node | null | undefined) => node?.range?.[0] ?? 0;
  const { version } = document.directives.yaml;
  if (version !== "1.2") {
    const at = text.lastIndexOf("%YAML", start(document.contents as Node | null));
    found(
      Math.max(0, at),
      "yaml-not-taken",
      { said: `YAML ${version} is not taken` },
      "Remove this line: the file is read as YAML 1.2.",
      5,
    );
  }
  const over = tooMuch(document, DEEPEST);
  if (over) {
    const name = isAlias(over.node) ? `\`*${over.node.source}\`` : "";
    const what =
      over.why === "depth" ? `nests deeper than ${DEEPEST} levels` : `has more than ${MOST_VALUES} values`;
    const hint = name === "" ? undefined : "Repeat less with aliases.";
    const message = name === "" ? `the file ${what}` : `with ${name} written out the file ${what}`;
    found(start(over.node), "yaml-limit", { said: message }, hint, Math.max(1, name.length - 2));
    return;
  }
  let aliases = 0;
  visit(document, {
    Alias: (_, node, ancestors) => {
      const name = `*${node.source}`;
      const target = targetOf(document, node);
      const hint = "If it is a text, put it in quotes.";
      if (!target)
        found(
          start(node),
          "yaml-alias",
          { said: `nothing above is called \`&${node.source}\`` },
          hint,
          name.length,
        );
      else if (ancestors.includes(target))
        found(
          start(node),
          "yaml-alias",
          { said: `\`${name}\` stands inside what it repeats` },
          undefined,
          name.length,
        );
      aliases += 1;
      if (aliases <= MOST_ALIASES) return undefined;
      found(
        start(node),
        "yaml-limit",
        { said: `the file uses more than ${MOST_ALIASES} aliases` },
        "Write the values out.",
      );
      return visit.BREAK;
    },
    Scalar: (_, { value, source: written = "", range }) => {
      if (typeof value !== "number" || isExact(written, value)) return;
      const hint = `Put it in quotes, as a text: "${written}".`;
      found(range?.[0] ?? 0, "yaml-number", { written, kept: String(value) }, hint, written.length);
    },
    Pair: (_, pair) => {
      const key = pair.key as Node | null;
      if (!isScalar(key) || key.value === null)
        found(
          start(key),
          "yaml-not-taken",
          { said: "a key must be plain text" },
          text.startsWith("{{", start(key) - 1) ? BRACES : undefined,
        );
      else if (key.value === "<<" && key.type === "PLAIN")
        found(
          start(key),
          "yaml-not-taken",
          { said: "`<<` merges nothing here" },
          "Write the keys out, or put it in quotes.",
          2,
        );
      else if (isRefusedKey(String(key.value)))
        found(
          start(key),
          "yaml-not-taken",
          { said: `\`${key.value}\` cannot be a key` },
          undefined,
          String(key.value).length,
        );
    },
  });
}
