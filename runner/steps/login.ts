/**
 * Logging in: once before the first request that needs it, and once more whenever the system says that the session has ended. One
 * log-in at a time: of many requests that notice the end, all wait for the same new session.
 */
import type { SessionPlan } from "../compile/plan.js";
import { asFault, Fault, systemFault } from "../faults/fault.js";
import type { HttpResponse } from "../http/client.js";
import { type Headers, headersOf } from "./parts.js";
import { isOfTheWay } from "./refusal.js";
import { takeSteps } from "./steps.js";
import type { Extra, Scope, System } from "./system.js";

/** A session that was entered. */
export interface Entered {
  /** What its steps named. */
  readonly values: Scope;
  readonly headers: Headers;
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

/** @param system sends the requests of the steps, without the session; what a log-in answers is a credential, too, and stays with its hosts */
export function createLogin(
  plan: SessionPlan,
  system: System,
  auth: Scope,
  learn: (secret: string) => void = () => {},
): Login {
  const own: System = {
    ...system,
    ask: (request, scope, extra) => system.ask(request, scope, { ...extra, onlyOwnHosts: true }),
  };
  /** The newest session, while it is entered, too. */
  let newest: Promise<Entered> | undefined;
  /** The same once it was entered. */
  let current: Entered | undefined;
  /** Log-ins since a request was last let through. */
  let fruitless = 0;
  let hasWorked = false;

  const logIn = async (): Promise<Entered> => {
    const { scope: values } = await takeSteps(plan.steps, {}, own).catch((error: unknown) => {
      throw refusedLogin(error, system);
    });
    const headers = (await plan.headers.render({ auth, session: values })) as Record<string, unknown>;
    for (const secret of secretsIn(values, headers)) learn(secret);
    return { values, headers: headersOf(headers), worked: false };
  };
  const enter = (): Promise<Entered> => {
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
    newest = undefined;
    current = undefined;
  };

  return {
    enter,
    async send(send, extra) {
      let renewals = 0;
      for (let sendings = 1; ; sendings += 1) {
        const entered = await enter();
        const refuseIf = async (answer: HttpResponse) => {
          const { status, headers, body } = answer;
          if ((await plan.renewIf?.({ status, headers, body })) === true) return true;
          if (letsThrough(status)) worked(entered);
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

/** The fewest characters of a text that opens a session. */
const FEWEST = 8;

/** What of a log-in's answers opens the session: the texts that its headers hold, and those that are called so (I6). */
function secretsIn(values: Scope, headers: Readonly<Record<string, unknown>>): string[] {
  const sent = Object.values(headers).map(String);
  const found: string[] = [];
  const look = (value: unknown, name: string): void => {
    if (typeof value === "number") look(String(value), name);
    else if (typeof value === "string") {
      const isSent = sent.some((header) => header.includes(value));
      if (value.length >= FEWEST && (isSent || /token|secret|session|ticket|key|password|sid$/i.test(name)))
        found.push(value);
    } else if (value !== null && typeof value === "object") {
      for (const [key, member] of Object.entries(value)) look(member, key);
    }
  };
  look(values, "");
  return found;
}
