/** What a manifest declares and nothing uses: a filter that is declared and not sent lets everybody through, and everybody is archived. */
import type { Connector as Manifest, Parameters } from "../../../schemas/connector.types.js";
import type { Path } from "../../load/source.js";
import { readsKept } from "../ways.js";
import { type Parts, type Piece, piecesOf } from "./pieces.js";
import { allReadings, type Readings, reads } from "./readings.js";
import { type Findings, tellKey } from "./tell.js";

/**
 * Finds parameters, credentials, functions, tables, procedures and sessions that nothing uses.
 *
 * @param formats texts of the formats and functions of the connector
 */
export function checkUnused(
  to: Findings,
  manifest: Manifest,
  parts: Parts,
  formats: readonly string[],
): void {
  const outside = formats.map((text): Pick<Piece, "text" | "kind"> => ({ text, kind: "expression" }));
  const inFormats = allReadings(outside);
  checkParameters(to, manifest, parts, inFormats);
  checkCredentials(to, manifest, parts);
  const { http, sessions, pulls, pushes, actions, keys } = parts;
  const everywhere = new Set([
    ...inFormats,
    ...allReadings(
      piecesOf([http, keys], sessions.values(), pulls.values(), pushes.values(), actions.values()),
    ),
  ]);
  for (const name of Object.keys(manifest.functions ?? {}))
    if (!reads(everywhere, `$${name}`)) say(to, ["functions", name], `nothing calls \`$${name}\``);
  for (const name of Object.keys(manifest.tables ?? {}))
    if (!reads(everywhere, "$tables", name)) say(to, ["tables", name], `nothing uses \`$tables.${name}\``);
  const done = new Set(
    [sessions, pulls, pushes, actions].flatMap((some) =>
      [...some.values()].flatMap((part) => [...part.done]),
    ),
  );
  for (const name of Object.keys(manifest.procedures ?? {}))
    if (!done.has(name)) say(to, ["procedures", name], `no step takes the procedure \`${name}\``);
  const named = new Set(
    [
      ...Object.values(manifest.entities).flatMap(({ pull, push }) => [pull, ...Object.values(push ?? {})]),
      ...Object.values(manifest.actions ?? {}).map(({ callback }) => callback),
    ].flatMap((one) => namesOfSessions(one?.session)),
  );
  for (const [name, session] of Object.entries(manifest.sessions ?? {}))
    if (session.keep && !readsKept(session))
      say(to, ["sessions", name, "keep"], "no step of the log-in reads `kept`");
  for (const name of Object.keys(manifest.sessions ?? {}))
    if (!named.has(name))
      say(to, ["sessions", name], `no pull, operation or callback names the session \`${name}\``);
}

function checkParameters(
  to: Findings,
  { entities, actions }: Manifest,
  parts: Parts,
  formats: Readings,
): void {
  const callbacks = Object.entries(actions ?? {}).map(
    ([name, { entity }]) => [entity, parts.actions.get(name)?.pieces ?? []] as const,
  );
  for (const [name, { pull, push }] of Object.entries(entities)) {
    const path: Path = ["entities", name];
    const after = callbacks.filter(([entity]) => entity === name).flatMap(([, pieces]) => pieces);
    const pulled = allReadings([...(parts.pulls.get(name)?.pieces ?? []), ...after]);
    for (const one of namesOf(pull?.parameters))
      if (!isRead(pulled, one) && !reads(formats, "$pull_parameters", one))
        say(
          to,
          [...path, "pull", "parameters", "properties", one],
          `no request uses \`parameters.${one}\`: whoever gives it gets what he would get without it`,
          "Send it, e.g. under `query`, or remove it.",
        );
    for (const [operation, { parameters }] of Object.entries(push ?? {})) {
      const pushed = allReadings(parts.pushes.get(`${name} ${operation}`)?.pieces ?? []);
      for (const one of namesOf(parameters))
        if (!reads(pushed, "parameters", one) && !reads(formats, "$push_parameters", one))
          say(
            to,
            [...path, "push", operation, "parameters", "properties", one],
            `no step uses \`parameters.${one}\``,
          );
    }
  }
}

/** `list.filter` sees the parameters as a variable. */
function isRead(readings: Readings, name: string): boolean {
  return reads(readings, "parameters", name) || reads(readings, "$parameters", name);
}

function checkCredentials(to: Findings, { auth, actions }: Manifest, parts: Parts): void {
  const { http, sessions, pulls, pushes, actions: ofActions } = parts;
  const shared = piecesOf([http], sessions.values(), pulls.values(), pushes.values());
  const used = allReadings([...shared, ...piecesOf(ofActions.values())]);
  for (const name of namesOf(auth))
    if (!reads(used, "auth", name)) say(to, ["auth", "properties", name], `no request uses \`auth.${name}\``);
  for (const [action, { auth: own }] of Object.entries(actions ?? {})) {
    const here = allReadings([...shared, ...(ofActions.get(action)?.pieces ?? [])]);
    for (const name of namesOf(own))
      if (!reads(here, "auth", name))
        say(to, ["actions", action, "auth", "properties", name], `no request uses \`auth.${name}\``);
  }
}

function say(to: Findings, path: Path, said: string, hint = "Use it, or remove it."): void {
  tellKey(to, path, "declared-unused", { said }, hint);
}

function namesOfSessions(named: string | readonly string[] | undefined): readonly (string | undefined)[] {
  return Array.isArray(named) ? named : [named as string | undefined];
}

function namesOf(parameters: Parameters | undefined): string[] {
  return Object.keys(parameters?.properties ?? {});
}
