/** Reads a moment by a picture: what the text does not say is the present time before the first part that it says, and zero behind it. */

import { meter } from "../bounds.js";
import { fail } from "../error.js";
import { LinearRegExp } from "../regex/linear.js";
import { componentOf, dayNames, monthNames } from "./calendar.js";
import { integerReader } from "./integer.js";
import type { Component, TimePart } from "./time-picture.js";

/** How a text is taken apart, and what each part says. */
export interface TimeReader {
  readonly pattern: RegExp;
  readonly parts: readonly PartReader[];
}

interface PartReader {
  readonly component: string | undefined;
  readonly pattern: string;
  read(text: string): number | undefined;
}

export function timeReader(picture: readonly TimePart[]): TimeReader {
  const parts = picture.map((part): PartReader => {
    if (part.literal === undefined) return partReader(part);
    return { component: undefined, pattern: escaped(part.literal), read: () => undefined };
  });
  return { pattern: new RegExp(`^${parts.map(({ pattern }) => `(${pattern})`).join("")}$`, "gi"), parts };
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

function partReader(part: Component): PartReader {
  const { component, integer, mostLetters } = part;
  if (component === "Z" || component === "z") return zoneReader(part);
  if (component === "f")
    return {
      component,
      pattern: "[0-9]+",
      read: (text) => Math.round(Number(`0.${text.slice(0, 3)}`) * 1000),
    };
  if (integer) return { component, ...integerReader(integer) };
  if (component === "P")
    return { component, pattern: "[a-zA-Z]+", read: (text) => ({ am: 0, AM: 0, pm: 1, PM: 1 })[text] };
  const isMonth = component === "M" || component === "x";
  if (!isMonth && component !== "F") fail("D3133", { value: component });
  const names = isMonth ? monthNames : dayNames;
  const values = new Map(
    names.map((name, index) => [mostLetters ? name.slice(0, mostLetters) : name, index + 1]),
  );
  return { component, pattern: "[a-zA-Z]+", read: (text) => values.get(text) };
}

function zoneReader({ component, integer }: Component): PartReader {
  const prefix = component === "z" ? "GMT" : "";
  const sign = integer?.regular?.sign;
  return {
    component,
    pattern: `${prefix}[-+][0-9]+${sign === undefined ? "" : `${escaped(sign)}[0-9]+`}`,
    read: (text) => {
      const zone = text.slice(prefix.length + 1);
      const end = sign === undefined ? Math.min(2, zone.length) : zone.indexOf(sign);
      const minutes = zone.slice(sign === undefined ? 2 : end + sign.length) || "0";
      const east = Number(zone.slice(0, end)) * 60 + Number(minutes);
      return text[prefix.length] === "-" ? -east : east;
    },
  };
}

type Said = Record<string, number | undefined>;

/** The moment that a text stands for; nothing where the text is not as the picture has it. */
export function readTime(text: string, reader: TimeReader): number | undefined {
  meter.search(text.length);
  const found = new LinearRegExp(reader.pattern).exec(text);
  if (!found) return undefined;
  const said: Said = {};
  reader.parts.forEach(({ component, read }, index) => {
    if (component !== undefined) said[component] = read(found[index + 1] ?? "");
  });
  return Object.keys(said).length === 0 ? undefined : momentOf(said);
}

/** The ways in which a date and a time of day can be said, from the largest part to the smallest. */
const DATES = ["YMD", "Yd", "XxwF", "XWF"];
const TIMES = ["Hmsf", "Phmsf"];

function momentOf(said: Said): number {
  const isSaidBy = (parts: string, all: string) => {
    const given = [...all].filter((part) => said[part]);
    return given.length > 0 && given.every((part) => parts.includes(part));
  };
  const date = DATES.find((parts) => isSaidBy(parts, "YXMxWwdD")) ?? "YMD";
  const time = TIMES.find((parts) => isSaidBy(parts, "PHhmsf")) ?? "Hmsf";
  fillIn(said, date + time);
  // Weeks cannot be read yet.
  if (date.startsWith("X")) fail("D3136");
  const part = (name: string) => said[name] ?? 0;
  let hour = part("H");
  if (time.startsWith("P")) hour = (part("h") % 12) + (part("P") === 1 ? 12 : 0);
  const [month, day] = date === "Yd" ? [0, part("d")] : [Math.max(0, part("M") - 1), part("D")];
  const moment = Date.UTC(part("Y"), month, day, hour, part("m"), part("s"), part("f"));
  return moment - (said.Z || said.z || 0) * 60_000;
}

/** Fills in what is not said; what is said must have no gap. */
function fillIn(said: Said, parts: string): void {
  const now = new Date(meter.now());
  let hasBegun = false;
  let hasEnded = false;
  for (const part of parts) {
    if (said[part] !== undefined) {
      if (hasEnded) fail("D3136");
      hasBegun = true;
    } else if (hasBegun) {
      said[part] = "MDd".includes(part) ? 1 : 0;
      hasEnded = true;
    } else said[part] = componentOf(now, part);
  }
}
