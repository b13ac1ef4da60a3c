/** The windows that a list is read in, compiled with what their bounds are. */
import type { Pull } from "../../schemas/connector.types.js";
import { type Form, formOf } from "../cursors/forms.js";
import { locateKey, locateValue, type Path } from "../load/source.js";
import { anything, number, object, type Type, text, union } from "../typing/type.js";
import { tellKey, tellValue } from "./checks/tell.js";
import { milliseconds } from "./duration.js";
import type { Names } from "./known-names.js";
import type { WindowPlan } from "./plan.js";
import type { Slots, Template } from "./slots.js";
import { isTemplate } from "./text.js";

/** The window of a list, where it begins, and the type of its bounds. */
export interface CompiledWindow {
  readonly plan: WindowPlan | undefined;
  readonly start: Template | undefined;
  readonly bound: Type;
}

/**
 * @param at where the list and the cursor stand
 * @param names what the steps before the list named
 */
export function compileWindow(
  slots: Slots,
  at: { readonly list: Path; readonly cursor: Path },
  { list, cursor }: Pull,
  names: Names,
): CompiledWindow {
  const { window } = list;
  const startAt = [...at.cursor, "start"];
  const start =
    cursor?.start === undefined ? undefined : slots.template(startAt, cursor.start, object(names));
  const bound = boundOf(slots, startAt, cursor?.start);
  if (window === undefined) return { plan: undefined, start, bound };
  checkWindow(slots, at, cursor);
  const place = locateValue(slots.source, [...at.list, "window"]);
  const plan = {
    ms: milliseconds(window),
    text: window,
    at: place,
    start: cursor?.start === undefined ? place : locateKey(slots.source, startAt),
  };
  return { plan, start, bound };
}

/** A start that is written out has to be an instant, and tells what the bounds are. */
function boundOf(slots: Slots, path: Path, start: unknown): Type {
  if (typeof start === "number" || (typeof start === "string" && !isTemplate(start))) {
    const form: Form = formOf(start);
    if (form.at === undefined) tellValue(slots, path, "start-without-instant", { kind: form.name });
    return typeof start === "number" ? number : text;
  }
  return start === undefined ? anything : union(text, number);
}

function checkWindow(
  slots: Slots,
  at: { readonly list: Path; readonly cursor: Path },
  cursor: Pull["cursor"],
): void {
  const path = [...at.list, "window"];
  if (!cursor) tellKey(slots, path, "window-without-cursor", { missing: "cursor" }, WITHOUT_CURSOR);
  else if (cursor.start === undefined)
    tellKey(slots, path, "window-without-cursor", { missing: "cursor.start" }, WITHOUT_START);
  for (const key of ["seek", "expired"] as const)
    if (cursor?.[key]) tellKey(slots, [...at.cursor, key], "window-beside", { key });
}

const WITHOUT_CURSOR =
  "Say what the list is filtered by, and where it begins: `cursor: { value: record.updated_at, start: 2020-01-01 }`.";
const WITHOUT_START = "Say where it begins without a token: `start: 2020-01-01`, or a parameter.";
