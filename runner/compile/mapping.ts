/** `logics` and `format`: expressions whose input is the record itself. */
import { createHash } from "node:crypto";
import { finding } from "../faults/findings/finding.js";
import { locateValue } from "../load/source.js";
import { verdict } from "../typing/truth.js";
import type { Type } from "../typing/type.js";
import { checkItem } from "./determinism.js";
import type { Flow, Preset } from "./flow.js";
import { expressionText, isBareName, isFile, notMarked, type Place, readNamed } from "./named-file.js";
import { behindLogic, checkFormat, checkLogic } from "./outgoing.js";
import type { Evaluate, Slots } from "./slots.js";
import type { Project } from "./workspace.js";

/** Compiles the logics; `after` is what is known of a record that has passed them. */
export function compileLogics(
  slots: Slots,
  texts: readonly string[],
  record: Type,
): { plans: Evaluate[]; after: Type } {
  let after = record;
  const plans = texts.map((text, index) => {
    // What is no text was found by the schema.
    if (typeof text !== "string" || text === "") return () => undefined;
    const told = slots.findings.length;
    const { evaluate, typed } = slots.typed(["logics", index], text, after, checkLogic(after));
    // What is wrong with one is told there, and not again of all that follows.
    if (!typed || slots.findings.length > told) return evaluate;
    // What ends in an error for some records keeps or discards the others.
    const always = /\$(?:error|assert)\b/.test(text) ? undefined : verdict(typed.type);
    if (always === undefined) after = behindLogic(typed);
    else sayConstant(slots, index, always);
    return evaluate;
  });
  return { plans, after };
}

/** A logic that looks at nothing keeps every record, or none. */
function sayConstant(slots: Slots, index: number, keeps: boolean): void {
  const location = locateValue(slots.source, ["logics", index]);
  const hint = "Ask for something of the record, or remove it.";
  const given = { does: keeps ? "keeps" : "discards" };
  slots.findings.push(finding("logic-constant", given, { hint, location }));
}

/** What a format is held against. */
export interface Wants {
  /** The type of the items that are pushed. */
  readonly item: Type;
  /** The key expression of the target. */
  readonly key: string | undefined;
}

/** A compiled format, and the text of it: another text judges records in another way. */
export interface Format {
  readonly evaluate: Evaluate;
  readonly text: unknown;
}

/** Tells one mapping from another. @param parts texts of `logics` and `format` */
export function fingerprint(parts: unknown): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}

const noFormat: Format = { evaluate: () => undefined, text: undefined };

/** The format of a pipeline in any of its three forms. */
export async function compileFormat(
  slots: Slots,
  format: string | Readonly<Record<string, unknown>>,
  after: Type,
  wants: Wants,
  around: Project,
): Promise<Format> {
  const at: Place = { slots, path: ["format"] };
  const location = locateValue(slots.source, at.path);
  if (typeof format !== "string") {
    checkItem(slots, at.path, format, wants.key);
    const { render, constant } = slots.template(at.path, format, after, {
      type: wants.item,
      name: "the item",
    });
    if (constant) slots.findings.push(finding("same-item", {}, { hint: IN_QUOTES, location }));
    return { evaluate: render, text: format };
  }
  if (isBareName(format)) {
    slots.findings.push(notMarked(format, location));
    return noFormat;
  }
  if (!isFile(format)) {
    checkItem(slots, at.path, format, wants.key);
    return { evaluate: slots.typed(at.path, format, after, checkFormat(wants.item)).evaluate, text: format };
  }
  const source = await readNamed(format, at, around, { isInside: false });
  if (!source) return noFormat;
  const inside = slots.inFile(source);
  checkItem(inside, [], source.text, wants.key);
  return {
    evaluate: inside.typed([], source.text, after, checkFormat(wants.item)).evaluate,
    text: source.text,
  };
}

const IN_QUOTES = "Write its leaves as `${ … }`, or put a JSONata expression in quotes.";

/**
 * The format that an action brings; without one the record is the item.
 *
 * @param seen the variables that it sees
 */
export async function compilePreset(
  { connector, name, action }: Preset,
  record: Type,
  { item, key }: Wants,
  seen: Flow["seen"],
  around: Project,
): Promise<Format> {
  if (action.format === undefined) return { evaluate: (value) => value, text: undefined };
  const at = { slots: connector.slots.seeing(seen), path: ["actions", name, "format"] };
  const place = await expressionText(action.format, at, around);
  if (place) checkItem(place.slots, place.path, place.text, key);
  if (!place) return noFormat;
  const { evaluate } = place.slots.typed(place.path, place.text, record, checkFormat(item));
  return { evaluate, text: place.text };
}
