/**
 * Empty objects for one place of an expression. The engine of JavaScript keeps four members in an object that begins as `{}`, all
 * others beside it, and makes a slow table of one that was given sixteen by computed names. Objects of a constructor of their
 * own have room for as many as the first of them had; they are plain ones, because they have the prototype of those.
 */

export type Shape = new () => Record<string, unknown>;

const INSIDE = 4;

/** What makes objects that will have so many members; undefined where `{}` is as good. */
export function shapeFor(members: number): Shape | undefined {
  if (members <= INSIDE) return undefined;
  function Plain(): void {}
  Plain.prototype = Object.prototype;
  return Plain as unknown as Shape;
}
