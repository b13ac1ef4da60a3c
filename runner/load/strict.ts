/** The part of YAML that is taken here: plain keys, few aliases, no tags. The rest is refused, in the words of a person. */
import {
  type Document,
  isScalar,
  type LineCounter,
  type Node,
  visit,
  type YAMLParseError,
  type YAMLWarning,
} from "yaml";

/** How deep a file may nest. */
export const DEEPEST = 64;
const MOST_ALIASES = 50;
const REFUSED_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** Takes a finding: where it starts in the file, what is wrong, what to do, and how many characters are meant. */
export type Found = (offset: number, message: string, hint?: string, length?: number) => unknown;

const IN_QUOTES = "Put the whole text in quotes.";
const INDENTATION = "Check how this line and the ones above it are indented.";

/**
 * The problems that are mistakes of the writer: one a line, and tabs once. Once the parser has lost its way, what it did not
 * expect is no mistake.
 */
export function mainProblems(problems: readonly YAMLParseError[], counter: LineCounter): YAMLParseError[] {
  const lines = problems.map(({ pos }) => counter.linePos(pos[0]).line);
  const codes = problems.map(({ code }) => code);
  return problems.filter(({ code }, index) => {
    if (index === 0) return true;
    if (code === "UNEXPECTED_TOKEN" || lines.indexOf(lines[index] ?? 0) < index) return false;
    return code !== "TAB_AS_INDENT" || codes.indexOf(code) === index;
  });
}

/** What a problem of the parser means here. */
export function tellProblem(
  { code, message, pos }: YAMLParseError | YAMLWarning,
  text: string,
  found: Found,
) {
  const [start, end] = pos;
  const meant = text.slice(start, end).split("\n", 1)[0] ?? "";
  const length = Math.max(1, meant.trimEnd().length);
  switch (code) {
    case "DUPLICATE_KEY": {
      const key = /^[^\s:]+/.exec(text.slice(start, start + 100))?.[0] ?? meant;
      return found(start, `the key \`${key}\` stands here a second time`, "Keep one of them.", key.length);
    }
    case "MULTIPLE_DOCS":
      return found(start, "the file holds more than one document", "Put each into a file of its own.", 3);
    case "TAG_RESOLVE_FAILED":
      return found(
        start,
        `tags like \`${meant}\` are not taken`,
        "Write the plain value; one from the environment is `${ env.NAME }`.",
        length,
      );
    case "TAB_AS_INDENT":
      return found(start, "a tab cannot indent", "Indent with spaces.", length);
    case "BAD_INDENT":
    case "MULTILINE_IMPLICIT_KEY":
      return found(start, message.trim(), INDENTATION, length);
    case "BAD_SCALAR_START":
      return found(start, `a text without quotes cannot start with ${sign(text[start])}`, IN_QUOTES, length);
    case "MISSING_CHAR":
      if (!message.startsWith("Missing closing")) break;
      return found(start, `a text in ${message.includes('"') ? "double" : "single"} quotes has no end`);
    case "UNEXPECTED_TOKEN":
      if (!message.endsWith("at node end")) break;
      return found(start, "something follows where the value has ended", IN_QUOTES, length);
    case "BLOCK_AS_IMPLICIT_KEY":
      if (!message.startsWith("Nested mappings"))
        return found(start, "a list stands amid the keys of a mapping", INDENTATION, length);
      if (!/:(?:\s|$)/.test(/.*/y.exec(text.slice(start, start + 1000))?.[0] ?? ""))
        return found(start, "the line below is indented as if this value went on", INDENTATION);
      return found(start, "a text with `: ` in it must stand in quotes", IN_QUOTES, length);
  }
  return found(start, message.trim(), undefined, length);
}

function sign(char = ""): string {
  return char === "`" ? "a backtick" : `\`${char}\``;
}

/** Finds what a document may not hold although it is YAML. */
export function refuse(document: Document.Parsed, found: Found): void {
  let aliases = 0;
  const start = (node: Node | null | undefined) => node?.range?.[0] ?? 0;
  visit(document, {
    Alias: (_, node, ancestors) => {
      const name = `*${node.source}`;
      const target = node.resolve(document);
      const hint = `If it is a text, put it in quotes.`;
      if (!target) found(start(node), `nothing above is called \`&${node.source}\``, hint, name.length);
      else if (ancestors.includes(target))
        found(start(node), `\`${name}\` stands inside what it repeats`, undefined, name.length);
      aliases += 1;
      if (aliases === MOST_ALIASES + 1)
        found(start(node), `the file uses more than ${MOST_ALIASES} aliases`, "Write the values out.");
    },
    Pair: (_, pair) => {
      const key = pair.key as Node | null;
      if (!isScalar(key) || key.value === null) found(start(key), "a key must be plain text");
      else if (REFUSED_KEYS.has(String(key.value)))
        found(start(key), `\`${key.value}\` cannot be a key`, undefined, String(key.value).length);
    },
    Node: (_, node, ancestors) => {
      if (ancestors.length <= DEEPEST * 2) return undefined;
      found(start(node), `the file nests deeper than ${DEEPEST} levels`);
      return visit.BREAK;
    },
  });
}

/**
 * Where a text nests too deeply, found by a linear look before it is parsed: the parser is recursive, and some tens of
 * kilobytes of open brackets would end the process (I7).
 */
export function tooDeep(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) depth += 1;
    else if ((code === 0x5d || code === 0x7d) && depth > 0) depth -= 1;
    if (depth > DEEPEST) return at;
  }
  return /^(?: {256}|\t{64}|[ \t]*(?:[-?:][ \t]+){64})/m.exec(text)?.index;
}
