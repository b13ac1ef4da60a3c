/**
 * The sessions of a run: whoever asks with the same credentials in the same way shares one, so that no log-in ends that of another part
 * of the run, and each is signed out at the end.
 */
import type { SessionPlan, SidePlan } from "../compile/plan.js";
import { isTrue } from "../compile/truth.js";
import { asFault, Fault } from "../faults/fault.js";
import type { Emit } from "../types.js";
import type { Authorized } from "./authorization.js";
import type { Login } from "./login.js";
import type { Scope } from "./system.js";
import type { Vault } from "./vault.js";

export interface SessionOptions {
  /** Milliseconds since 1970, by which the end of a session is judged. */
  readonly now?: (() => number) | undefined;
  /** Where they keep what outlives the run. */
  readonly vault?: Vault | undefined;
  /** What came back of a log-in in a browser, from which they are entered in the place of everything else. */
  readonly authorized?: Authorized | undefined;
}

interface Opened {
  readonly login: Login;
  readonly title: string;
}

export class Sessions {
  readonly now: () => number;
  readonly vault: Vault | undefined;
  readonly authorized: Authorized | undefined;
  readonly #opened = new Map<SessionPlan, Map<string, Opened>>();

  constructor({ now = Date.now, vault, authorized }: SessionOptions = {}) {
    this.authorized = authorized;
    this.vault = vault;
    this.now = now;
  }

  /** The log-in of these credentials; `make` is called where there is none yet. */
  of(plan: SessionPlan, auth: Scope, { title }: SidePlan, make: () => Login): Login {
    const all = this.#opened.get(plan) ?? new Map<string, Opened>();
    this.#opened.set(plan, all);
    const key = JSON.stringify(Object.entries(auth).sort(([a], [b]) => (a < b ? -1 : 1)));
    const { login } = all.get(key) ?? { login: make() };
    all.set(key, { login, title });
    return login;
  }

  /** Signs out of every session that was entered. What fails is told, and changes nothing of what was done. */
  async end(emit: Emit): Promise<void> {
    for (const { login, title } of [...this.#opened.values()].flatMap((all) => [...all.values()])) {
      try {
        await login.end();
      } catch (error) {
        const { message } = asFault(error);
        emit({ type: "warning", message: `the session of ${title} was not signed out: ${message}` });
      }
    }
    this.#opened.clear();
  }
}

/**
 * The way of logging in that the credentials are for; undefined where none is needed.
 *
 * @throws {Fault} INVALID unless exactly one fits
 */
export async function chosenSession(
  plans: readonly SessionPlan[],
  { title, authKey }: SidePlan,
  auth: Scope,
): Promise<SessionPlan | undefined> {
  const fitting: SessionPlan[] = [];
  for (const plan of plans) if (!plan.if || isTrue(await plan.if({ auth }))) fitting.push(plan);
  if (fitting.length === 1 || plans.length === 0) return fitting[0];
  const named = (some: readonly SessionPlan[]) => some.map(({ name }) => `\`${name}\``).join(", ");
  const message =
    fitting.length === 0
      ? `the credentials of ${title} are for none of its log-ins: ${named(plans)}`
      : `the credentials of ${title} are for several of its log-ins: ${named(fitting)}`;
  const hint = `Give under \`${authKey}\` what exactly one of them takes; the \`if\` of each in the manifest says what that is.`;
  throw new Fault("INVALID", message, { hint });
}
