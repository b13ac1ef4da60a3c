/** `check` of a manifest: the request that shows whether the credentials are good. */
import { object } from "../typing/type.js";
import { type Connector, reporting } from "./connector.js";
import type { CheckPlan } from "./plan.js";
import { answerNames } from "./reading.js";
import { sessionOf } from "./session.js";
import { compileRequest } from "./steps.js";

/** @param used the session of the flow that is checked: it is tried beside the request of the manifest, which has its own or none */
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
  const login = used === check?.session ? undefined : sessionOf(connector, path, used).session;
  if (!check) return { session: undefined, login, request: undefined, account: undefined };
  const { session, hidden } = sessionOf(connector, path, check.session);
  const account =
    check.account === undefined
      ? undefined
      : slots.expression([...path, "account"], check.account, object(answerNames(check)));
  return { session, login, request: compileRequest(slots, path, check, {}, hidden), account };
}
