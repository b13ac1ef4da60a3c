/** How an incremental run reads only what changed, compiled with the names that its slots can see. */
import type { Pull } from "../../schemas/connector.types.js";
import { finding } from "../faults/findings/finding.js";
import { locateKey, type Path } from "../load/source.js";
import { anything, object, type Type } from "../typing/type.js";
import type { Connector } from "./connector.js";
import { checkSteady } from "./determinism.js";
import { milliseconds } from "./duration.js";
import { fixedKind } from "./fixed-kind.js";
import type { CursorPlan } from "./plan.js";
import { cursorType } from "./scope-types.js";
import type { Evaluate, Slots } from "./slots.js";
import type { Names } from "./known-names.js";

/** The cursor of a record, and what a stored one can be. */
export interface CursorValue {
  readonly value: Evaluate;
  readonly stored: Type;
}

/** @param record the type of a record of the entity */
export function compileCursorValue(
  slots: Slots,
  path: Path,
  { cursor }: Pull,
  record: Type,
): CursorValue | undefined {
  if (!cursor) return undefined;
  const isSteady = checkSteady(slots, [...path, "value"], cursor.value, "a cursor");
  const input = object({ record: isSteady ? record : anything });
  const { evaluate, typed } = slots.typed([...path, "value"], cursor.value, input);
  return { value: evaluate, stored: cursorType(typed?.type ?? anything) };
}

/** @param names what the list sees, the cursor among it */
export function compileCursor(
  { slots }: Connector,
  path: Path,
  { cursor }: Pull,
  own: CursorValue | undefined,
  names: Names,
  record: Type,
): CursorPlan | undefined {
  if (!cursor || !own) return undefined;
  if (cursor.seek && cursor.order !== "ascending") {
    const location = locateKey(slots.source, [...path, "seek"]);
    slots.findings.push(
      finding("seek-without-order", {}, { hint: "Add `order: ascending`, or remove `seek`.", location }),
    );
  }
  const fixed = cursor.overlap !== undefined && fixedKind(cursor.value, record);
  if (fixed) {
    const location = locateKey(slots.source, [...path, "overlap"]);
    const hint = "Remove `overlap`, or have `cursor.value` give an instant.";
    slots.findings.push(finding("overlap-without-instant", { kind: fixed }, { hint, location }));
  }
  return {
    value: own.value,
    query: slots.template([...path, "query"], cursor.query, object(names)),
    ascending: cursor.order === "ascending",
    seek: cursor.seek ?? false,
    overlapMs: cursor.overlap === undefined ? 0 : milliseconds(cursor.overlap),
    at: { cursor: locateKey(slots.source, path), overlap: locateKey(slots.source, [...path, "overlap"]) },
  };
}
