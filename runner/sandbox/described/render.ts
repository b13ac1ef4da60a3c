/** Compiled slots of a description as plain functions: nothing that a description can say has to be waited for. */
import type { Evaluate, Template } from "../../compile/slots.js";
import type { Scope } from "./scope.js";

/** Gives a value for what is in scope. */
export type Render = (scope: Scope) => unknown;

/** A template as a function. */
export function renders(template: Template): Render {
  return evaluates((scope) => template.render(scope));
}

/** A bare expression as a function. */
export function evaluates(evaluate: Evaluate): Render {
  return (scope) => {
    const value = evaluate(scope);
    if (value instanceof Promise) throw new TypeError("an expression of a simulated system cannot wait");
    return value;
  };
}

/** Whether an expression holds, as JSONata sees it: nothing, "", 0 and empty lists and objects do not. */
export function holds(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holds);
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** A rendered value as text; nothing and null are empty. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
