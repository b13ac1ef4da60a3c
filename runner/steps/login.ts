/** Logging in: once before the first request that needs it, and once more when the system says that the session has ended. */
import type { SessionPlan } from "../compile/plan.js";
import { asFault, Fault } from "../faults/fault.js";
import { isOfTheWay } from "./refusal.js";
import { takeSteps } from "./steps.js";
import type { Scope, System } from "./system.js";

/** A session that was entered. */
export interface Entered {
  /** What its steps named. */
  readonly values: Scope;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Whether a request was accepted in it: one that never worked does not get better by logging in again. */
  worked: boolean;
}

/** Thrown inside a request whose answer says that its session has ended. */
export class SessionEnded extends Error {}

export interface Login {
  /** The session; requests that come while it is entered share it. */
  enter(): Promise<Entered>;
  /** Forgets a session that has ended. Of many requests that notice, only the first counts. */
  leave(ended: Entered): void;
}

/** Whatever refuses a log-in refuses the credentials. */
function refusedLogin(error: unknown, system: System): Fault {
  const fault = asFault(error);
  const { status = 0 } = fault.details;
  if (status < 400 || status >= 500 || isOfTheWay(status)) return fault;
  const hint = `Check the credentials under \`${system.authKey}\` in the pipeline.`;
  return new Fault("HTTP_CREDENTIALS", fault.message, { ...fault.details, hint });
}

/** @param system sends the requests of the steps, without the session */
export function createLogin(plan: SessionPlan, system: System, auth: Scope): Login {
  let entered: Promise<Entered> | undefined;
  let current: Entered | undefined;
  const enter = async (): Promise<Entered> => {
    const { scope: values } = await takeSteps(plan.steps, {}, system).catch((error: unknown) => {
      throw refusedLogin(error, system);
    });
    const headers = (await plan.headers.render({ auth, session: values })) as Record<string, unknown>;
    current = { values, headers, worked: false };
    return current;
  };
  return {
    enter: () => {
      entered ??= enter().catch((error: unknown) => {
        entered = undefined;
        throw error;
      });
      return entered;
    },
    leave: (ended) => {
      if (ended === current) entered = undefined;
    },
  };
}
