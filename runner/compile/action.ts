/** The actions of a connector: which there are, who is at the other end, and what they change of the connector. */
import type { Action, Parameters } from "../../schemas/connector.types.js";
import { Fault } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { object } from "../typing/type.js";
import { respelt, suggest } from "../validate/nearest.js";
import { type Connector, parameterType, reporting } from "./connector.js";
import { secretsOf } from "./http.js";
import { Memo } from "./memo.js";

/** The connector at the other end of an action; the schema gives `with` a default. */
export function partnerOf(action: Action): string {
  if (action.with === undefined) throw new Fault("BUG", "the schema gave an action no default for `with`");
  return action.with;
}

/** A connector as one of its actions uses it: with credentials and headers of the action's own, where it has any. */
export function variantOf(connector: Connector, name: string, action: Action): Connector {
  if (!action.auth && !action.headers) return connector;
  const { findings } = connector.slots;
  const variant = connector.parts.get(`variant ${name}`, findings, (found) =>
    makeVariant(reporting(connector, found), name, action),
  );
  return reporting(variant, findings);
}

function makeVariant(connector: Connector, name: string, action: Action): Connector {
  const manifest = { ...connector.manifest, auth: action.auth ?? connector.manifest.auth };
  const auth = object({ auth: parameterType(manifest.auth) });
  const headers =
    action.headers && connector.slots.template(["actions", name, "headers"], action.headers, auth);
  const http = {
    ...connector.http,
    headers: headers ?? connector.http.headers,
    secrets: secretsOf(manifest),
  };
  return { ...connector, manifest, http, parts: new Memo() };
}

/** The parameters that a pipeline may give in an action: without those it fixes, with those it requires. */
export function openParameters(
  parameters: Parameters | undefined,
  fixed: Readonly<Record<string, unknown>> | undefined,
  required: readonly string[] = [],
): Parameters {
  const open = Object.entries(parameters?.properties ?? {}).filter(
    ([name]) => !Object.hasOwn(fixed ?? {}, name),
  );
  const names = new Set(open.map(([name]) => name));
  const must = [...(parameters?.required ?? []), ...required].filter((name) => names.has(name));
  return { properties: Object.fromEntries(open), required: [...new Set(must)] };
}

/** The action of a connector, or a finding with the names there are. */
export function findAction(
  connector: Connector,
  name: string,
  findings: Fault[],
  named: Fault["details"]["location"],
): Action | undefined {
  const actions = connector.manifest.actions ?? {};
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) {
    const hint = suggest(name, Object.keys(actions), `Actions of ${connector.name}`);
    const near = respelt(name, Object.keys(actions));
    const fix = near && { from: `${connector.name}.${name}`, to: `${connector.name}.${near.to}` };
    findings.push(
      finding("unknown-action", { connector: connector.name, name }, { hint, location: named, fix }),
    );
  }
  return action;
}
