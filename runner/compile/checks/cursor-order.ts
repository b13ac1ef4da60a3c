/** A cursor that is not what the list is sorted or filtered by: what comes behind it would be left out, or read again and again. */
import type { Connector as Manifest, Pull } from "../../../schemas/connector.types.js";
import type { Path } from "../../load/source.js";
import { member } from "../../typing/member.js";
import { isScalar, type ObjectType, partsOf, type Type, without } from "../../typing/type.js";
import { type Findings, tellKey, tellValue } from "./tell.js";

const SORT = /^(?:sort|sort_?by|order|order_?by|ordering|sortfield)$/i;
const PATH = /^\s*record((?:\.(?:[A-Za-z_]\w*|`[^`]+`))+)\s*$/;

/** Finds cursors of which `query` or the schema of the record tells that they are not the right member. */
export function checkCursorOrder(
  to: Findings,
  { entities }: Manifest,
  types: Readonly<Record<string, Type>>,
): void {
  for (const [name, { pull }] of Object.entries(entities)) {
    if (pull?.cursor) lookCursor(to, ["entities", name, "pull"], pull, pull.cursor, types[name]);
  }
}

function lookCursor(
  to: Findings,
  pull: Path,
  { list }: Pull,
  cursor: NonNullable<Pull["cursor"]>,
  record: Type | undefined,
): void {
  const path = [...pull, "cursor"];
  const names = [...(PATH.exec(cursor.value ?? "")?.[1] ?? "").matchAll(/\.(?:`([^`]+)`|(\w+))/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? "",
  );
  const own = names.at(-1);
  if (own === undefined) return;
  const around = record && names.slice(0, -1).reduce((type, one) => member(type, one).type, record);
  const siblings = around ? membersOf(around) : {};
  const order = { own, siblings, isAscending: cursor.order === "ascending", value: [...path, "value"] };
  for (const [at, query] of [
    [[...pull, "list", "query"], list.query] as const,
    [[...path, "query"], cursor.query] as const,
  ])
    for (const [key, value] of Object.entries(query ?? {}))
      if (typeof value === "string" && SORT.test(key) && !value.includes("${"))
        lookSort(to, [...at, key], value, order);
  for (const [key, value] of Object.entries(cursor.query ?? {})) {
    if (typeof value !== "string" || !/\$\{[^}]*\bcursor\b/.test(value)) continue;
    if (isOther(key, own))
      tellValue(
        to,
        order.value,
        "cursor-unfit",
        { said: `the cursor is \`${own}\`, and goes out as \`${key}\`` },
        "Take the member that the list is filtered by.",
      );
    if (/(?:^|[^a-z])(?:to|until|before|max|end)\]?$/i.test(key))
      tellKey(
        to,
        [...path, "query", key],
        "cursor-unfit",
        { said: `\`${key}\` asks for what comes before the cursor` },
        "Ask for what comes behind it.",
      );
  }
  const dated = Object.entries(siblings).flatMap(([name, type]) => (isDate(type, name) ? [name] : []));
  const type = siblings[own];
  if (cursor.overlap === undefined || !type || dated.length === 0 || dated.includes(own)) return;
  const parts = partsOf(without(type, "nothing", "null"));
  if (!parts.every((part) => part.kind === "string" && part.format === undefined)) return;
  tellValue(
    to,
    [...path, "value"],
    "cursor-unfit",
    { said: `by the schema, \`${own}\` is no instant, and \`overlap\` moves one` },
    `The record has ${dated
      .slice(0, 4)
      .map((one) => `\`${one}\``)
      .join(", ")}.`,
  );
}

interface Order {
  readonly own: string;
  readonly siblings: Readonly<Record<string, Type>>;
  readonly isAscending: boolean;
  /** Where the cursor says what it is. */
  readonly value: Path;
}

function lookSort(
  to: Findings,
  path: Path,
  text: string,
  { own, siblings, isAscending, value }: Order,
): void {
  const isBack = /^\s*-|[\s:,]desc(?:ending)?\s*$|^desc(?:ending)?$/i.test(text);
  if (isBack && isAscending) {
    const said = "the list is asked for from the newest on, and `order` says `ascending`";
    tellValue(to, path, "cursor-unfit", { said }, "Ask for it in the order that it is read in.");
    return;
  }
  const by = text.replace(/^\s*[-+]/, "").replace(/[\s:,].*$/s, "");
  const other = Object.keys(siblings).find((name) => bare(name) === bare(by));
  if (bare(by) === bare(own) || other === undefined) return;
  const said = `the list is sorted by \`${by}\`, and the cursor is \`${own}\``;
  // Of an instant and something else, the instant is meant.
  const isValue = isDate(siblings[other], other) && !isDate(siblings[own], own);
  tellValue(to, isValue ? value : path, "cursor-unfit", { said }, "Sort by the member that is the cursor.");
}

const bare = (name: string): string => name.replace(/[-_]/g, "").toLowerCase();

/** `created` in the one name, `updated` or `modified` in the other. */
function isOther(one: string, two: string): boolean {
  const [left, right] = [bare(one), bare(two)];
  const isCreated = (name: string) => /created|creation/.test(name);
  const isChanged = (name: string) => /updated|modifi|changed/.test(name);
  return (isCreated(left) && isChanged(right)) || (isChanged(left) && isCreated(right));
}

function membersOf(type: Type): Readonly<Record<string, Type>> {
  const objects = partsOf(without(type, "nothing", "null")).filter(
    (part): part is ObjectType => part.kind === "object",
  );
  return objects.length === 1 ? (objects[0]?.members ?? {}) : {};
}

/** An instant by its format or, where a schema gives none, by its name. */
function isDate(type: Type | undefined, name: string): boolean {
  const texts = type === undefined ? [] : partsOf(type).filter(isScalar);
  if (texts.some(({ format }) => format !== undefined))
    return texts.some(({ format }) => /^date/.test(format ?? ""));
  return /(?:^|[-_])(?:created|updated|modified|changed)(?:[-_]at)?$|(?:created|updated|modified)(?:At|Date|On)$|(?:Date|_date|-date)$/.test(
    name,
  );
}
