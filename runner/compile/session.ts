/** Sessions of a manifest: what logs in, and what the requests behind it may see. */
import type { SessionName } from "../../schemas/connector.types.js";
import { finding } from "../faults/findings/finding.js";
import { locateValue, type Path } from "../load/source.js";
import { anything } from "../typing/type.js";
import { respelt, suggest } from "../validate/nearest.js";
import { accountType, type Connector, parameterType, reporting } from "./connector.js";
import type { Names } from "./known-names.js";
import type { SessionPlan } from "./plan.js";
import { compileWay, eitherOf, type Way } from "./ways.js";

/** The ways of logging in, the names that only requests see, and those of the credentials that all else sees, too. */
export interface SessionScope {
  readonly sessions: readonly SessionPlan[];
  readonly hidden: Names;
  readonly account: Names;
}

/** The names that a part of a manifest gives under `session`. */
export function namesOf(named: SessionName | undefined): readonly string[] {
  if (named === undefined) return [];
  return typeof named === "string" ? [named] : named;
}

/**
 * The sessions that a part of a manifest names.
 *
 * @param path where that part stands
 * @param named undefined for a part that needs none
 */
export function sessionsOf(connector: Connector, path: Path, named: SessionName | undefined): SessionScope {
  const { slots, manifest, parts } = connector;
  const auth = parameterType(manifest.auth);
  const account = { auth: accountType(manifest.auth) };
  if (named === undefined) return { sessions: [], hidden: { auth }, account };
  const all = manifest.sessions ?? {};
  const ways: Way[] = [];
  const names = namesOf(named);
  for (const [index, name] of names.entries()) {
    const place = typeof named === "string" ? [...path, "session"] : [...path, "session", index];
    const session = Object.hasOwn(all, name) ? all[name] : undefined;
    const location = locateValue(slots.source, place);
    if (!session) {
      const hint = suggest(name, Object.keys(all), "Sessions");
      const fix = respelt(name, Object.keys(all));
      slots.findings.push(finding("unknown-session", { name }, { hint, location, fix }));
      continue;
    }
    if (names.length > 1 && session.if === undefined) {
      const hint = "Add an `if` over `auth` to it, e.g. `if: $exists(auth.client_id)`.";
      slots.findings.push(finding("session-without-if", { name }, { hint, location }));
    }
    ways.push(
      parts.get(`session ${name}`, slots.findings, (found) =>
        compileWay(reporting(connector, found).slots, name, session, auth, account),
      ),
    );
  }
  const session = ways.length < names.length ? anything : eitherOf(ways.map((way) => way.names));
  return { sessions: ways.map(({ plan }) => plan), hidden: { auth, session }, account };
}
