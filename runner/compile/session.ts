/** Sessions of a manifest: what logs in, and what the requests behind it may see. */
import { finding } from "../faults/findings/finding.js";
import { locateValue, type Path } from "../load/source.js";
import { anything, object } from "../typing/type.js";
import { respelt, suggest } from "../validate/nearest.js";
import { type Connector, parameterType } from "./connector.js";
import type { Names } from "./known-names.js";
import type { SessionPlan } from "./plan.js";
import { responseNames } from "./reading.js";
import { compileSteps } from "./steps.js";

/** A session, and the names that only requests see. */
export interface SessionScope {
  readonly session: SessionPlan | undefined;
  readonly hidden: Names;
}

/**
 * The session that a part of a manifest names.
 *
 * @param path where that part stands
 * @param name undefined for a part that needs none
 */
export function sessionOf(connector: Connector, path: Path, name: string | undefined): SessionScope {
  const { slots, manifest } = connector;
  const auth = parameterType(manifest.auth);
  if (name === undefined) return { session: undefined, hidden: { auth } };
  const sessions = manifest.sessions ?? {};
  const session = Object.hasOwn(sessions, name) ? sessions[name] : undefined;
  if (!session) {
    const location = locateValue(slots.source, [...path, "session"]);
    const hint = suggest(name, Object.keys(sessions), "Sessions");
    slots.findings.push(
      finding("unknown-session", { name }, { hint, location, fix: respelt(name, Object.keys(sessions)) }),
    );
    return { session: undefined, hidden: { auth, session: anything } };
  }
  const at = ["sessions", name];
  const { renew_if: renewIf } = session;
  const { steps, names } = compileSteps(slots, [...at, "steps"], session.steps, {}, { auth });
  const hidden = { auth, session: object(names) };
  return {
    hidden,
    session: {
      steps,
      headers: slots.template([...at, "headers"], session.headers ?? {}, object(hidden)),
      renewIf:
        renewIf === undefined
          ? undefined
          : slots.expression([...at, "renew_if"], renewIf, object(responseNames)),
    },
  };
}
