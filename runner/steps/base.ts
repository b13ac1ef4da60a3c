/**
 * The address of a system, below which its paths lie. Where the log-in names it, the answer of the log-in must not choose who is sent the
 * credentials: its host has to be one that the manifest names (S7).
 */
import { isNamed } from "../compile/hosts.js";
import type { SidePlan } from "../compile/plan.js";
import { asText } from "../compile/slots.js";
import { Fault } from "../faults/fault.js";
import { assertNoSecretInHost } from "./destination.js";
import type { Scope } from "./system.js";

export interface Base {
  /** Without a slash at its end. */
  readonly text: string;
  readonly url: URL;
}

/**
 * @param given `auth`, and `session` where there is one
 * @param secrets the credentials that are secret, in lower case
 * @throws {Fault} INVALID for what is no address
 */
export async function baseOf(side: SidePlan, given: Scope, secrets: readonly string[]): Promise<Base> {
  const text = asText(await side.http.baseUrl.render(given)).replace(/\/+$/, "");
  const url = asBase(text, side);
  assertNoSecretInHost(url, { side, secrets });
  return { text, url };
}

/** The address that a session names. @throws {Fault} HTTP_FORBIDDEN_ADDRESS for any other host than those of the manifest */
export async function baseOfSession(
  side: SidePlan,
  given: Scope,
  secrets: readonly string[],
  own: (host: string) => boolean,
): Promise<Base> {
  const base = await baseOf(side, given, secrets);
  const { host, protocol } = base.url;
  if (protocol !== "https:")
    throw new Fault(
      "HTTP_FORBIDDEN_ADDRESS",
      `the log-in of ${side.connector} names an address without encryption`,
      {
        host,
      },
    );
  if (own(host)) return base;
  throw new Fault(
    "HTTP_FORBIDDEN_ADDRESS",
    `the log-in of ${side.connector} names ${host} as its address, which is no host of ${side.connector}`,
    {
      host,
      hint: `If that host belongs to ${side.title}, name it under \`http.hosts\` in the manifest, or all of them by a pattern: \`*.acme.example\`.`,
    },
  );
}

/** The hosts that are the connector's own. @param base undefined where nothing but a session names it */
export function ownHosts(base: string | undefined, { http }: SidePlan): (host: string) => boolean {
  return (one) => one === base || isNamed(one, http.hosts);
}

function asBase(text: string, side: SidePlan): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // Paths are put behind it, and would be a part of the query.
  if (url && !/[?#]/.test(text)) return url;
  const what = url ? "has a query or a fragment" : "is not a URL";
  const from = side.http.isBaseOfSession ? "what its log-in answers" : `\`${side.authKey}\``;
  throw new Fault("INVALID", `the address of ${side.title} ${what}`, { hint: `Look at ${from}.` });
}
