/** Whether what goes out fits the place that it goes to: kinds, values, members that there are not, members that are required. */
import { tell } from "../faults/findings/finding.js";
import { respelt, suggest } from "../validate/nearest.js";
import { describe } from "./describe.js";
import { flat, nearOf } from "./member.js";
import { canBeSame } from "./operators.js";
import type { Remark } from "./remark.js";
import {
  called,
  isScalar,
  mayBe,
  type ObjectType,
  type Part,
  partsOf,
  type Spot,
  type Type,
  without,
} from "./type.js";

/** So many places of an item are compared; whatever is behind them is left to the run (I7). */
const MOST_PLACES = 10_000;

/**
 * What is wrong with a value at the place that it goes to: only what no value of its type can make good.
 *
 * @param name what the place is called in messages
 * @param start where the value is written, as far as its own parts do not say it better
 */
export function fit(type: Type, wanted: Type, name: string, start: Spot): Remark[] {
  const found = new Fitting().compare(type, wanted, name, start);
  return found.map((remark) => (remark.of === undefined ? remark : { ...remark, start }));
}

class Fitting {
  private places = 0;

  compare(type: Type, wanted: Type, name: string, at: Spot): Remark[] {
    this.places += 1;
    const there = without(type, "nothing");
    const parts = partsOf(there);
    if (
      this.places > MOST_PLACES ||
      parts.length === 0 ||
      wanted.kind === "anything" ||
      mayBe(there, "anything")
    )
      return [];
    const wrong = ofKind(there, wanted, name);
    if (wrong) return [{ ...at, ...wrong }];
    return parts.flatMap((part) => this.inside(part, wanted, name, at));
  }

  private inside(part: Part, wanted: Type, name: string, at: Spot): Remark[] {
    const places = partsOf(wanted).filter(({ kind }) => kind === part.kind);
    const [place] = places;
    if (!place || places.length > 1) return [];
    if (part.kind === "list" && place.kind === "list")
      return this.compare(part.of, place.of, `a member of ${name}`, at);
    return part.kind === "object" && place.kind === "object" ? this.members(part, place, at) : [];
  }

  private members(type: ObjectType, wanted: ObjectType, at: Spot): Remark[] {
    const names = Object.keys(type.members);
    const written = type.written ?? {};
    const own = names.filter((name) => Object.hasOwn(written, name));
    const unknown = own.flatMap((name) => {
      const wrong = isNothing(type.members[name]) ? undefined : unknownMember(name, wanted);
      return wrong ? [{ ...(written[name]?.key ?? at), ...wrong }] : [];
    });
    const isThere = (name: string) => type.rest !== undefined || !isNothing(type.members[name]);
    // What a function leaves out others may add.
    const isElsewhere = (spot: Spot | undefined) => spot?.of !== undefined;
    const missing = missingMembers(isThere, wanted).map((wrong) => ({
      ...(isElsewhere(type.at) ? at : (type.at ?? at)),
      ...wrong,
    }));
    const inside = names.flatMap((name) => {
      const [value, place] = [type.members[name], wanted.members[name]];
      if (!value || !place || !Object.hasOwn(wanted.members, name)) return [];
      const spot = Object.hasOwn(written, name) ? written[name]?.value : undefined;
      // What comes from elsewhere may be missing each time.
      if (!spot && mayBe(value, "nothing")) return [];
      return this.compare(value, called(place, `\`${name}\``), `\`${name}\``, spot ?? at);
    });
    return [...missing, ...unknown, ...inside];
  }
}

function isNothing(type: Type | undefined): boolean {
  return type === undefined || partsOf(type).every(({ kind }) => kind === "nothing");
}

/** What is wrong. */
type Wrong = Pick<Remark, "code" | "message" | "hint" | "fix">;

/** A member that an object does not have. */
export function unknownMember(name: string, wanted: ObjectType): Wrong | undefined {
  if (Object.hasOwn(wanted.members, name)) return undefined;
  if (wanted.rest) {
    const near = nearOf(name, Object.keys(wanted.members));
    if (near === undefined) return undefined;
    const fix = { from: name, to: near };
    return { ...tell("near-member", { name, near }), hint: `Did you mean \`${near}\`?`, fix };
  }
  const message = wanted.label ? `${wanted.label} has no \`${name}\`` : `\`${name}\` cannot stand here`;
  const names = Object.keys(wanted.members);
  return { code: "unknown-member", message, hint: suggest(name, names), fix: respelt(name, names) };
}

/** The members that an object must have, and that are not there. */
export function missingMembers(isThere: (name: string) => boolean, wanted: ObjectType): Wrong[] {
  return (wanted.required ?? [])
    .filter((name) => !isThere(name))
    .map((name) => ({
      code: "missing-member",
      message: `\`${name}\` is missing: ${wanted.label ?? "this object"} requires it`,
    }));
}

function ofKind(there: Type, wanted: Type, name: string): Wrong | undefined {
  // That both may be null says nothing of the values that there are.
  const values = without(there, "null");
  const isWrong = !canBeSame(partsOf(values).length === 0 ? there : values, wanted);
  if (isWrong) {
    const isList = mayBe(wanted, "list") && !mayBe(wanted, "object") && !mayBe(there, "list");
    const kinds = partsOf(wanted).map(({ kind }) => kind);
    if (partsOf(there).some((part) => isScalar(part) && kinds.includes(part.kind)))
      return ofValue(there, wanted, name);
    return {
      message: `${name} must be ${describe(wanted)}, not ${describe(partsOf(values).length > 0 && mayBe(wanted, "null") ? values : there)}`,
      hint: hintFor(there, wanted, isList),
    };
  }
  if (!mayBe(there, "list") || !mayBe(wanted, "list")) return undefined;
  // A list of one that a path collects is that one value.
  const single = partsOf(without(there, "list", "null"));
  if (single.length === 0 || single.some((part) => canBeSame(part, wanted))) return undefined;
  return {
    message: `${name} must be a list, and this is ${describe(without(there, "list", "null"))} where there is one value`,
    hint: "Put brackets around it: `[ … ]`.",
  };
}

function hintFor(given: Type, wanted: Type, isList: boolean): string | undefined {
  const there = without(given, "null");
  if (isList) {
    const members = partsOf(wanted).flatMap((part) => (part.kind === "list" ? [part.of] : []));
    return members.some((one) => canBeSame(there, one)) ? "Put brackets around it: `[ … ]`." : undefined;
  }
  const isNumber = partsOf(there).every(({ kind }) => kind === "number" || kind === "boolean");
  if (isNumber && mayBe(wanted, "string")) return "`$string(…)` makes a text of it.";
  if (partsOf(there).every(({ kind }) => kind === "string") && mayBe(wanted, "number"))
    return "`$toNumber(…)` reads the number in a text.";
  return canBeSame(flat(there), wanted) ? "`[0]` behind it takes the first one." : undefined;
}

function ofValue(there: Type, wanted: Type, name: string): Wrong {
  const values = partsOf(there).flatMap((part) => (isScalar(part) ? (part.values ?? []) : []));
  const allowed = partsOf(wanted).flatMap((part) => (isScalar(part) ? (part.values ?? []) : []));
  const [value] = values;
  const said =
    values.length === 1 ? `${name} cannot be ${JSON.stringify(value)}` : `${name} cannot be any of these`;
  return {
    code: "value-not-allowed",
    message: said,
    hint: suggest(String(value), allowed.map(String), "It can be"),
  };
}
