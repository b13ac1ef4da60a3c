/** Who is let in, and how often: the ways and the limits of a description, with what was used of them. */
import { milliseconds } from "../../compile/duration.js";
import type { Call } from "../exchange.js";
import type { FaultDice } from "../faults.js";
import { createRateLimit, type Quota } from "../rate-limit.js";
import type { LimitPlan, WayPlan } from "./access.js";
import { basicOf } from "./basic.js";
import { createTokens, type Tokens } from "./oauth.js";
import { headersOf } from "./refusals.js";
import { textOf } from "./render.js";
import type { Scope } from "./scope.js";

/**
 * Undefined where a request is let in, else the status of the refusal.
 *
 * @param body what its body holds, as far as it is known
 * @param scope that an access token must have
 */
export type Doors = (call: Call, body: unknown, scope?: string) => 401 | 403 | undefined;

/** The ways of a system or a route, and the token endpoints by their paths. */
export function openDoors(
  ways: readonly WayPlan[],
  scope: Scope,
  world: { readonly seed: number; readonly dice: FaultDice },
): { readonly doors: Doors; readonly endpoints: ReadonlyMap<string, Tokens> } {
  const endpoints = new Map<string, Tokens>();
  const doors = ways.map(({ way, accepts }): Doors => {
    const text = (key: string) => textOf(accepts[key]?.(scope));
    const { header, query, body: member, basic, oauth } = way;
    if (oauth) {
      const tokens = createTokens(oauth, { id: text("client_id"), secret: text("client_secret") }, world);
      endpoints.set(oauth.token, tokens);
      return (call, _, scope) => tokens.refuses(call, scope);
    }
    if (basic) {
      return ({ headers }) => {
        const [user, password] = basicOf(headers.authorization) ?? [];
        return only(user === text("user") && password === text("password"));
      };
    }
    const wanted = text("value");
    if (header !== undefined) return ({ headers }) => only(isSame(headers[header.toLowerCase()], wanted));
    if (query !== undefined) return ({ search }) => only(new URLSearchParams(search).get(query) === wanted);
    return (_, body) => only((body as Record<string, unknown> | undefined)?.[member ?? ""] === wanted);
  });
  return {
    doors: (call, body, scope) => {
      let refused: 401 | 403 | undefined;
      for (const door of doors) {
        const status = door(call, body, scope);
        if (status === undefined) return undefined;
        refused = refused === 403 ? refused : status;
      }
      return refused;
    },
    endpoints,
  };
}

/** Whoever has not what is asked for is not let in. */
const only = (isGood: boolean): 401 | undefined => (isGood ? undefined : 401);

/** The name of a scheme is compared without case, what follows it as it stands. */
function isSame(given: string | string[] | undefined, wanted: string): boolean {
  if (typeof given !== "string") return false;
  const lower = (text: string) => text.replace(/^[a-z]+ /i, (scheme) => scheme.toLowerCase());
  return lower(given) === lower(wanted);
}

/** What the limits say to a request. */
export interface Verdict {
  /** The message of the limit that is used up; undefined where none is. */
  readonly refused: { readonly message: string | undefined } | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Meter {
  /** Counts a request. */
  take(now: number): Verdict;
  /** The headers of an answer that says so although the limit is not used up: wait a second. */
  readonly usedUp: Readonly<Record<string, string>>;
}

export function openMeter(limits: readonly LimitPlan[], enforced: boolean): Meter {
  const all = limits.map(({ data, headers }) => ({
    message: data.message,
    headers,
    limit: createRateLimit(data.requests, milliseconds(data.per), enforced),
  }));
  const shown = (quotas: readonly (Quota | undefined)[]): Record<string, string> =>
    Object.assign({}, ...all.map(({ headers }, at) => headersOf(headers({ ...quotas[at] }))));
  return {
    take(now) {
      const quotas = all.map(({ limit }) => limit.take("", now));
      const at = quotas.findIndex(({ allowed }) => !allowed);
      return { refused: at < 0 ? undefined : { message: all[at]?.message }, headers: shown(quotas) };
    },
    usedUp: shown(
      limits.map(({ data }) => ({ allowed: false, limit: data.requests, remaining: 0, reset: 1 })),
    ),
  };
}
