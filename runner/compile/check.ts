/** `check` of a manifest: the request that shows whether the credentials are good. */
import type { SessionName } from "../../schemas/connector.types.js";
import { object } from "../typing/type.js";
import { type Connector, reporting } from "./connector.js";
import type { CheckPlan } from "./plan.js";
import { answerNames } from "./reading.js";
import { namesOf, sessionsOf } from "./session.js";
import { compileRequest } from "./steps.js";

/** @param used the sessions of the flow that is checked: they are tried beside the request of the manifest, which has its own or none */
export function compileCheck(connector: Connector, used?: SessionName): CheckPlan {
  const { parts, slots } = connector;
  return parts.get(`check ${namesOf(used)}`, slots.findings, (found) =>
    makeCheck(reporting(connector, found), used),
  );
}

function makeCheck(connector: Connector, used: SessionName | undefined): CheckPlan {
  const { slots, manifest } = connector;
  const { check } = manifest;
  const path = ["check"];
  const isSame = `${namesOf(used)}` === `${namesOf(check?.session)}`;
  const logins = isSame ? [] : sessionsOf(connector, path, used).sessions;
  if (!check) return { sessions: [], logins, request: undefined, account: undefined };
  const { sessions, hidden } = sessionsOf(connector, path, check.session);
  const account =
    check.account === undefined
      ? undefined
      : slots.expression([...path, "account"], check.account, object(answerNames(check, slots.own)));
  return { sessions, logins, request: compileRequest(slots, path, check, {}, hidden), account };
}
