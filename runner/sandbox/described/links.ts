/** Links that expire: signed when they are shown, looked at when they are followed. */
import { milliseconds } from "../../compile/duration.js";
import type { FaultDice } from "../faults.js";
import { hashText, hex } from "../random.js";
import type { CollectionPlan, LinkPlan } from "./description.js";
import { textOf } from "./render.js";
import type { Scope } from "./scope.js";

/** What a link shows that is not answered. */
export interface BadLink {
  readonly reason: "forged" | "expired";
  readonly message: string;
  /** Epoch ms. */
  readonly expires?: number;
}

export interface Links {
  /** The links of a record that is shown at this instant: name → URL. */
  of(collection: CollectionPlan, scope: Scope, now: number): Readonly<Record<string, string>>;
  /** Why a link is not answered; undefined for a good one. */
  wrong(path: string, search: string, now: number): BadLink | undefined;
}

const timeDigits = 11;
const markDigits = 53;
const unsigned = "\u0000";

export function createLinks(host: string, seed: number, dice: FaultDice): Links {
  /** The signature holds until when it is good, and is good for this path and these parameters alone. */
  const sign = (path: string, time: string, parameters: readonly (readonly [string, string])[]) => {
    const rest = parameters.map((pair) => pair.join("=")).join("&");
    return `${time}${hex(markDigits, seed, hashText(path), hashText(`${time} ${rest}`))}`;
  };
  /** All links that are good until the same second have the same parameters, but for the signature. */
  const parametersOf = new Map<
    LinkPlan,
    { readonly expires: number; readonly all: readonly (readonly [string, string])[] }
  >();
  const parameters = (link: LinkPlan, expires: number, issued: number) => {
    const before = parametersOf.get(link);
    if (before?.expires === expires) return before.all;
    const made = link.query({ expires, issued, signature: unsigned }) as Scope;
    const all = Object.entries(made).map(([name, value]) => [name, textOf(value)] as const);
    parametersOf.set(link, { expires, all });
    return all;
  };
  const write = (link: LinkPlan, scope: Scope, now: number): string => {
    const [path = "", search] = encodeURI(textOf(link.path(scope))).split("?");
    const life = milliseconds(link.expires);
    const isLate = dice.strikes("expired-links", path);
    const expires = isLate ? Math.floor(now / 1000) * 1000 - 1000 : Math.ceil((now + life) / 1000) * 1000;
    const all = [...new URLSearchParams(search), ...parameters(link, expires, expires - life)];
    const rest = all.filter(([, value]) => value !== unsigned);
    const signature = sign(path, expires.toString(16).padStart(timeDigits, "0"), rest);
    const query = all.map(
      ([name, value]) => `${name}=${encodeURIComponent(value === unsigned ? signature : value)}`,
    );
    return `https://${link.host ?? host}${path}?${query.join("&")}`;
  };
  return {
    of({ links }, scope, now) {
      const made: Record<string, string> = {};
      // Written when it is looked at: a description may show it with some of the records alone.
      for (const [name, link] of links)
        Object.defineProperty(made, name, { enumerable: true, get: () => write(link, scope, now) });
      return made;
    },
    wrong(path, search, now) {
      const query = [...new URLSearchParams(search)];
      const signed = query.find(([name, value]) => {
        const rest = query.filter(([other]) => other !== name);
        return value === sign(path, value.slice(0, timeDigits), rest);
      });
      if (!signed) return { reason: "forged", message: "The link is not one of ours" };
      const expires = Number.parseInt(signed[1].slice(0, timeDigits), 16);
      return expires <= now ? { reason: "expired", message: "The link has expired", expires } : undefined;
    },
  };
}
