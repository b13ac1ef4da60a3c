/** Sessions that log in and whose requests say nothing of it: the system answers as it answers a stranger. */
import type { Connector as Manifest, SessionName } from "../../../schemas/connector.types.js";
import type { Part, Parts } from "./pieces.js";
import { allReadings, reads } from "./readings.js";
import { isRead } from "./step-names.js";
import { type Findings, tellKey } from "./tell.js";

/** Finds sessions of whose names neither a header of theirs nor a request behind them holds any. */
export function checkSessions(to: Findings, manifest: Manifest, parts: Parts): void {
  for (const [session, part] of parts.sessions) {
    const users = [part, ...usersOf(session, manifest, parts)];
    const sent = allReadings(users.flatMap(({ pieces }) => pieces));
    const isSent = part.names.some(({ name }) => reads(sent, "session", name));
    // A name that nothing at all reads is told by itself, and a session without a name gives nothing that could be sent.
    if (isSent || part.names.length === 0 || part.names.some((naming) => !isRead(part, naming))) continue;
    const last = part.names[part.names.length - 1]?.name;
    const said = `no header and no request uses what the session \`${session}\` was given`;
    const hint = `Send it, e.g. \`headers: { Authorization: "Bearer \${ session.${last}.access_token }" }\`.`;
    const hasHeaders = part.pieces.some(({ path }) => path[2] === "headers");
    tellKey(to, ["sessions", session, ...(hasHeaders ? ["headers"] : [])], "declared-unused", { said }, hint);
  }
}

/** The parts of a manifest that name a session. */
function usersOf(session: string, { entities, actions }: Manifest, parts: Parts): Part[] {
  // The log-in may name the address of the system.
  const found: (Part | undefined)[] = [parts.http];
  const isNamed = (named: SessionName | undefined) => [named].flat().includes(session);
  for (const [name, { pull, push }] of Object.entries(entities)) {
    if (isNamed(pull?.session)) found.push(parts.pulls.get(name));
    for (const [operation, one] of Object.entries(push ?? {}))
      if (isNamed(one.session)) found.push(parts.pushes.get(`${name} ${operation}`));
  }
  for (const [name, { callback }] of Object.entries(actions ?? {}))
    if (isNamed(callback?.session)) found.push(parts.actions.get(name));
  return found.filter((one) => one !== undefined);
}
