/** One way of logging in, compiled: its steps in their order, and what they name for all that follows. */

import type { Session } from "../../schemas/connector.types.js";
import { fit } from "../typing/fit.js";
import { anything, number, object, optional, type Type, text, union } from "../typing/type.js";
import type { Names } from "./known-names.js";
import { checkCondition, checkJudgement } from "./outgoing.js";
import type { SessionPlan, StepPlan } from "./plan.js";
import { responseNames } from "./reading.js";
import type { Slots } from "./slots.js";
import { compileSteps } from "./steps.js";

/** A way, with the names that it gives. */
export interface Way {
  readonly plan: SessionPlan;
  readonly names: Names;
}

/** What came back of a log-in in a browser; nothing in a run. */
const authorized = optional(object({ code: text, redirect_uri: text, code_verifier: text }));

/** @param account `auth` as it is seen outside of requests */
export function compileWay(slots: Slots, name: string, session: Session, auth: Type, account: Names): Way {
  const at = ["sessions", name];
  const optionally = (key: "if" | "renew_if", input: Names) => {
    const value = session[key];
    if (value === undefined) return undefined;
    const check = key === "if" ? checkCondition : checkJudgement;
    return slots.typed([...at, key], value, object(input), check).evaluate;
  };
  const keep = session.keep && Object.entries(session.keep);
  const kept: Names = keep ? { kept: object(Object.fromEntries(keep.map(([one]) => [one, anything]))) } : {};
  const stepsOf = (key: "steps" | "renew", known: Names): { steps: readonly StepPlan[]; names: Names } => {
    const compiled = compileSteps(slots, [...at, key], session[key], known, { ...known, auth });
    const named = Object.entries(compiled.names).filter(([one]) => !Object.hasOwn(known, one));
    return { steps: compiled.steps, names: Object.fromEntries(named) };
  };
  const { authorize } = session;
  const first = stepsOf("steps", { ...account, ...kept, ...(authorize ? { authorized } : {}) });
  const renewed = session.renew && stepsOf("renew", { ...account, ...kept, session: object(first.names) });
  const names = renewed ? laidOver(first.names, renewed.names) : first.names;
  const within = { session: object(names) };
  const hidden = { auth, ...within };
  const expires =
    session.expires === undefined
      ? undefined
      : slots.typed([...at, "expires"], session.expires, object(names), ({ type, start }) =>
          fit(type, optional(number), "`expires`", start),
        );
  return {
    names,
    plan: {
      name,
      if: optionally("if", { auth }),
      steps: first.steps,
      renew: renewed?.steps,
      keep: keep?.map(([one, value]) => {
        return [one, slots.expression([...at, "keep", one], value, object(names))] as const;
      }),
      readsKept: readsKept(session),
      authorize: authorize && {
        url: slots.template([...at, "authorize", "url"], authorize.url, object({ auth })),
        query: slots.template([...at, "authorize", "query"], authorize.query ?? {}, object({ auth })),
      },
      expires: expires?.evaluate,
      headers: slots.template([...at, "headers"], session.headers ?? {}, object(hidden)),
      renewIf: optionally("renew_if", responseNames),
      end:
        session.end &&
        compileSteps(slots, [...at, "end"], session.end, { ...account, ...within }, hidden).steps,
    },
  };
}

/** A first look, by words alone: where it errs, one more log-in is tried. */
export function readsKept({ steps, renew }: Session): boolean {
  return /\bkept\b/.test(JSON.stringify([steps, renew]));
}

/** What a session holds that was renewed, or was not. */
function laidOver(first: Names, renewed: Names): Names {
  const more = Object.entries(renewed).map(([name, type]) => {
    const before = first[name];
    return [name, before ? union(before, type) : optional(type)] as const;
  });
  return { ...first, ...Object.fromEntries(more) };
}

/** What `session` is where one of several was entered. */
export function eitherOf(all: readonly Names[]): Type {
  const names = new Set(all.flatMap((one) => Object.keys(one)));
  const members = [...names].map((name) => {
    const types = all.map((one) => (Object.hasOwn(one, name) ? one[name] : undefined));
    const known = types.filter((type) => type !== undefined);
    return [name, known.length < all.length ? optional(union(...known)) : union(...known)] as const;
  });
  return object(Object.fromEntries(members));
}
