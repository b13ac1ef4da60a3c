/** What Teamtailor demands of the body of a write to a candidate. */
import type { Json } from "../../types.js";
import { type Call, isObject, jsonObject } from "../exchange.js";
import type { Relations } from "../people.js";
import * as jsonApi from "./json-api.js";
import type { Roster, Written } from "./roster.js";

/** A body that was accepted. */
export interface CandidateBody extends Written {
  /** The candidate that has this email already, when the body asks to merge into it. */
  readonly mergeInto: number | undefined;
}

const writable = new Set(
  "first-name last-name email phone picture linkedin-url facebook-id linkedin-uid pitch sourced tags internal connected unsubscribed referring-url consent-future-jobs-at".split(
    " ",
  ),
);
const writeOnly = new Set(["merge", "set-consent-expiration", "send-welcome-message"]);
const flags = new Set(["sourced", "internal", "connected", "unsubscribed"]);
const relationNames: readonly (keyof Relations)[] = [
  "department",
  "role",
  "locations",
  "regions",
  "division",
];

/**
 * Reads the body of a POST (`target` undefined) or of a PATCH of the candidate at `target`.
 *
 * @throws Refusal with 400, 415 or 422
 */
export function readCandidateBody(call: Call, roster: Roster, target?: number): CandidateBody {
  const type = call.headers["content-type"] ?? "";
  if (type.split(";")[0]?.trim().toLowerCase() !== jsonApi.mediaType) throw jsonApi.wrongMediaType(type);
  const data = jsonObject(call.body.toString())?.data;
  if (!isObject(data)) throw jsonApi.parameterMissing("data");
  if (data.type !== "candidates") throw jsonApi.invalidResource(String(data.type));
  if (target !== undefined) {
    if (data.id === undefined) throw jsonApi.parameterMissing("id");
    if (String(data.id) !== roster.idAt(target)) throw jsonApi.idMismatch(String(data.id));
  }
  const given = isObject(data.attributes) ? data.attributes : {};
  const attributes = readAttributes(given, target !== undefined);
  const mergeInto = checkEmail(attributes, given.merge === true, roster, target);
  const resume = readResume(given.resume);
  return { attributes, relations: readRelations(data.relationships), resume, mergeInto };
}

function readAttributes(given: Record<string, unknown>, patching: boolean): Record<string, Json> {
  const attributes: Record<string, Json> = {};
  for (const [name, value] of Object.entries(given)) {
    if (name === "resume" || writeOnly.has(name)) continue;
    if (!writable.has(name)) throw jsonApi.parameterNotAllowed(name);
    // Read-only once the candidate exists; clients send it all the same and are not refused.
    if (name === "sourced" && patching) continue;
    attributes[name] = flags.has(name) ? truth(value) : name === "tags" ? tags(value) : (value as Json);
  }
  // A flag takes any text but the known words for no as yes.
  if (typeof attributes.sourced === "string")
    attributes.sourced = !/^(|0|f|false|off)$/i.test(attributes.sourced);
  if (typeof attributes.email === "string") attributes.email = attributes.email.trim().toLowerCase() || null;
  if (typeof attributes.pitch === "string" && [...attributes.pitch].length > 140) {
    throw jsonApi.invalidAttribute("pitch", "is too long (maximum is 140 characters)");
  }
  return attributes;
}

/** The email is required and taken only once, except for sourced candidates. */
function checkEmail(
  attributes: Record<string, Json>,
  merge: boolean,
  roster: Roster,
  target: number | undefined,
): number | undefined {
  const { email } = attributes;
  const sourced =
    target === undefined ? attributes.sourced === true : roster.candidate(target).attributes.sourced === true;
  const asked = target === undefined || "email" in attributes;
  if (!asked || (sourced && target !== undefined && email === null)) return undefined;
  if (typeof email !== "string") {
    if (sourced) return undefined;
    throw jsonApi.invalidAttribute("email", "can't be blank");
  }
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw jsonApi.invalidAttribute("email", "is invalid");
  const takes = (position: number) =>
    position !== target && (merge || roster.candidate(position).attributes.sourced !== true);
  const other = roster.positionsOfEmail(email).find(takes);
  if (other === undefined) return undefined;
  if (merge && target === undefined) return other;
  if (sourced) return undefined;
  throw jsonApi.invalidAttribute("email", "has already been taken");
}

function truth(value: unknown): boolean {
  return value !== false && value !== null && value !== 0 && !["false", "0", ""].includes(String(value));
}

function tags(value: unknown): Json {
  const list = Array.isArray(value) ? value : [];
  return list.map((tag: unknown) => (isObject(tag) ? String(tag.name ?? "") : String(tag)));
}

function readResume(value: unknown): boolean | undefined {
  if (value === undefined) return undefined;
  if (value === null || value === "") return false;
  if (typeof value !== "string" || !/^https?:\/\/[^\s/]+/.test(value)) {
    throw jsonApi.invalidAttribute("resume", "is invalid");
  }
  return true;
}

function readRelations(given: unknown): Partial<Relations> {
  const relations: { -readonly [name in keyof Relations]?: readonly string[] } = {};
  if (!isObject(given)) return relations;
  for (const [name, relation] of Object.entries(given)) {
    const known = relationNames.find((one) => one === name);
    if (known === undefined) throw jsonApi.parameterNotAllowed(name);
    const data = isObject(relation) ? relation.data : undefined;
    const list = Array.isArray(data) ? data : data === null || data === undefined ? [] : [data];
    relations[known] = list.map((one: unknown) => (isObject(one) ? String(one.id) : ""));
  }
  return relations;
}
