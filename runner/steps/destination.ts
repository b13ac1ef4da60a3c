/**
 * Where a request goes, and what may be put into it. The host is known before anything with credentials is rendered: who may write
 * an address, such as the author of a record, must not be able to choose who is sent them (S2, S7).
 */
import type { RequestPlan, SidePlan } from "../compile/plan.js";
import { Fault } from "../faults/fault.js";
import { asAddress, asPart, segment } from "./segment.js";
import type { Scope } from "./system.js";

/** What a destination is judged by. */
export interface Home {
  readonly side: SidePlan;
  /** What paths are appended to; undefined before the log-in that names it. */
  readonly base: string | undefined;
  /** Whether a host is the connector's own: only there go its credentials. */
  readonly own: (host: string) => boolean;
  /** The values of its credentials that are secret, in lower case, as hosts are. */
  readonly secrets: readonly string[];
}

export interface Destination {
  readonly url: URL;
  /** What query, headers and body may see: with the credentials, or without. */
  readonly scope: Scope;
}

/**
 * @param scope without credentials
 * @param credentials `auth`, and `session` where there is one
 * @throws {Fault} HTTP_FORBIDDEN_ADDRESS when the address itself would need the credentials for a foreign host; ITEM_REFUSED when
 *   it is no URL
 */
export async function destinationOf(
  request: RequestPlan,
  scope: Scope,
  credentials: Scope,
  home: Home,
): Promise<Destination> {
  request.address.used?.();
  let host: string | undefined;
  if (request.credentials) {
    const open = { ...scope, ...credentials };
    // A path behind the base leads home; of any other address the part with the host is put together first.
    const isPath = isBehindBase(request);
    host = isPath ? undefined : hostOf(await addressText(request, open, home, true));
    if (isPath || (host !== undefined && home.own(host))) {
      const url = asUrl(await addressText(request, open, home), request);
      // The rest of an address cannot change its host; should it, then nothing of this is used.
      if (home.own(url.host)) {
        assertNoSecretInHost(url, home);
        return { url, scope: open };
      }
    }
  }
  const closed = withoutCredentials(scope, request, home, host);
  return { url: asUrl(await addressText(request, closed, home), request), scope: closed };
}

/**
 * The scope for a request that may hold no credentials: an expression that asks for them fails by name, where without a word it
 * would send an empty header or an empty parameter.
 */
export function withoutCredentials(scope: Scope, request: RequestPlan, { side }: Home, host?: string): Scope {
  const refuse = (name: string) => {
    const what = request.credentials
      ? `\`${name}\` would have been sent to ${host ?? "a host"}, which is no host of ${side.connector}`
      : `a request with \`credentials: none\` asks for \`${name}\``;
    const hint = request.credentials
      ? `See ${request.where}. If that host belongs to ${side.title}, name it under \`http.hosts\` in the manifest; else ask for it without \`${name}\`.`
      : `See ${request.where}. To leave out a header of the connector alone, set it to null under \`headers\`.`;
    return new Fault("HTTP_FORBIDDEN_ADDRESS", what, { host, hint });
  };
  const closed = { ...scope };
  for (const name of ["auth", "session", "kept"]) {
    // Not listed among the members: what takes the scope as a whole does not ask for credentials.
    Object.defineProperty(closed, name, {
      enumerable: false,
      configurable: true,
      get: () => {
        throw refuse(name);
      },
    });
  }
  return closed;
}

/** Values in a path are percent-encoded; an expression that begins the address is an address itself. */
async function addressText(
  request: RequestPlan,
  scope: Scope,
  { base, side }: Home,
  upToHost = false,
): Promise<string> {
  const pieces = request.address.pieces ?? [];
  let text = "";
  for (const [index, piece] of pieces.entries()) {
    if (upToHost && isHostKnown(text)) break;
    if (typeof piece === "string") text += piece;
    else {
      const part = asPart(await piece(scope), request);
      text += index === 0 ? asAddress(part, request) : segment(part, request);
    }
  }
  if (isAbsolute(text)) return text;
  if (base !== undefined) return `${base}${text.startsWith("/") ? "" : "/"}${text}`;
  throw new Fault("INVALID", `${side.title} has no address before its log-in, which names it`, {
    hint: `See ${request.where}: write a whole URL there, or name the \`session\` that is needed.`,
  });
}

function isBehindBase({ address }: RequestPlan): boolean {
  const first = address.pieces?.[0];
  return typeof first === "string" && first.startsWith("/");
}

function isAbsolute(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(text);
}

/** Whether nothing that follows can change the host: it has ended, or the address cannot become absolute any more. */
function isHostKnown(text: string): boolean {
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/?#\\]+[/?#\\]/i.test(text)) return true;
  return text !== "" && !/^[a-z][a-z0-9+.-]*(:|$)/i.test(text);
}

function hostOf(text: string): string | undefined {
  return URL.canParse(text) ? new URL(text).host : undefined;
}

function asUrl(text: string, request: RequestPlan): URL {
  try {
    return new URL(text);
  } catch {
    throw new Fault("ITEM_REFUSED", `the address of a ${request.method} request is not a URL`, {
      hint: `See ${request.where}.`,
    });
  }
}

/**
 * No host name may hold a secret: names of hosts are asked for in the open, and kept by whoever is asked.
 *
 * @throws {Fault} INVALID without the host
 */
export function assertNoSecretInHost(url: URL, { side, secrets }: Pick<Home, "side" | "secrets">): void {
  if (!secrets.some((secret) => url.hostname.includes(secret))) return;
  throw new Fault("INVALID", `the host name of an address of ${side.title} would hold a credential`, {
    hint: `Names of hosts are not secret: use a value of \`${side.authKey}\` that is not \`writeOnly\`.`,
  });
}
