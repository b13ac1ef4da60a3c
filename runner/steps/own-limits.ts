/** The limits of a connector as its requests meet them: matched by their path behind the base address, and read off its answers. */
import type { LimitPlan } from "../compile/plan-limits.js";
import type { HttpResponse } from "../http/client.js";
import type { OwnLimit } from "../http/message.js";
import { seenOf } from "./system.js";

/** @param baseOf gives the address whose path stands before the paths of the manifest; nothing before a log-in has named it */
export function ownLimits(
  plans: readonly LimitPlan[] | undefined,
  baseOf: () => URL | undefined,
): readonly OwnLimit[] | undefined {
  return plans?.map(({ requests, perMs, path, methods, remaining, reset }): OwnLimit => {
    const pattern = path === undefined ? undefined : patternOf(path);
    const counts: OwnLimit["counts"] = (method, url) =>
      (methods?.includes(method) ?? true) && (pattern?.test(behind(baseOf(), url)) ?? true);
    const isAll = pattern === undefined && methods === undefined;
    if (!remaining) return { requests, perMs, ...(isAll ? {} : { counts }) };
    const told = async (answer: HttpResponse) => {
      const seen = seenOf(answer);
      try {
        const left = numberOf(await remaining(seen));
        if (left === undefined) return undefined;
        return { remaining: left, ms: msUntil(await reset?.(seen), answer.headers.date) };
      } catch {
        // What was answered stays answered, whatever is written beside it.
        return undefined;
      }
    };
    return { requests, perMs, told, ...(isAll ? {} : { counts }) };
  });
}

/** @example patternOf("/people/*").test("/people/7") // true */
function patternOf(path: string): RegExp {
  const parts = path.split("/").map((part) => {
    if (part === "**") return ".*";
    return part === "*" ? "[^/]+" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("/")}$`);
}

function behind(base: URL | undefined, { host, pathname }: URL): string {
  const before = base?.pathname.replace(/\/+$/, "") ?? "";
  const path =
    host === base?.host && pathname.startsWith(`${before}/`) ? pathname.slice(before.length) : pathname;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** From here on a number is a moment in seconds, and from there on in milliseconds, and no span. */
const SECONDS_OF_2001 = 1e9;
const MS_OF_2001 = 1e12;

/**
 * Milliseconds until a moment, or for a span of seconds. The clock of the system counts where it tells its time.
 *
 * @example msUntil("30", undefined) // 30_000
 */
export function msUntil(reset: unknown, date: string | undefined, ours = Date.now()): number | undefined {
  const number = numberOf(reset) ?? (typeof reset === "string" ? Date.parse(reset) : Number.NaN);
  if (!Number.isFinite(number)) return undefined;
  if (number < SECONDS_OF_2001) return Math.max(0, number * 1000);
  const theirs = Date.parse(date ?? "");
  const now = Number.isFinite(theirs) ? theirs : ours;
  return Math.max(0, (number < MS_OF_2001 ? number * 1000 : number) - now);
}
