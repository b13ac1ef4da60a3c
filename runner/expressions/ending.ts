/** What becomes of a value that is part of the result, where the closure that found it can say so itself. */
import { SHORT } from "./tree.js";

export interface Ending {
  /** The literal that stands for nothing: behind `??`, else undefined. */
  readonly otherwise: unknown;
  /** Makes lists, objects and long texts part of the result. */
  readonly finish: (value: unknown) => unknown;
}

export function finished(value: unknown, { otherwise, finish }: Ending): unknown {
  if (value === undefined) return otherwise;
  return isShortScalar(value) ? value : finish(value);
}

/** What needs no finish. */
export function isShortScalar(value: unknown): boolean {
  if (typeof value === "string") return value.length <= SHORT;
  return typeof value !== "object" || value === null;
}
