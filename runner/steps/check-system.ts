/** Asks a system whether it is there, whether the credentials are good and whose they are, and what time it has. It changes nothing. */
import type { CheckPlan, SidePlan } from "../compile/plan.js";
import { asText } from "../compile/slots.js";
import { asFault, Fault } from "../faults/fault.js";
import { createHttpClient, type HttpOptions } from "../http/client.js";
import type { Attempted } from "../http/watch.js";
import { certificateOf } from "./certificate.js";
import { openSystem } from "./open-system.js";
import { Sessions } from "./sessions.js";
import { seenOf } from "./system.js";
import type { Vault } from "./vault.js";

/** What is known of a system. */
export interface Checked {
  /** The host that was asked; undefined when nothing could be asked. */
  readonly host: string | undefined;
  /** Whether it answered, whatever it said. */
  readonly isReached: boolean;
  /** Milliseconds until the last answer. */
  readonly ms: number | undefined;
  /** Undefined where nothing was found that would tell. */
  readonly isKnown: boolean | undefined;
  /** What took the credentials, e.g. `GET /me` or `the log-in alone`. */
  readonly asked: string | undefined;
  /** Whose account it is, where the system says so. */
  readonly account: string | undefined;
  /** How far its clock is ahead of ours, in ms; undefined where it does not say. */
  readonly ahead: number | undefined;
  /** What went wrong. */
  readonly fault: Fault | undefined;
}

const NOBODY = "the answer does not say whose account it is";
const NOBODY_HINT =
  "A system that answers so may not have looked at the credentials. Else `check.account` of the manifest looks in the wrong place.";

/** @param options for the client; nothing else is to be asked with it */
export async function checkSystem(
  side: SidePlan,
  check: CheckPlan,
  auth: Readonly<Record<string, unknown>>,
  options: Omit<HttpOptions, "watch">,
  vault?: Vault,
): Promise<Checked> {
  let last: Attempted | undefined;
  const watch = (told: { readonly type: string }) => {
    if (told.type === "request") last = told as Attempted;
  };
  const client = createHttpClient({ ...options, watch });
  const sessions = new Sessions({ vault });
  let account: string | undefined;
  let isKnown: boolean | undefined;
  let asked: string | undefined;
  let fault: Fault | undefined;
  try {
    const system = await openSystem(side, auth, client, options.rateLimits, check.sessions, sessions);
    if (check.logins.length > 0) {
      await (await openSystem(side, auth, client, options.rateLimits, check.logins, sessions)).enter?.();
      if (!check.request) [isKnown, asked] = [true, "the log-in alone"];
    }
    if (check.request) {
      const answer = await system.ask(check.request, {});
      isKnown = true;
      if (last) asked = `${check.request.method} ${last.url.pathname}`;
      const value = await check.account?.(seenOf(answer));
      account = value === undefined || value === null || value === "" ? undefined : asText(value);
      if (check.account && account === undefined)
        throw new Fault("HTTP_BAD_BODY", NOBODY, { hint: NOBODY_HINT });
    } else if (check.logins.length === 0) {
      const url = new URL(asText(await side.http.baseUrl.render({ auth })));
      const channel = client.channel({
        connector: side.connector,
        ownHosts: (host) => host === url.host,
        certificate: await certificateOf(side, auth),
      });
      await channel.send({ method: "GET", url, headers: {}, read: "nothing" });
    }
  } catch (error) {
    fault = asFault(error);
    if (fault.code === "HTTP_CREDENTIALS" || fault.code === "HTTP_SESSION") isKnown = false;
  } finally {
    const answered = last;
    await sessions.end(options.emit);
    last = answered;
    await client.close();
  }
  const date = Date.parse(last?.answer?.headers.date ?? "");
  const answeredAt = (last?.startedAt.getTime() ?? 0) + (last?.ms ?? 0);
  return {
    host: last?.url.host,
    isReached: last?.answer !== undefined,
    ms: last?.ms,
    ...{ isKnown, asked, account, fault },
    ahead: Number.isNaN(date) ? undefined : date - answeredAt,
  };
}
