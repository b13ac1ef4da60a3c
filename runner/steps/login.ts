/**
 * Logging in: once before the first request that needs it, and once more whenever the system says that the session has ended. One
 * log-in at a time: of many requests that notice the end, all wait for the same new session.
 */
import type { SessionPlan } from "../compile/plan.js";
import { isTrue } from "../compile/truth.js";
import { Fault } from "../faults/fault.js";
import type { HttpResponse } from "../http/client.js";
import { type EnteringParts, entering } from "./entering.js";
import { endOf } from "./expiry.js";
import { type Headers, headersOf } from "./parts.js";
import { isOfTheWay } from "./refusal.js";
import { secretsIn } from "./session-secrets.js";
import { takeSteps } from "./steps.js";
import { type Extra, type Scope, type System, seenOf } from "./system.js";

/** A session that was entered. */
export interface Entered {
  /** What its steps named. */
  readonly values: Scope;
  readonly headers: Headers;
  /** When it is to be renewed, whatever its answers say. */
  readonly until: number | undefined;
  /** Whether a request was let through in it: a first one that never worked does not get better by logging in again. */
  worked: boolean;
}

/** Thrown inside a request whose answer says that its session has ended; such an answer is never data. */
export class SessionEnded extends Error {
  /** @param refusal the fault that the answer is without a session to renew */
  constructor(readonly refusal: Fault) {
    super("the session has ended");
  }
}

/** So many log-ins in a row without a request that was let through, and no further one is tried. */
const MOST_RENEWALS = 2;
/** So often one request is sent in all: others may renew the session again and again while it waits. */
const MOST_SENDINGS = 8;

/** Sends a request in a session. */
export type SendIn = (session: Entered, extra: Extra) => Promise<HttpResponse>;

export interface Login {
  /** Logs in, unless that was done. */
  enter(): Promise<unknown>;
  /** Sends a request in the session of this moment, and once more in a new one when it has ended. */
  send(send: SendIn, extra: Extra): Promise<HttpResponse>;
  /** Signs out of the session that is there, where the manifest says how. */
  end(): Promise<void>;
}

/** What a log-in is made of besides its plan. */
export interface LoginParts extends EnteringParts {
  /** Sends requests in a session, and renews nothing. */
  readonly within: (session: Entered) => System;
  readonly now: () => number;
}

/** What a log-in answers is a credential, too, and stays with its hosts. */
function atHome(system: System): System {
  return {
    ...system,
    ask: (request, scope, extra) => system.ask(request, scope, { ...extra, onlyOwnHosts: true }),
  };
}

export function createLogin(plan: SessionPlan, parts: LoginParts): Login {
  const { system, within, auth, learn, now } = parts;
  const enterSession = entering(plan, { ...parts, system: atHome(system) });
  /** The newest session, while it is entered, too. */
  let newest: Promise<Entered> | undefined;
  /** The same once it was entered. */
  let current: Entered | undefined;
  /** The session before, from which the next may be renewed. */
  let before: Entered | undefined;
  /** Log-ins since a request was last let through. */
  let fruitless = 0;
  let hasWorked = false;

  const logIn = async (): Promise<Entered> => {
    const from = now();
    // A session that never worked is none to renew.
    const given = await enterSession(before?.worked ? before.values : undefined);
    const headers = (await plan.headers.render({ auth, session: given })) as Record<string, unknown>;
    for (const secret of secretsIn(given, headers)) learn(secret);
    const until = await endOf(plan, given, from, system);
    return { values: given, headers: headersOf(headers), until, worked: false };
  };
  const forget = () => {
    before = current ?? before;
    newest = undefined;
    current = undefined;
  };
  const enter = (): Promise<Entered> => {
    if (current?.until !== undefined && current.until <= now()) forget();
    newest ??= logIn().then(
      (entered) => {
        current = entered;
        return entered;
      },
      (error: unknown) => {
        newest = undefined;
        throw error;
      },
    );
    return newest;
  };
  const worked = (entered: Entered) => {
    entered.worked = true;
    hasWorked = true;
    // What an older session still lets through says nothing of the newest.
    if (entered === current) fruitless = 0;
  };
  /** Forgets the newest session, for the next request to enter another. */
  const leave = (ended: SessionEnded) => {
    if (fruitless >= MOST_RENEWALS) throw endsAtOnce(ended, fruitless + 1);
    fruitless += 1;
    forget();
  };

  return {
    enter,
    async send(send, extra) {
      let renewals = 0;
      for (let sendings = 1; ; sendings += 1) {
        const entered = await enter();
        const refuseIf = async (answer: HttpResponse) => {
          if (isTrue(await plan.renewIf?.(seenOf(answer)))) return true;
          if (letsThrough(answer.status)) worked(entered);
          return false;
        };
        try {
          return await send(entered, { ...extra, refuseIf });
        } catch (error) {
          if (!(error instanceof SessionEnded)) throw error;
          if (sendings >= MOST_SENDINGS) throw endsAtOnce(error, sendings);
          // Somebody else has noticed before: the newest session is there, or on its way.
          if (entered !== current) continue;
          // A session may be ended by somebody else before its first answer is there; two in a row are never good.
          if (!hasWorked && fruitless > 0) throw neverWorked(error);
          renewals += 1;
          if (renewals > MOST_RENEWALS) throw endsAtOnce(error, renewals);
          leave(error);
        }
      }
    },
    async end() {
      const entered = await newest?.catch(() => undefined);
      if (!plan.end || !entered) return;
      forget();
      // Whether a system says `ok` or JSON when it has signed somebody out tells nothing.
      await takeSteps(plan.end, { auth: system.account, session: entered.values }, atHome(within(entered)), {
        beforeSend: () => {},
      });
    },
  };
}

/** Whether an answer shows that its session is good: what refuses an item has looked at it. */
function letsThrough(status: number): boolean {
  return status < 500 && status !== 401 && status !== 403 && !isOfTheWay(status);
}

function neverWorked({ refusal }: SessionEnded): Fault {
  if (refusal.code === "HTTP_CREDENTIALS") return refusal;
  const message = `${refusal.message}: the session counts as ended right after the log-in`;
  return new Fault("HTTP_SESSION", message, { ...refusal.details, hint: undefined });
}

function endsAtOnce({ refusal }: SessionEnded, times: number): Fault {
  const message = `${refusal.message}: the session counts as ended again, after ${times} log-ins in a row`;
  return new Fault("HTTP_SESSION", message, { ...refusal.details, hint: undefined });
}
