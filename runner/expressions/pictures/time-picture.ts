/** Pictures of times: `[D01].[M01].[Y0001]`. One is read into literal texts and components, such as the day of the month. */
import { meter } from "../bounds.js";
import { fail } from "../error.js";
import { type IntegerPicture, readIntegerPicture } from "./integer.js";

export type TimePart = Literal | Component;

export interface Literal {
  readonly literal: string;
}

export interface Component {
  readonly literal?: undefined;
  /** One letter: `Y` year, `M` month, `D` day, `H` hour, `m` minute, `s` second, `f` fraction, `Z` zone, and others. */
  readonly component: string;
  readonly names: "upper" | "lower" | "title" | undefined;
  readonly integer: IntegerPicture | undefined;
  readonly mostLetters: number | undefined;
  /** How many digits of the year are written; undefined for all. */
  readonly yearDigits: number | undefined;
  /** `t`: the zone of Greenwich is written as `Z`. */
  readonly isTraditional: boolean;
}

/** How a component is written that says nothing about it. */
const DEFAULTS: Readonly<Record<string, string>> = {
  Y: "1",
  M: "1",
  D: "1",
  d: "1",
  F: "n",
  W: "1",
  w: "1",
  X: "1",
  x: "1",
  H: "1",
  h: "1",
  P: "n",
  m: "01",
  s: "01",
  f: "1",
  Z: "01:01",
  z: "01:01",
  C: "n",
  E: "n",
};
const INTEGERS = "YMDdFWwXxHhmsf";

export function readTimePicture(picture: string): TimePart[] {
  const parts: TimePart[] = [];
  const addLiteral = (text: string) => {
    if (text !== "") parts.push({ literal: text.split("]]").join("]") });
  };
  let from = 0;
  for (let at = picture.indexOf("["); at >= 0; at = picture.indexOf("[", from)) {
    addLiteral(picture.slice(from, at));
    if (picture[at + 1] === "[") {
      parts.push({ literal: "[" });
      from = at + 2;
      continue;
    }
    const end = picture.indexOf("]", at);
    if (end < 0) fail("D3135");
    parts.push(readComponent(picture.slice(at + 1, end).replace(/\s+/g, ""), parts.at(-1)));
    from = end + 1;
  }
  addLiteral(picture.slice(from));
  return parts;
}

function readComponent(marker: string, previous: TimePart | undefined): Component {
  const component = marker.charAt(0);
  if (!Object.hasOwn(DEFAULTS, component)) fail("D3132", { value: component });
  const comma = marker.lastIndexOf(",");
  const [least, most] = comma < 0 ? [] : widthsOf(marker.slice(comma + 1));
  let presentation = comma < 0 ? marker.slice(1) : marker.slice(1, comma);
  let modifier = "";
  if (presentation.length > 1 && "atco".includes(presentation.at(-1) ?? "")) {
    modifier = presentation.at(-1) ?? "";
    presentation = presentation.slice(0, -1);
  }
  if (presentation === "") presentation = DEFAULTS[component] ?? "";
  const names = namesOf(presentation);
  let integer: IntegerPicture | undefined;
  let yearDigits: number | undefined;
  if (!names && INTEGERS.includes(component)) {
    integer = readIntegerPicture(modifier === "" ? presentation : `${presentation};${modifier}`);
    if (least !== undefined && integer.mandatory < least) integer.mandatory = least;
    if (component === "Y") {
      if (most !== undefined) integer.mandatory = most;
      const digits = integer.mandatory + integer.optional;
      yearDigits = most ?? (digits >= 2 ? digits : undefined);
    }
    // Where two numbers stand side by side, the first has as many digits as its picture.
    if (previous && previous.literal === undefined && previous.integer)
      previous.integer.width = previous.integer.mandatory;
  }
  if (component === "Z" || component === "z") integer = readIntegerPicture(presentation);
  return { component, names, integer, mostLetters: most, yearDigits, isTraditional: modifier === "t" };
}

const WIDEST = 999;

/** `,2-4` behind a component: at least two signs, at most four. */
function widthsOf(text: string): (number | undefined)[] {
  const [least, most] = text.split("-");
  return [least, most].map((text) => {
    if (text === undefined || text === "*") return undefined;
    const width = Number.parseInt(text, 10);
    if (width > WIDEST) meter.overrun("a width in a picture has up to three digits");
    return width;
  });
}

function namesOf(presentation: string): Component["names"] {
  if (presentation[0] === "n") return "lower";
  if (presentation[0] !== "N") return undefined;
  return presentation[1] === "n" ? "title" : "upper";
}
