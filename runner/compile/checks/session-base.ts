/** A `base_url` that the log-in names: its host is held in by the manifest, and nothing is asked below it before it is known. */
import type { Connector as Manifest, Step } from "../../../schemas/connector.types.js";
import type { Path } from "../../load/source.js";
import { isBaseOfSession, ownOf } from "../http.js";
import { methodOf } from "../method.js";
import { cut, isTemplate } from "../text.js";
import { type Findings, tellKey, tellValue } from "./tell.js";

/** Finds what cannot be asked, and hosts that nobody holds in, where the address of the system is that of a session. */
export function checkSessionBase(to: Findings, manifest: Manifest): void {
  if (!isBaseOfSession(manifest)) return;
  const { base, hosts } = ownOf(manifest, undefined);
  if (base === undefined && hosts.length === 0)
    tellValue(
      to,
      ["http", "base_url"],
      "session-host-open",
      {},
      'Add `hosts: ["*.acme.example"]` to `http`.',
    );
  for (const [name, session] of Object.entries(manifest.sessions ?? {}))
    for (const key of ["steps", "renew"] as const) checkSteps(to, ["sessions", name, key], session[key]);
  const { check, entities, actions } = manifest;
  if (check) needs(to, ["check"], check);
  for (const [name, { pull, push }] of Object.entries(entities)) {
    if (pull) needs(to, ["entities", name, "pull", "list"], pull);
    for (const [operation, one] of Object.entries(push ?? {}))
      needs(to, ["entities", name, "push", operation], one);
  }
  for (const [name, { callback }] of Object.entries(actions ?? {}))
    if (callback) needs(to, ["actions", name, "callback"], callback);
}

function needs(to: Findings, path: Path, { session }: { readonly session?: unknown }): void {
  if (session === undefined) tellKey(to, path, "session-missing", {}, "Add `session: …` with its name.");
}

function checkSteps(to: Findings, path: Path, steps: readonly Step[] | undefined): void {
  for (const [index, step] of (steps ?? []).entries()) {
    checkSteps(to, [...path, index, "steps"], step.steps);
    const method = methodOf(step);
    const address = method && step[method];
    if (method && typeof address === "string" && isBelow(address))
      tellValue(to, [...path, index, method], "address-before-session", {}, "Write the whole URL.");
  }
}

/** Whether an address begins as a path. */
function isBelow(address: string): boolean {
  const [first] = isTemplate(address) ? cut(address).parts : [{ literal: address }];
  return first !== undefined && "literal" in first && !/^[a-z][a-z0-9+.-]*:/i.test(first.literal);
}
