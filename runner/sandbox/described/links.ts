/** Links that expire: signed when they are shown, looked at when they are followed. */
import { milliseconds } from "../../compile/duration.js";
import type { FaultDice } from "../faults.js";
import { hashText, hex } from "../random.js";
import type { CollectionPlan } from "./description.js";
import { textOf } from "./render.js";
import type { Scope } from "./scope.js";

export interface Links {
  /** The links of a record that is shown at this instant: name → URL. */
  of(collection: CollectionPlan, scope: Scope, now: number): Readonly<Record<string, string>>;
  /** Why a link is not answered; undefined for a good one. */
  wrong(path: string, search: string, now: number): string | undefined;
}

export function createLinks(host: string, seed: number, dice: FaultDice): Links {
  const sign = (path: string, expires: string) => hex(40, seed, hashText(path), hashText(expires));
  return {
    of({ links }, scope, now) {
      const made = [...links].map(([name, { path, expires }]) => {
        const to = encodeURI(textOf(path(scope)));
        const life = dice.strikes("expired-links", to) ? -1000 : milliseconds(expires);
        const until = String(Math.ceil((now + life) / 1000));
        const mark = to.includes("?") ? "&" : "?";
        const signature = sign(to.split("?")[0] ?? "", until);
        return [name, `https://${host}${to}${mark}expires=${until}&signature=${signature}`] as const;
      });
      return Object.fromEntries(made);
    },
    wrong(path, search, now) {
      const query = new URLSearchParams(search);
      const expires = query.get("expires") ?? "";
      if (query.get("signature") !== sign(path, expires)) return "The link is not one of ours";
      return Number(expires) * 1000 <= now ? "The link has expired" : undefined;
    },
  };
}
