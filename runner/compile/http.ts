/** How a system is talked to: its address, the hosts that are its own, and what holds for all of its answers. */
import type { Connector as Manifest } from "../../schemas/connector.types.js";
import { finding } from "../faults/findings/finding.js";
import { locateValue, type Path } from "../load/source.js";
import { object, type Type } from "../typing/type.js";
import type { Described } from "./described.js";
import type { Check } from "./expression.js";
import { checkAccept, checkJudgement, checkSeconds } from "./outgoing.js";
import type { HttpPlan } from "./plan.js";
import { compileLimits } from "./rate-limits.js";
import { responseNames } from "./reading.js";
import { readsName } from "./reads.js";
import type { Own, Slots } from "./slots.js";
import { compileWay, eitherOf } from "./ways.js";

/** What the slots know: the host of `base_url`, where it is written out, what the manifest names besides, and what is described beside it. */
export function ownOf({ http, procedures = {} }: Manifest, described: Described | undefined): Own {
  const start = /^https?:\/\/[^/?#$]+(?=[/?#]|$)/i.exec(http.base_url)?.[0];
  const base = start !== undefined && URL.canParse(start) ? new URL(start).host : undefined;
  return { base, hosts: http.hosts ?? [], procedures, baseUrl: http.base_url, described };
}

/** Names of hosts are asked for in the open: no secret may stand in one. */
function checkBaseUrl({ http, auth }: Manifest, slots: Slots): void {
  const host = /^https?:\/\/[^/?#]*?\$\{([^}]*)\}/i.exec(http.base_url)?.[1];
  const secret = Object.entries(auth.properties).find(
    ([name, { writeOnly }]) => writeOnly && new RegExp(`\\bauth\\.${name}\\b`).test(host ?? ""),
  );
  if (!secret) return;
  const hint = "Names of hosts are not secret: use a property of `auth` that is not `writeOnly`.";
  const location = locateValue(slots.source, ["http", "base_url"]);
  slots.findings.push(finding("secret-in-host", { name: secret[0] }, { hint, location }));
}

/**
 * @param credentials the type of `auth`
 * @param account the type of `auth` outside of requests
 */
export function compileHttp(manifest: Manifest, slots: Slots, credentials: Type, account: Type): HttpPlan {
  const { http } = manifest;
  const auth = object({ auth: credentials });
  const isOfSession = isBaseOfSession(manifest);
  const seen = isOfSession
    ? object({ auth: credentials, session: anySession(manifest, slots, credentials, account) })
    : auth;
  const answer = object(responseNames);
  const optional = (path: Path, text: string | undefined, check?: Check) =>
    text === undefined ? undefined : slots.typed(path, text, answer, check).evaluate;
  const baseUrl = slots.template(["http", "base_url"], http.base_url, seen);
  const start = baseUrl.pieces?.[0];
  if (typeof start === "string" && !/^https?:\/\//.test(start)) {
    const location = locateValue(slots.source, ["http", "base_url"]);
    slots.findings.push(finding("base-url", {}, { location }));
  }
  checkBaseUrl(manifest, slots);
  return {
    baseUrl,
    isBaseOfSession: isOfSession,
    baseHost: slots.own.base,
    hosts: http.hosts ?? [],
    hasCredentials: Object.keys(manifest.auth.properties).length > 0,
    secrets: secretsOf(manifest),
    concurrency: http.concurrency,
    retryWhen: optional(["http", "retry", "when"], http.retry?.when, checkJudgement),
    headers: slots.template(["http", "headers"], http.headers ?? {}, auth),
    query: http.query && slots.template(["http", "query"], http.query, auth),
    tls: http.tls && {
      cert: slots.template(["http", "tls", "cert"], http.tls.cert, auth),
      key: slots.template(["http", "tls", "key"], http.tls.key, auth),
    },
    rateLimit: compileLimits(slots, http.rate_limit),
    wait: optional(["http", "retry", "wait"], http.retry?.wait, checkSeconds),
    accept: optional(["http", "accept"], http.accept, checkAccept),
    message: optional(["http", "message"], http.message),
  };
}

/** The names of the credentials that are secret. */
export function secretsOf({ auth }: Manifest): readonly string[] {
  return Object.keys(auth.properties).filter((name) => auth.properties[name]?.writeOnly);
}

/** Whether the address of the system is known behind the log-in alone. */
export function isBaseOfSession({ http, sessions }: Manifest): boolean {
  return sessions !== undefined && readsName(http.base_url, ["session"]);
}

/** What `session` is, whichever was entered; what is wrong with the steps is told where they are used. */
function anySession({ sessions }: Manifest, slots: Slots, auth: Type, account: Type): Type {
  const quiet = slots.reporting([]);
  return eitherOf(
    Object.entries(sessions ?? {}).map(
      ([name, session]) => compileWay(quiet, name, session, auth, { auth: account }).names,
    ),
  );
}
