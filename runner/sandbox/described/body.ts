/** Bodies of requests: JSON and forms become data, and are checked against the shape that a route asks for. */
import type { Route, Shape } from "../../../schemas/sandbox.types.js";
import { interpreted } from "../../validate/interpret.js";
import type { Call } from "../exchange.js";
import { readForm } from "../multipart.js";
import type { Refuse } from "./refusals.js";

/** What a body holds; undefined for none, and for one that cannot be read. */
export function bodyOf({ headers, body }: Call): unknown {
  if (body.length === 0) return undefined;
  const type = headers["content-type"] ?? "";
  if (/x-www-form-urlencoded/i.test(type)) return Object.fromEntries(new URLSearchParams(body.toString()));
  if (/^multipart\//i.test(type)) {
    const form = readForm(body, type);
    if (!form) return undefined;
    const files = [...form.files].map(
      ([name, { filename, bytes }]) => [name, { filename, size: bytes.length }] as const,
    );
    return Object.fromEntries([...form.fields, ...files]);
  }
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** Refuses a body that cannot be read or is not of the shape. */
export function checkBody({ body: shape }: Route, call: Call, body: unknown, refuse: Refuse): void {
  if (call.body.length > 0 && body === undefined) throw refuse(400, { reason: "body" });
  if (!shape) return;
  const problem = problemOf(shape, body ?? {}, "");
  if (problem) throw refuse(400, { reason: "invalid", ...problem });
}

interface Problem {
  readonly name: string;
  readonly message: string;
}

/** What is wrong first with a value; objects are looked into. */
function problemOf(shape: Shape, value: unknown, name: string): Problem | undefined {
  const { properties, required = [], ...plain } = shape;
  if (!properties && Object.keys(plain).length === 0) return undefined;
  if (!properties) {
    const check = interpreted({ properties: { value: plain }, required: [] });
    if (check({ value })) return undefined;
    return { name, message: `"${name}" ${check.errors?.[0]?.message ?? "is not valid"}` };
  }
  const types = [shape.type ?? "object"].flat();
  if (value === null && types.includes("null")) return undefined;
  if (value === null || typeof value !== "object" || Array.isArray(value))
    return { name, message: `"${name || "body"}" must be object` };
  const given = value as Readonly<Record<string, unknown>>;
  const missing = required.find((one) => given[one] === undefined || given[one] === null);
  if (missing !== undefined) return { name: missing, message: `"${missing}" is required` };
  for (const [member, one] of Object.entries(given)) {
    const inner = Object.hasOwn(properties, member) ? properties[member] : undefined;
    if (!inner) return { name: member, message: `"${member}" is not allowed` };
    const problem = problemOf(inner, one, member);
    if (problem) return problem;
  }
  return undefined;
}
