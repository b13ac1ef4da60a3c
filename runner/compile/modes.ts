/** What is read otherwise in one mode: the parameters that a pipeline may and must give, their defaults, and the list. */
import type { Mode, Parameter, Parameters, Pull } from "../../schemas/connector.types.js";
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
  return { ...rest, ...(changed ? { parameters: changed } : {}), list: own.list ?? pull.list };
}

/** Where the list of a mode stands. */
export function listPath(path: Path, pull: Pull, mode: string | undefined): Path {
  return modeOf(pull, mode)?.list ? [...path, "modes", mode ?? "", "list"] : [...path, "list"];
}

/** All lists of a pull, with the place of each. */
export function listsOf(path: Path, pull: Pull): readonly (readonly [Path, Pull["list"]])[] {
  const own = Object.entries(pull.modes ?? {}).flatMap(([mode, { list }]) =>
    list ? [[[...path, "modes", mode, "list"], list] as const] : [],
  );
  return [[[...path, "list"], pull.list], ...own];
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
