/** Writes a moment by a picture. */
import { fail } from "../error.js";
import { componentOf, dayNames, monthNames } from "./calendar.js";
import { readIntegerPicture, writeInteger } from "./integer.js";
import type { Component, TimePart } from "./time-picture.js";

/** @param zone minutes east of Greenwich */
export function writeTime(milliseconds: number, parts: readonly TimePart[], zone: number): string {
  const date = new Date(milliseconds + zone * 60_000);
  let text = "";
  for (const part of parts) text += part.literal ?? writeComponent(date, part, zone);
  return text;
}

/** A zone as it is given: `+0530`, `-0330`. */
export function zoneOf(text: string): number {
  const number = Number.parseInt(text, 10);
  const minutes = Math.floor(Math.abs(number) / 100) * 60 + (Math.abs(number) % 100);
  return number < 0 ? -minutes : minutes;
}

function writeComponent(date: Date, part: Component, zone: number): string {
  const { component, names, integer } = part;
  if (component === "Z" || component === "z") return writeZone(part, zone);
  if (component === "P") {
    const half = date.getUTCHours() >= 12 ? "pm" : "am";
    return names === "upper" ? half.toUpperCase() : half;
  }
  if (component === "C" || component === "E") return "ISO";
  const value = componentOf(date, component) ?? Number.NaN;
  if (names && component !== "f") return writeName(value, part);
  if (!integer) return String(value);
  return writeInteger(part.yearDigits === undefined ? value : value % 10 ** part.yearDigits, integer);
}

function writeName(value: number, { component, names, mostLetters }: Component): string {
  const isMonth = component === "M" || component === "x";
  if (!isMonth && component !== "F") fail("D3133", { value: component });
  const name = (isMonth ? monthNames : dayNames)[value - 1] ?? "";
  const cased = names === "upper" ? name.toUpperCase() : names === "lower" ? name.toLowerCase() : name;
  return mostLetters === undefined ? cased : cased.slice(0, mostLetters);
}

const MINUTES = readIntegerPicture("00");

function writeZone({ component, integer, isTraditional }: Component, zone: number): string {
  if (zone === 0 && isTraditional) return "Z";
  const sign = zone < 0 ? "-" : "+";
  const hours = Math.floor(Math.abs(zone) / 60);
  const minutes = Math.abs(zone) % 60;
  const picture = integer ?? MINUTES;
  const { mandatory } = picture;
  let text: string;
  if (picture.regular || mandatory === 3 || mandatory === 4)
    text = writeInteger(hours * 100 + minutes, picture);
  else if (mandatory < 1 || mandatory > 4) text = fail("D3134", { value: mandatory });
  else text = writeInteger(hours, picture) + (minutes === 0 ? "" : `:${writeInteger(minutes, MINUTES)}`);
  return `${component === "z" ? "GMT" : ""}${sign}${text}`;
}
