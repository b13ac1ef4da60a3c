/** How an incremental run reads only what changed, compiled with the names that its slots can see. */
import type { Pull } from "../../schemas/connector.types.js";
import { locateKey, type Path } from "../load/source.js";
import { anything, object, type Type } from "../typing/type.js";
import { checkNamesAsTexts } from "./checks/names-as-texts.js";
import { tellKey } from "./checks/tell.js";
import { checkSteady } from "./determinism.js";
import { milliseconds } from "./duration.js";
import { fixedKind } from "./fixed-kind.js";
import type { Names } from "./known-names.js";
import { checkJudgement } from "./outgoing.js";
import type { CursorPlan } from "./plan.js";
import { answerNames, responseNames } from "./reading.js";
import { cursorType, pageType } from "./scope-types.js";
import type { Evaluate, Slots, Template } from "./slots.js";

/** Where cursors are from, and what a stored one can be. */
export interface CursorValue {
  readonly value: Evaluate | undefined;
  readonly stored: Type;
}

/** @param record the type of a record of the entity */
export function compileCursorValue(
  slots: Slots,
  path: Path,
  { cursor, list }: Pull,
  record: Type,
): CursorValue | undefined {
  if (!cursor) return undefined;
  const { value, token } = cursor;
  if ((value === undefined) === (token === undefined))
    tellKey(slots, token === undefined ? path : [...path, "token"], "cursor-kind", {});
  if (token !== undefined) {
    // Defaults are filled in: what says nothing may stand.
    for (const key of ["order", "seek", "overlap"] as const)
      if (![undefined, "none", false].includes(cursor[key]))
        tellKey(slots, [...path, key], "token-not-compared", { key });
    for (const key of ["for", "window"] as const)
      if (list[key]) tellKey(slots, [...path, "token"], "token-not-compared", { key: `list.${key}` });
  }
  if (value === undefined) return { value: undefined, stored: cursorType(anything) };
  const isSteady = checkSteady(slots, [...path, "value"], value, "a cursor");
  const input = object({ record: isSteady ? record : anything });
  const { evaluate, typed } = slots.typed([...path, "value"], value, input);
  return { value: evaluate, stored: cursorType(typed?.type ?? anything) };
}

/** @param names what the list sees, the cursor among it */
export function compileCursor(
  slots: Slots,
  path: Path,
  { cursor, list }: Pull,
  own: CursorValue | undefined,
  names: Names,
  record: Type,
  start: Template | undefined,
): CursorPlan | undefined {
  if (!cursor || !own) return undefined;
  const { value, token, expired, order = "none", seek = false, overlap } = cursor;
  if (seek && order !== "ascending")
    tellKey(slots, [...path, "seek"], "seek-without-order", {}, "Add `order: ascending`, or remove `seek`.");
  const kind = value === undefined ? undefined : fixedKind(value, record);
  if (kind !== undefined && overlap !== undefined) {
    const hint = "Remove `overlap`, or have `cursor.value` give an instant.";
    tellKey(slots, [...path, "overlap"], "overlap-without-instant", { kind }, hint);
  }
  if (kind !== undefined && (list.for || list.window !== undefined)) {
    const hint = "Have `cursor.value` give the instant at which a record was changed.";
    tellKey(slots, [...path, "value"], "parts-without-instant", { kind }, hint);
  }
  checkNamesAsTexts(slots, [...path, "query"], cursor.query, Object.keys(names));
  const page = pageType(slots, list, { ...names, ...answerNames(list, slots.own) });
  const answer = object({ ...names, page, ...responseNames });
  const overAnswer = (key: "token" | "expired", text: string | undefined) =>
    text === undefined
      ? undefined
      : slots.expression([...path, key], text, answer, key === "expired" ? checkJudgement : undefined);
  return {
    value: own.value,
    token: overAnswer("token", token),
    expired: overAnswer("expired", expired),
    query: slots.template([...path, "query"], cursor.query ?? {}, object(names)),
    start,
    order,
    seek,
    overlapMs: overlap === undefined ? 0 : milliseconds(overlap),
    at: { cursor: locateKey(slots.source, path), overlap: locateKey(slots.source, [...path, "overlap"]) },
  };
}
