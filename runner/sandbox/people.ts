/** The invented candidates: each is made from the seed and its position alone, so a hundred thousand of them cost no memory. */
import type { Json } from "../types.js";
import { localTime } from "./local-time.js";
import { headlines, labels, namings } from "./names.js";
import { type Draws, draws } from "./random.js";

export type Attributes = Readonly<Record<string, Json>>;

/** A candidate of Teamtailor; its resume links are left out, because they are signed when they are shown. */
export interface Candidate {
  readonly id: string;
  /** In the order of the wire, without `resume` and `original-resume`. */
  readonly attributes: Attributes;
  readonly relations: Relations;
  readonly hasResume: boolean;
}

/** Ids of what a candidate belongs to. */
export interface Relations {
  readonly department: readonly string[];
  readonly role: readonly string[];
  readonly locations: readonly string[];
  readonly regions: readonly string[];
  readonly division: readonly string[];
}

/** Creation and last change, in epoch milliseconds. */
export interface Times {
  readonly createdAt: number;
  readonly updatedAt: number;
}

const kinds = { times: 1, person: 2 };
const firstId = 20_596_201;
const idStep = 3;

const start = Date.UTC(2024, 0, 1);
const end = Date.UTC(2025, 11, 31, 22);
/** Changes made to many candidates in one instant: what an incremental run has to get right. */
const bulkEdits = Array.from({ length: 24 }, (_, month) => Date.UTC(2024, month, 27, 8, 15, 0, 123));

export function idAt(position: number): string {
  return String(firstId + position * idStep);
}

/** The position of an id that `idAt` gave; undefined for any other text. */
export function positionOfId(id: string): number | undefined {
  if (!/^\d{8,9}$/.test(id)) return undefined;
  const position = (Number(id) - firstId) / idStep;
  return Number.isInteger(position) && position >= 0 ? position : undefined;
}

/** The position that an email of a generated candidate would have; the caller must check that it is really his. */
export function positionOfEmail(email: string): number | undefined {
  const position = /\.([0-9a-z]{1,7})@example\./.exec(email)?.[1];
  return position === undefined ? undefined : Number.parseInt(position, 36);
}

export function timesAt(seed: number, position: number): Times {
  const draw = draws(seed, position, kinds.times);
  const createdAt = start + Math.floor(draw.next() * (end - start));
  if (draw.chance(0.1)) return { createdAt, updatedAt: createdAt };
  const bulk = draw.one(bulkEdits);
  if (draw.chance(0.3) && bulk > createdAt) return { createdAt, updatedAt: bulk };
  return { createdAt, updatedAt: createdAt + Math.floor(draw.next() ** 2 * (end - createdAt)) };
}

/**
 * The candidate at a position, 0 <= position.
 *
 * @example candidateAt(1, 0).id // "20596201"
 */
export function candidateAt(seed: number, position: number): Candidate {
  const draw = draws(seed, position, kinds.person);
  const id = idAt(position);
  const { createdAt, updatedAt } = timesAt(seed, position);
  const naming = draw.one(namings);
  const first = draw.one(naming.first);
  const last = naming.last === undefined ? (draw.chance(0.7) ? null : "") : draw.one(naming.last);
  const slug = [latin(first), latin(last ?? "")].filter((part) => part !== "").join(".") || "candidate";
  const sourced = draw.chance(0.3);
  const referred = draw.chance(0.08);
  const attributes: Record<string, Json> = {
    connected: draw.chance(0.1),
    "created-at": localTime(createdAt),
    "updated-at": localTime(updatedAt),
    email:
      sourced && draw.chance(0.12) ? null : `${slug}.${position.toString(36)}@example.${draw.one(domains)}`,
    "first-name": first,
    "last-name": last,
    phone: draw.chance(0.7) ? phone(draw) : null,
    "facebook-id": null,
    "facebook-profile": null,
    "linkedin-uid": null,
    "linkedin-profile": null,
    "linkedin-url": draw.chance(0.5)
      ? `https://www.linkedin.com/in/example-${slug.replaceAll(".", "-")}-${position.toString(36)}`
      : null,
    picture: draw.chance(0.1) ? `https://images.example.org/people/${id}.jpg` : null,
    pitch: draw.chance(0.6) ? draw.one(headlines) : null,
    internal: draw.chance(0.05),
    referred,
    "referring-site": referred ? "jobs.example.net" : null,
    "referring-url": referred ? `https://jobs.example.net/offers?from=${position % 7}&utm=a%20b` : null,
    sourced,
    unsubscribed: draw.chance(0.06),
    resume_summary: null,
    "consent-future-jobs-at": draw.chance(0.2) ? localTime(createdAt) : null,
    tags: labels.filter(() => draw.chance(0.15)),
  };
  for (const name of missingAttributes(draw)) delete attributes[name];
  return { id, attributes, relations: relations(draw), hasResume: draw.chance(0.4) };
}

const domains = ["org", "net", "com"];

/** Letters of a name that a mail address can hold; empty for scripts that are not Latin. */
function latin(name: string): string {
  return name
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z]/g, "");
}

function phone(draw: Draws): string {
  const digits = () => String(draw.below(100)).padStart(2, "0");
  const pairs = [digits(), digits(), digits(), digits()];
  return draw.chance(0.5) ? `+336${pairs.join("")}` : `06 ${pairs.join(" ")}`;
}

/** What a key of narrow scope or an older version would not show at all; missing is not the same as null. */
function missingAttributes(draw: Draws): readonly string[] {
  if (draw.chance(0.03)) return ["phone", "pitch", "linkedin-url", "tags"];
  return draw.chance(0.1) ? ["facebook-profile", "linkedin-profile", "resume_summary", "picture"] : [];
}

function relations(draw: Draws): Relations {
  const some = (share: number, from: number, count: number) =>
    draw.chance(share) ? [String(from + draw.below(count))] : [];
  return {
    department: some(0.8, 1201, 6),
    role: some(0.6, 3301, 12),
    locations: [...some(0.7, 501, 4), ...some(0.2, 505, 4)],
    regions: some(0.5, 41, 4),
    division: some(0.3, 71, 3),
  };
}
