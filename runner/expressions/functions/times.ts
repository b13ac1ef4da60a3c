/** Functions of times. A moment is a number of milliseconds since 1970, or a text in the form of ISO 8601 or of a picture. */

import { meter } from "../bounds.js";
import { fail } from "../error.js";
import { limits } from "../limits.js";
import { readTime, type TimeReader, timeReader } from "../pictures/read-time.js";
import { readTimePicture, type TimePart } from "../pictures/time-picture.js";
import { writeTime, zoneOf } from "../pictures/write-time.js";
import { define } from "./define.js";

export const times = define(
  {
    name: "now",
    signature: "<s?s?:s>",
    description: "The time of the evaluation as text, by a picture and in a zone if they are given.",
    example: ["$now() = $fromMillis($millis())", "true"],
    takesNothing: true,
    isSteady: false,
    call: (picture?: string, zone?: string) => written(meter.now(), picture, zone),
  },
  {
    name: "millis",
    signature: "<:n>",
    description: "The time of the evaluation as a number.",
    example: ["$millis() > 0", "true"],
    takesNothing: true,
    isSteady: false,
    call: () => meter.now(),
  },
  {
    name: "toMillis",
    signature: "<s-s?:n>",
    description: "The moment that a text stands for, in ISO 8601 or by a picture.",
    example: ["$toMillis('2018-03-27', '[Y0001]-[M01]-[D01]')", "1522108800000"],
    call: (text: string, picture?: string) => {
      if (picture === undefined) return readIso(text);
      checkPicture(picture);
      if (text.length > LONGEST)
        meter.overrun(`a time is read from up to ${LONGEST} characters, this text has ${text.length}`);
      return readTime(text, readers.get(picture));
    },
  },
  {
    name: "fromMillis",
    signature: "<n-s?s?:s>",
    description:
      "The moment as text, in ISO 8601 or by a picture, in Greenwich time or in a zone such as `+0200`.",
    example: ["$fromMillis(1510067557121, '[D01].[M01].[Y]')", "'07.11.2017'"],
    call: written,
  },
);

const LONGEST = 256;
const ISO = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]";

/** What was made of a picture, for as many pictures as an expression has. */
class Pictures<T> {
  private readonly known = new Map<string, T>();

  constructor(private readonly make: (picture: string) => T) {}

  get(picture: string): T {
    let made = this.known.get(picture);
    if (made === undefined) {
      made = this.make(picture);
      if (this.known.size >= 1000) this.known.clear();
      this.known.set(picture, made);
    }
    return made;
  }
}

const pictures = new Pictures<readonly TimePart[]>(readTimePicture);
const readers = new Pictures<TimeReader>((picture) => timeReader(readTimePicture(picture)));

/** Pictures are short: one could ask for a text as long as it likes. */
function checkPicture(picture: string): void {
  if (picture.length > limits.picture)
    meter.overrun(`a picture has up to ${limits.picture} characters, this one has ${picture.length}`);
}

function written(milliseconds: number, picture?: string, zone?: string): string {
  if (picture !== undefined) checkPicture(picture);
  const minutes = zone === undefined ? 0 : zoneOf(zone);
  if (picture === undefined && minutes === 0 && Math.abs(milliseconds) < LATEST_PLAIN)
    return new Date(milliseconds).toISOString();
  return writeTime(milliseconds, pictures.get(picture ?? ISO), minutes);
}

/** Up to here a year has four digits, and the form of JavaScript is the one of JSONata. */
const LATEST_PLAIN = Date.UTC(9999, 11, 31);

const TIMESTAMP =
  /^(\d{4})(?:-([01]\d))?(?:-([0-3]\d))?(?:T[0-2]\d:[0-5]\d:[0-5]\d)?(?:\.\d+)?(?:[+-][0-2]\d:?[0-5]\d|Z)?$/;

function readIso(text: string): number {
  const found = TIMESTAMP.exec(text);
  const moment = found ? Date.parse(text) : Number.NaN;
  // 30 February is no date, whatever JavaScript makes of it.
  if (Number.isNaN(moment) || !isDate(found)) fail("D3110", { value: text });
  return moment;
}

function isDate(found: RegExpExecArray | null): boolean {
  const [, year, month = "1", day = "1"] = found ?? [];
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return date.getUTCDate() === Number(day);
}
