/** What clients send to the simulated HrFlow.ai, read in the several forms they send it in. */
import { type Call, isObject, jsonObject } from "../exchange.js";
import { plainTime } from "../local-time.js";
import { badRequest } from "./envelope.js";
import type { ProfileFields } from "./profile.js";

/** The JSON of a write, flat or with the profile or job under that name. */
export function readBody(call: Call, thing: "profile" | "job"): Record<string, unknown> {
  const body = readJson(call);
  const { [thing]: inner, ...rest } = body;
  return isObject(inner) ? { ...inner, ...rest } : body;
}

export function readJson(call: Call): Record<string, unknown> {
  const body = jsonObject(call.body.toString());
  if (body === undefined) throw badRequest("Bad request. The body must be a JSON object");
  return body;
}

/** True when a body asks to archive, false when it asks to take that back. */
export function isArchiving({ is_archive: wish }: Readonly<Record<string, unknown>>): boolean {
  return wish === undefined || wish === 1 || wish === true;
}

/** A reference; null when there is none. */
export function readReference(value: unknown): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (typeof value !== "string") throw badRequest("Invalid parameters. reference must be a string");
  return value;
}

/** A date in the form of the wire; undefined when there is none. */
export function readDate(value: unknown): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const instant = typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(instant)) throw badRequest("Invalid parameters. created_at is not a date");
  return plainTime(instant);
}

/** The fields that a form carries as JSON text; an empty list, or an empty object in its place, says nothing. */
export function formLists(fields: ReadonlyMap<string, string>): ProfileFields {
  const lists: Record<string, unknown> = {};
  for (const name of ["labels", "tags", "metadatas"]) {
    const text = fields.get(name);
    if (!text) continue;
    try {
      const value: unknown = JSON.parse(text);
      if (Array.isArray(value) && value.length > 0) lists[name] = value;
    } catch {
      throw badRequest(`Invalid parameters. ${name} must be JSON`);
    }
  }
  return lists as ProfileFields;
}
