/** What is read otherwise in one mode: the parameters that a pipeline may and must give, their defaults, the list, and the cursor. */
import type {
  Cursor,
  Deleted,
  List,
  Mode,
  Parameter,
  Parameters,
  Pull,
} from "../../schemas/connector.types.js";
import type { Path } from "../load/source.js";

/** The mode's own part of a pull. */
export function modeOf({ modes }: Pull, mode: string | undefined): Mode | undefined {
  return mode === undefined ? undefined : Object.entries(modes ?? {}).find(([name]) => name === mode)?.[1];
}

/** The pull as it is in a mode. */
export function pullIn(pull: Pull | undefined, mode: string): Pull | undefined {
  const own = pull && modeOf(pull, mode);
  if (!pull || !own) return pull;
  const { parameters, ...rest } = pull;
  const changed = parameters && parametersIn(parameters, own);
  const cursor = own.cursor ?? pull.cursor;
  return {
    ...rest,
    ...(changed ? { parameters: changed } : {}),
    list: own.list ?? pull.list,
    ...(cursor ? { cursor } : {}),
  };
}

/** What an incremental run in a mode goes on from: where what was deleted is read, that list has a cursor of its own. */
export function cursorIn(pull: Pull | undefined, mode: string): Cursor | undefined {
  const { cursor, list } = pullIn(pull, mode) ?? {};
  return mode === "archive" && list?.deleted ? list.deleted.cursor : cursor;
}

/** Where the list or the cursor of a mode stands. */
export function placeIn(path: Path, pull: Pull, mode: string | undefined, key: "list" | "cursor"): Path {
  return modeOf(pull, mode)?.[key] ? [...path, "modes", mode ?? "", key] : [...path, key];
}

/** All lists of a pull, with the place of each; the list of what was deleted is another. */
export function listsOf(path: Path, pull: Pull): readonly (readonly [Path, Omit<List, "deleted">])[] {
  return placedLists(path, pull).map(([at, { deleted: _, ...list }]) => [at, list] as const);
}

/** The lists of what was deleted, each with its place. */
export function deletedOf(path: Path, pull: Pull): readonly (readonly [Path, Deleted])[] {
  return placedLists(path, pull).flatMap(([at, { deleted }]) =>
    deleted ? [[[...at, "deleted"], deleted] as const] : [],
  );
}

function placedLists(path: Path, pull: Pull): readonly (readonly [Path, List])[] {
  const own = Object.entries(pull.modes ?? {}).flatMap(([mode, { list }]) =>
    list ? [[[...path, "modes", mode, "list"], list] as const] : [],
  );
  return [[[...path, "list"], pull.list], ...own];
}

/** All cursors of a pull, with the place of each. */
export function cursorsOf(path: Path, pull: Pull): readonly (readonly [Path, Cursor])[] {
  const own = Object.entries(pull.modes ?? {}).flatMap(([mode, { cursor }]) =>
    cursor ? [[[...path, "modes", mode, "cursor"], cursor] as const] : [],
  );
  return [...(pull.cursor ? [[[...path, "cursor"], pull.cursor] as const] : []), ...own];
}

/** The parameters as expressions see them in a mode: one that a pipeline cannot give is there with its default, if it has any. */
export function seenIn(pull: Pull, mode: string | undefined): Parameters | undefined {
  const own = modeOf(pull, mode);
  if (!pull.parameters || !own) return pull.parameters;
  const { properties } = pull.parameters;
  const { required = [] } = parametersIn(pull.parameters, own);
  return { ...parametersIn(pull.parameters, { ...own, parameters: Object.keys(properties) }), required };
}

/** The defaults of the parameters that a pipeline cannot give in a mode. */
export function closedIn(pull: Pull | undefined, mode: string): Readonly<Record<string, unknown>> {
  const all = pull ? seenIn(pull, mode)?.properties : undefined;
  const open = pullIn(pull, mode)?.parameters?.properties ?? {};
  const closed = Object.entries(all ?? {}).filter(([name]) => !Object.hasOwn(open, name));
  return Object.fromEntries(
    closed.flatMap(([name, one]) => (one.default === undefined ? [] : [[name, one.default]])),
  );
}

function parametersIn({ required = [], properties }: Parameters, own: Mode): Parameters {
  const { parameters: open = Object.keys(properties), defaults = {} } = own;
  const kept = Object.entries(properties).flatMap(([name, one]) => {
    if (!open.includes(name)) return [];
    if (!Object.hasOwn(defaults, name)) return [[name, one] as const];
    return [[name, { ...one, default: defaults[name] as Parameter["default"] }] as const];
  });
  const must = own.required ?? required;
  return { required: must.filter((name) => open.includes(name)), properties: Object.fromEntries(kept) };
}
