/** Requests without a session in a connector that otherwise logs in: the system answers them as it answers a stranger. */
import type { Connector as Manifest } from "../../../schemas/connector.types.js";
import type { Path } from "../../load/source.js";
import type { Part, Parts } from "./pieces.js";
import { allReadings, reads } from "./readings.js";
import { type Findings, tellKey } from "./tell.js";

/** Finds pulls, operations, callbacks and a `check` that name no session, and send no other credential. */
export function checkSessionUnnamed(to: Findings, manifest: Manifest, parts: Parts): void {
  const { sessions = {}, entities, actions = {}, check } = manifest;
  const names = Object.keys(sessions);
  const hint = `Add ${names.map((name) => `\`session: ${name}\``).join(" or ")}.`;
  // Credentials that go with every request, or with those of an action, are enough.
  const everywhere = parts.http.pieces.filter(({ path }) => path[0] === "http" && path[1] === "headers");
  const ofActions = Object.values(actions).flatMap(({ headers }) => Object.values(headers ?? {}));
  if (names.length === 0 || isSent(everywhere) || ofActions.some((text) => /\bauth\./.test(String(text))))
    return;
  const look = (path: Path, part: Part | undefined, session: unknown) => {
    const pieces = part?.pieces.filter(({ path: at }) => path.every((key, index) => at[index] === key)) ?? [];
    const asks = pieces.some(({ kind, text }) => kind === "address" && !/^https?:/i.test(text));
    if (session === undefined && asks && !isSent(pieces)) tellKey(to, path, "session-unnamed", {}, hint);
  };
  look(["check"], parts.http, check?.session);
  for (const [name, { pull, push }] of Object.entries(entities)) {
    if (pull) look(["entities", name, "pull"], parts.pulls.get(name), pull.session);
    for (const [operation, one] of Object.entries(push ?? {}))
      look(["entities", name, "push", operation], parts.pushes.get(`${name} ${operation}`), one.session);
  }
  for (const [name, { callback }] of Object.entries(actions))
    if (callback) look(["actions", name, "callback"], parts.actions.get(name), callback.session);
}

function isSent(pieces: Part["pieces"]): boolean {
  return reads(allReadings(pieces), "auth");
}
