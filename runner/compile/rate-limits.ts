/** The limits of a connector, as its manifest says them: one, or a list of those that hold for some paths or methods. */
import type { RateLimit } from "../../schemas/connector.types.js";
import { finding } from "../faults/findings/finding.js";
import { locateKey, type Path } from "../load/source.js";
import { object } from "../typing/type.js";
import { milliseconds } from "./duration.js";
import type { LimitPlan } from "./plan-limits.js";
import { responseNames } from "./reading.js";
import type { Slots } from "./slots.js";

export function compileLimits(
  slots: Slots,
  given: RateLimit | readonly RateLimit[] | undefined,
): readonly LimitPlan[] | undefined {
  if (given === undefined) return undefined;
  const at: Path = ["http", "rate_limit"];
  if (!isList(given)) return [compileLimit(slots, at, given)];
  return given.map((one, index) => compileLimit(slots, [...at, index], one));
}

function isList(given: RateLimit | readonly RateLimit[]): given is readonly RateLimit[] {
  return Array.isArray(given);
}

function compileLimit(slots: Slots, path: Path, one: RateLimit): LimitPlan {
  const answer = object(responseNames);
  const expression = (name: "remaining" | "reset") =>
    one[name] === undefined ? undefined : slots.expression([...path, name], one[name], answer);
  if (one.reset !== undefined && one.remaining === undefined) {
    const location = locateKey(slots.source, [...path, "reset"]);
    slots.findings.push(finding("reset-alone", {}, { location }));
  }
  return {
    requests: one.requests,
    perMs: milliseconds(one.per),
    path: one.path,
    methods: one.methods?.map((method) => method.toUpperCase()),
    remaining: expression("remaining"),
    reset: expression("reset"),
  };
}
