/** The names that steps give: none hides a name that is there already, and each is read by something that follows. */
import type { FindingCode, Given } from "../../faults/findings/table.js";
import type { Naming, Part, Parts } from "./pieces.js";
import { allReadings, readingsOf, reads } from "./readings.js";
import { type Findings, tellKey, tellValue } from "./tell.js";

/** Names that mean something of their own somewhere in a manifest. */
const TAKEN = new Set([
  ...["auth", "session", "parameters", "mode", "incremental", "record", "item", "interrupted"],
  ...[
    "key",
    "keys",
    "page",
    "cursor",
    "window",
    "status",
    "headers",
    "body",
    "accepted",
    "url",
    "result",
    "items",
    "kept",
    "authorized",
  ],
]);

/** Whether a name means something of its own somewhere in a manifest. */
export function isTaken(name: string): boolean {
  return TAKEN.has(name);
}

/** Finds names that hide others. */
export function checkStepNames(to: Findings, parts: Parts): void {
  for (const { part } of namedIn(parts))
    for (const naming of part.names)
      if (isTaken(naming.name)) say(to, naming, "name-taken", { name: naming.name }, "Choose another name.");
}

/** Finds names that nothing reads. */
export function checkUnusedNames(to: Findings, parts: Parts): void {
  const all = namedIn(parts);
  const elsewhere = allReadings([...parts.http.pieces, ...all.flatMap(({ part }) => part.pieces)]);
  for (const { part, isSession } of all)
    for (const naming of part.names)
      if (!isRead(part, naming) && !(isSession && reads(elsewhere, "session", naming.name)))
        say(
          to,
          naming,
          "declared-unused",
          { said: `nothing that follows reads \`${naming.name}\`` },
          "Use it, or remove it.",
        );
}

function namedIn({ sessions, pulls, pushes, actions }: Parts) {
  const steps = [...pulls, ...pushes, ...actions].map(([, part]) => ({ part, isSession: false }));
  return [...[...sessions].map(([, part]) => ({ part, isSession: true })), ...steps];
}

function say<C extends FindingCode>(
  to: Findings,
  { path, by }: Naming,
  code: C,
  given: Given<C>,
  hint: string,
): void {
  if (by === "as") tellValue(to, path, code, given, hint);
  else tellKey(to, path, code, given, hint);
}

export function isRead({ pieces }: Part, { name, from }: Naming): boolean {
  return pieces
    .slice(from)
    .some((piece) => reads(readingsOf(piece), name) || reads(readingsOf(piece), `$${name}`));
}
