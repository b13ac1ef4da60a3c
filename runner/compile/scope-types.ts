/** The types of those names in scope that a manifest tells by what stands elsewhere in it. */
import { typeOfValue } from "../typing/schema.js";
import {
  anything,
  mayBe,
  number,
  object,
  optional,
  type Type,
  text,
  union,
  without,
} from "../typing/type.js";
import type { Slots } from "./slots.js";
import { isTemplate } from "./text.js";

/** How a list goes on, as far as it says what `page` is. */
interface Paging {
  readonly first?: unknown;
  readonly next?: string;
}

/**
 * What `page` can be: the value of the first request, or what leads on from a page.
 *
 * @param names what `next` can see besides `page`
 */
export function pageType(slots: Slots, { first, next }: Paging, names: Readonly<Record<string, Type>>): Type {
  const start = isTemplated(first) ? anything : typeOfValue(first, false);
  if (next === undefined) return start;
  const leads = slots.typeOf(next, object({ ...names, page: anything }));
  return union(start, without(leads, "nothing", "null"));
}

/** Whether something in a value is made of what is in scope. */
function isTemplated(value: unknown): boolean {
  if (typeof value === "string") return isTemplate(value);
  return value !== null && typeof value === "object" && Object.values(value).some(isTemplated);
}

/**
 * What a stored cursor can be, nothing before the first run: it keeps the kind of what `cursor.value` gives.
 *
 * @param value of `cursor.value`
 */
export function cursorType(value: Type): Type {
  const kinds = [text, number].filter(({ kind }) => mayBe(value, kind));
  return optional(kinds.length === 0 ? union(text, number) : union(...kinds));
}
