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
import { MOST_VALUES, targetOf, tooMuch } from "./grown.js";
import { DEEPEST } from "./parse.js";

const MOST_ALIASES = 50;
const REFUSED_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** True for a key that could reach the prototype of an object. */
export function isRefusedKey(key: string): boolean {
  return REFUSED_KEYS.has(key);
}

/** Takes a finding: where it starts in the file, what is wrong, what to do, and how many characters are meant. */
export type Found = (offset: number, message: string, hint?: string, length?: number) => unknown;

const IN_QUOTES = "Put the whole text in quotes.";
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
) {
  const [start, end] = pos;
  const meant = text.slice(start, end).split("\n", 1)[0] ?? "";
  const length = Math.max(1, meant.trimEnd().length);
  switch (code) {
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
          found(
            start,
            `the key \`${written}\` stands here a second time`,
            "Keep one of them.",
            written.length,
          );
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
      `YAML ${version} is not taken`,
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
    found(start(over.node), message, hint, Math.max(1, name.length - 2));
    return;
  }
  let aliases = 0;
  visit(document, {
    Alias: (_, node, ancestors) => {
      const name = `*${node.source}`;
      const target = targetOf(document, node);
      const hint = "If it is a text, put it in quotes.";
      if (!target) found(start(node), `nothing above is called \`&${node.source}\``, hint, name.length);
      else if (ancestors.includes(target))
        found(start(node), `\`${name}\` stands inside what it repeats`, undefined, name.length);
      aliases += 1;
      if (aliases <= MOST_ALIASES) return undefined;
      found(start(node), `the file uses more than ${MOST_ALIASES} aliases`, "Write the values out.");
      return visit.BREAK;
    },
    Pair: (_, pair) => {
      const key = pair.key as Node | null;
      if (!isScalar(key) || key.value === null) found(start(key), "a key must be plain text");
      else if (key.value === "<<" && key.type === "PLAIN")
        found(start(key), "`<<` merges nothing here", "Write the keys out, or put it in quotes.", 2);
      else if (isRefusedKey(String(key.value)))
        found(start(key), `\`${key.value}\` cannot be a key`, undefined, String(key.value).length);
    },
  });
}
