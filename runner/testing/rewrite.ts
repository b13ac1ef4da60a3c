/** Writes revised expectations into a test file: comments and everything else stay as they are. */
import { isDeepStrictEqual } from "node:util";
import { Document, isMap, isScalar, isSeq, type Node, visit } from "yaml";
import { Fault } from "../faults/fault.js";
import { setAt } from "../load/set-at.js";
import { nodeAt, type Path, plainData, type Source, withText } from "../load/source.js";
import type { Revised } from "./expectation.js";

/** A case whose expectation is to be another. */
export interface Revision {
  /** Where the case stands in its file. */
  readonly path: Path;
  readonly expect: Revised;
  /** What it expected before; parts of it that are the very same stay as they are written. */
  readonly before: unknown;
}

/** Characters that a file may not hold as they are. */
const UNWRITTEN = /[^\P{Cc}\t\n\r]|\p{Noncharacter_Code_Point}/gu;

/**
 * The text of a test file with other expectations.
 *
 * @throws Fault INVALID where no file can hold what came, so that it would be read as something else
 * @example await writeFile(source.path, rewritten(source, [{ path: ["cases", 0], expect: { exit: 4 } }]));
 */
export function rewritten(source: Source, revisions: readonly Revision[]): string {
  const places = revisions.flatMap(({ path, expect, before }) => {
    const node = nodeAt(source, [...path, "expect"]);
    if (!node?.range) return [];
    const [start, , behind] = node.range;
    // Blank lines, and what the next line begins with, stay in the text.
    const end = start + source.text.slice(start, behind).trimEnd().length;
    return [{ node, start, end, expect, old: before }];
  });
  let { text } = source;
  // From the last to the first, so that the places of the others stay right.
  for (const { node, start, end, expect, old } of places.sort((a, b) => b.start - a.start)) {
    const before = text.slice(0, start);
    const isOwnLine = /(^|\n) *$/.test(before);
    text = (isOwnLine ? before : before.trimEnd()) + blockOf(before, node, expect, old) + text.slice(end);
  }
  assertReadBack(text, source, revisions);
  return text;
}

/** What is written has to be read as what it was written for. */
function assertReadBack(text: string, source: Source, revisions: readonly Revision[]): void {
  const findings: Fault[] = [];
  const read = withText(source, text, findings);
  const wanted = structuredClone(plainData(source)) as Record<string, unknown>;
  for (const { path, expect } of revisions) setAt(wanted, [...path, "expect"].map(String), expect, "");
  if (findings.length === 0 && isDeepStrictEqual(asJson(plainData(read)), asJson(wanted))) return;
  const [first] = findings;
  throw new Fault("INVALID", `${source.file} stays as it is: no file can hold what came of its cases`, {
    hint: `${first === undefined ? "It would be read as something else" : `It would be wrong: ${first.message}`}. Name in \`expect\` what can be written, and leave out the rest.`,
  });
}

/** Elements that go leave no hole, and zero has no sign. */
function asJson(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, part) =>
      Array.isArray(part) ? part.filter((one) => one !== undefined) : part,
    ),
  );
}

/** @param text what stands before the node */
function blockOf(text: string, node: Node, expect: Revised, old: unknown): string {
  const before = text.slice(text.lastIndexOf("\n") + 1);
  const isOwnLine = before.trim() === "";
  // What stands before the node stays in the text.
  node.commentBefore = null;
  if (isMap(node)) node.flow = false;
  const document = new Document();
  document.contents = changed(document, node, expect, old) as typeof document.contents;
  visit(document, {
    Scalar: (_, scalar) => {
      // As a key without quotes it would merge; and what cannot stand as it is has an escape in double quotes.
      const { value } = scalar;
      if (typeof value === "string" && (value === "<<" || value.search(UNWRITTEN) >= 0))
        scalar.type = "QUOTE_DOUBLE";
    },
  });
  const indent = isOwnLine ? before : `${/^[\s-]*/.exec(before)?.[0].replaceAll("-", " ")}  `;
  const written = document.toString({ lineWidth: 0, verifyAliasOrder: false });
  const lines = written
    .replace(UNWRITTEN, (char) => `\\U${(char.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`)
    .trimEnd()
    .split("\n");
  const block = lines.map((line, index) =>
    line === "" || (index === 0 && isOwnLine) ? line : indent + line,
  );
  return `${isOwnLine ? "" : "\n"}${block.join("\n")}`;
}

/** The node with another value: nodes whose value stays are the same. */
function changed(document: Document, node: unknown, value: unknown, old: unknown): unknown {
  if (node && value === old) return node;
  if (isScalar(node) && (typeof value !== "object" || value === null)) {
    node.value = value;
    // How a text is quoted depends on the text.
    delete node.type;
    delete node.source;
    delete node.format;
    return node;
  }
  // What was empty stood on one line; what is in it now has lines of its own.
  if ((isMap(node) || isSeq(node)) && node.items.length === 0) node.flow = false;
  if (isMap(node) && isObject(value)) {
    node.items = node.items.filter(({ key }) =>
      Object.hasOwn(value, String(isScalar(key) ? key.value : key)),
    );
    for (const [key, member] of Object.entries(value))
      node.set(
        document.createNode(key),
        changed(document, node.get(key, true), member, isObject(old) ? old[key] : undefined),
      );
    return node;
  }
  if (isSeq(node) && Array.isArray(value)) {
    node.items = value.flatMap((one, index) =>
      one === undefined
        ? []
        : [changed(document, node.items[index], one, Array.isArray(old) ? old[index] : undefined)],
    );
    return node;
  }
  return document.createNode(value, { aliasDuplicateObjects: false });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
