/** The invented jobs of Teamtailor, each made from the seed and its position alone, and the places where they are. */
import type { Json } from "../../types.js";
import { localTime } from "../local-time.js";
import { labels } from "../names.js";
import { type Draws, draws } from "../random.js";
import { htmlText, places, requirements, titles } from "../vacancy-words.js";

type Attributes = Readonly<Record<string, Json>>;

/** A job of Teamtailor. */
export interface Opening {
  readonly id: string;
  /** In the order of the wire. */
  readonly attributes: Attributes;
  readonly internal: boolean;
  /** published, unlisted, archived, draft, scheduled or expired. */
  readonly humanStatus: string;
  /** Epoch ms. */
  readonly createdAt: number;
  /** Epoch ms. */
  readonly updatedAt: number;
  readonly department: string;
  readonly role: string;
  readonly region: string;
  /** Missing for a job that is nowhere in particular. */
  readonly location: { readonly id: string; readonly attributes: Attributes } | undefined;
}

/** All jobs; their positions are 0 to size - 1, in the order of their ids. */
export interface Openings {
  readonly size: number;
  at(position: number): Opening;
  /** The job with that id; undefined when there is none. */
  find(id: string): Opening | undefined;
}

const kind = 21;
const firstId = 3371;
const start = Date.UTC(2024, 0, 8);
const span = Date.UTC(2025, 10, 30) - start;

/** @example createOpenings(1, 40).at(0).id // "3371" */
export function createOpenings(seed: number, size: number): Openings {
  const at = (position: number): Opening => openingAt(seed, position);
  return {
    size,
    at,
    find(id) {
      const position = (Number(id) - firstId) / 2;
      return Number.isInteger(position) && position >= 0 && position < size ? at(position) : undefined;
    },
  };
}

const humanStatuses = [
  ..."published published published published published published".split(" "),
  ..."unlisted archived draft scheduled expired".split(" "),
];
const statuses: Readonly<Record<string, string>> = {
  unlisted: "unlisted",
  archived: "archived",
  draft: "draft",
};

function openingAt(seed: number, position: number): Opening {
  const draw = draws(seed, position, kind);
  const id = String(firstId + position * 2);
  const createdAt = start + Math.floor(draw.next() * span);
  const updatedAt = createdAt + Math.floor(draw.next() * draw.next() * (start + span - createdAt));
  // The first one is always to be seen, so that even the smallest sandbox has a job.
  const humanStatus = position === 0 ? "published" : draw.one(humanStatuses);
  const internal = position > 0 && draw.chance(0.15);
  const title = draw.one(titles);
  const attributes: Record<string, Json> = {
    title,
    "internal-name": draw.chance(0.3) ? `REQ-${position}` : "",
    pitch: draw.chance(0.7) ? "Work with people who read what they sign" : "",
    body: htmlText(title, requirements(draw)),
    "apply-button-text": "",
    status: statuses[humanStatus] ?? "open",
    "human-status": humanStatus,
    internal,
    pinned: draw.chance(0.1),
    "created-at": localTime(createdAt),
    "updated-at": localTime(updatedAt),
    "start-date": draw.chance(0.3) ? localTime(createdAt) : null,
    "end-date": null,
    picture: draw.chance(0.2) ? picture(id) : null,
    tags: labels.filter(() => draw.chance(0.15)),
    "external-application-url": null,
    "name-requirement": "required",
    "resume-requirement": "optional",
    "cover-letter-requirement": "optional",
    "phone-requirement": "off",
    "additional-files-requirement": "off",
    "remote-status": draw.one(["none", "none", "temporary", "hybrid", "fully"]),
    mailbox: `job-${id}@inbound.example.org`,
    "recruiter-email": "recruiter@example.org",
    "sharing-image-layout": "default",
    "template-name": "",
    ...(draw.chance(0.1) ? {} : newer(draw)),
  };
  const region = String(41 + draw.below(4));
  const relations = { department: String(1201 + draw.below(6)), role: String(3301 + draw.below(12)), region };
  const location = draw.chance(0.15) ? undefined : locationOf(draw);
  return { id, attributes, internal, humanStatus, createdAt, updatedAt, ...relations, location };
}

const picture = (id: string): Json => ({
  standard: `https://images.example.org/jobs/${id}.jpg`,
  thumb: `https://images.example.org/jobs/${id}-thumb.jpg`,
});

/** What an older version does not show at all; missing is not the same as null. */
function newer(draw: Draws): Record<string, Json> {
  const paid = draw.chance(0.5);
  const least = 30_000 + 1_000 * draw.below(20);
  return {
    "language-code": draw.one(["fr", "en", "sv"]),
    currency: paid ? "EUR" : null,
    "salary-time-unit": paid ? "yearly" : null,
    "min-salary": paid ? least : null,
    "max-salary": paid ? least + 10_000 : null,
    "employment-type": draw.one(["fulltime", "parttime", null]),
    "employment-level": draw.one(["mid", "senior", null]),
  };
}

function locationOf(draw: Draws): Opening["location"] {
  const at = draw.below(places.length);
  const place = places[at];
  if (place === undefined) return undefined;
  const { address, city, country, lat, long, postcode } = place;
  const known = draw.chance(0.8);
  const attributes = {
    address: known ? address : null,
    city,
    country,
    email: null,
    headquarters: at === 0,
    lat: known ? lat : null,
    long: known ? long : null,
    name: `${city} office`,
    phone: null,
    zip: postcode,
  };
  return { id: String(501 + at * 2 + Number(known)), attributes };
}
