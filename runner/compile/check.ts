/** `check` of a manifest: the request that shows whether the credentials are good. */
import { object } from "../typing/type.js";
import { type Connector, reporting } from "./connector.js";
import type { CheckPlan } from "./plan.js";
import { answerNames } from "./reading.js";
import { sessionOf } from "./session.js";
import { compileRequest } from "./steps.js";

/**
 * @param used the session of the flow that is checked: where the request of the manifest needs another, the log-in alone is tried
 */
export function compileCheck(connector: Connector, used?: string): CheckPlan {
  const { parts, slots } = connector;
  return parts.get(`check ${used ?? ""}`, slots.findings, (found) =>
    makeCheck(reporting(connector, found), used),
  );
}

function makeCheck(connector: Connector, used: string | undefined): CheckPlan {
  const { slots, manifest } = connector;
  const { check } = manifest;
  const path = ["check"];
  if (!check || (used !== undefined && used !== check.session)) {
    return { session: sessionOf(connector, path, used).session, request: undefined, account: undefined };
  }
  const { session, hidden } = sessionOf(connector, path, check.session);
  const account =
    check.account === undefined
      ? undefined
      : slots.expression([...path, "account"], check.account, object(answerNames(check)));
  return { session, request: compileRequest(slots, path, check, {}, hidden), account };
}
