/**
 * How a session comes about: renewed from the one before, entered with what an earlier run kept, or with the credentials alone. What is
 * kept is stored before it is used, and what it takes the place of stays until it has worked, so that a stop at any moment locks nobody
 * out (I5, I8).
 */
import { isDeepStrictEqual } from "node:util";
import type { SessionPlan, StepPlan } from "../compile/plan.js";
import { asFault, Fault, systemFault } from "../faults/fault.js";
import type { Authorized } from "./authorization.js";
import { isOfTheWay } from "./refusal.js";
import { textsIn } from "./session-secrets.js";
import { takeSteps } from "./steps.js";
import type { Scope, System } from "./system.js";
import type { Held, Vault } from "./vault.js";

export interface EnteringParts {
  /** Sends the requests that log in, to its own hosts alone. */
  readonly system: System;
  readonly auth: Scope;
  readonly vault: Vault | undefined;
  readonly learn: (secret: string) => void;
  /** What came back of a log-in in a browser: the only thing that is tried then. */
  readonly authorized?: Authorized | undefined;
}

/** One attempt: steps, and what they see. */
interface Attempt {
  readonly steps: readonly StepPlan[];
  readonly given: Scope;
  /** What its names are laid over. */
  readonly over: Scope;
}

export type Enter = (before: Scope | undefined) => Promise<Scope>;

/** @returns enters a session, from the values of the one before where there is one that worked, and gives its values */
export function entering(plan: SessionPlan, parts: EnteringParts): Enter {
  const { system, auth, vault, learn, authorized } = parts;
  const { account } = system;
  /** What this run kept or read last: where another run has kept something since, that one is good, and ours is not. */
  let known: Scope | undefined;

  return async (before) => {
    const renewal = (kept: Scope): Attempt[] =>
      plan.renew && before
        ? [{ steps: plan.renew, given: { auth: account, kept, session: before }, over: before }]
        : [];
    const entry = (kept: Scope): Attempt => ({ steps: plan.steps, given: { auth: account, kept }, over: {} });
    if (!plan.keep) return firstThatWorks([...renewal({}), entry({})], plan, system);
    if (!vault) throw new Fault("BUG", "a session that keeps something was opened without a store");
    return vault.hold(credentialOf(plan, system, auth), async (held) => {
      const { values = {}, before: older } = held.kept ?? {};
      for (const text of textsIn(held.kept)) learn(text);
      const isOwn = known !== undefined && isDeepStrictEqual(known, values);
      if (plan.authorize && !authorized && !held.kept) throw nobody(system);
      const all = plan.readsKept
        ? [values, ...(older ? [older] : []), ...(plan.authorize ? [] : [{}])]
        : [values];
      const different = all.filter(
        (one, at) => all.findIndex((other) => isDeepStrictEqual(one, other)) === at,
      );
      const attempts = authorized
        ? [{ steps: plan.steps, given: { auth: account, kept: {}, authorized }, over: {} }]
        : [...(isOwn ? renewal(values) : []), ...different.map(entry)];
      try {
        return await firstThatWorks(attempts, plan, system, held, learn);
      } finally {
        known = held.kept?.values ?? {};
      }
    });
  };
}

function nobody({ connector, authKey }: System): Fault {
  return new Fault(
    "HTTP_CREDENTIALS",
    `nobody has logged in to ${connector} with the credentials under \`${authKey}\``,
    {
      hint: "Log in once: npx sync-runner login PIPELINE. What is kept belongs to the store, its key and these credentials.",
    },
  );
}

/** Tells a credential from every other; it holds secrets. */
function credentialOf({ name }: SessionPlan, { connector }: System, auth: Scope): string {
  const given = Object.entries(auth).filter(([, value]) => value !== undefined && value !== null);
  return JSON.stringify([connector, name, given.sort(([a], [b]) => (a < b ? -1 : 1))]);
}

/** The values of the first attempt that is not refused. One that was let in halfway is the last: what it used cannot be used again. */
async function firstThatWorks(
  attempts: readonly Attempt[],
  plan: SessionPlan,
  system: System,
  held?: Held,
  learn?: (secret: string) => void,
): Promise<Scope> {
  const start = held?.kept;
  for (const [index, attempt] of attempts.entries()) {
    try {
      return await take(attempt, plan, system, held, learn);
    } catch (error) {
      const isLast = index === attempts.length - 1 || held?.kept !== start;
      if (isLast || asFault(error).code !== "HTTP_CREDENTIALS") throw error;
    }
  }
  throw new Fault("BUG", "a log-in had nothing to try");
}

/** Takes the steps one by one: what is kept is stored as soon as a step gives it. */
async function take(
  { steps, given, over }: Attempt,
  plan: SessionPlan,
  system: System,
  held: Held | undefined,
  learn: ((secret: string) => void) | undefined,
): Promise<Scope> {
  let scope = given;
  for (const [index, step] of steps.entries()) {
    const ending = await takeSteps([step], scope, system).catch((error: unknown) => {
      throw refusedLogin(error, system);
    });
    scope = ending.scope;
    const isLast = index === steps.length - 1 || ending.end === "skipped";
    if (held) await keep(plan, { ...over, ...scope }, given.kept as Scope, held, isLast);
    if (ending.end === "skipped") break;
  }
  for (const text of textsIn(held?.kept)) learn?.(text);
  const named = Object.entries(scope).filter(([name]) => !Object.hasOwn(given, name));
  return { ...over, ...Object.fromEntries(named) };
}

/** @param used what the steps were given of it; nothing of it is lost where the answers do not name it anew */
async function keep(
  plan: SessionPlan,
  scope: Scope,
  used: Scope,
  held: Held,
  isLast: boolean,
): Promise<void> {
  const values: Record<string, unknown> = { ...used };
  for (const [name, evaluate] of plan.keep ?? []) {
    try {
      const value = await evaluate(scope);
      if (value !== undefined && value !== null) values[name] = value;
    } catch (error) {
      // What the steps have not named yet may be what it fails on.
      if (isLast) throw error;
    }
  }
  if (Object.keys(values).length === 0 || isDeepStrictEqual(values, held.kept?.values)) return;
  await held.keep({ values, ...(Object.keys(used).length > 0 ? { before: used } : {}) });
}

/** Whatever refuses a log-in refuses the credentials, but for what says nothing of them; no item is to blame, nor was one written. */
function refusedLogin(error: unknown, system: System): Fault {
  const fault = systemFault(error);
  const details = { ...fault.details, outcomeUnknown: undefined };
  const { status = 0 } = details;
  const isRefused = asFault(error).code === "ITEM_REFUSED" || fault.code === "HTTP_CREDENTIALS";
  if (!isRefused || isOfTheWay(status)) return new Fault(fault.code, fault.message, details);
  const hint = `Check the credentials under \`${system.authKey}\` in the pipeline.`;
  return new Fault("HTTP_CREDENTIALS", fault.message, { ...details, hint });
}
