/** Values that go under a name which says the contrary: `created_from: ${ parameters.created_to }`, or a secret in place of a user. */
import type { Connector as Manifest } from "../../../schemas/connector.types.js";
import type { Path } from "../../load/source.js";
import { requestsOf } from "./placed-requests.js";
import { eachText, type Findings, tellValue } from "./tell.js";

/** Words of which a name has one or the other. */
const PAIRS: readonly (readonly [string, string])[] = [
  ["from", "to"],
  ["start", "end"],
  ["min", "max"],
  ["minimum", "maximum"],
  ["since", "until"],
  ["after", "before"],
  ["first", "last"],
  ["created", "updated"],
  ["latitude", "longitude"],
  ["lat", "lng"],
];

/** Finds them where a request sends one parameter or one credential alone. */
export function checkCrossed(to: Findings, manifest: Manifest): void {
  for (const { path, request } of requestsOf(manifest))
    for (const part of ["query", "json", "form", "multipart"])
      eachText([...path, part], request[part], (at, text) => {
        const name = /^\s*\$\{\s*(?:parameters|auth)\.(\w+)\s*\}\s*$/.exec(text)?.[1];
        const under = at.slice(path.length + 1).join(" ");
        if (name === undefined || !isContrary(under, name)) return;
        tellCrossed(to, at, String(at[at.length - 1]), name);
      });
}

/** Finds names of the environment that end as another member of their block: `api_user: ${ env.CRM_API_SECRET }`. */
export function checkCrossedVariables(
  to: Findings,
  path: Path,
  given: Readonly<Record<string, unknown>>,
): void {
  const names = Object.keys(given);
  for (const [name, value] of Object.entries(given)) {
    const variable =
      typeof value === "string" ? /^\s*\$\{\s*env\.(\w+)\s*\}\s*$/.exec(value)?.[1] : undefined;
    if (variable === undefined || ends(variable, name)) continue;
    const other = names.find((one) => one !== name && ends(variable, one));
    if (other !== undefined) tellCrossed(to, [...path, name], name, variable);
  }
}

function tellCrossed(to: Findings, path: Path, name: string, value: string): void {
  tellValue(
    to,
    path,
    "names-crossed",
    { name, value },
    "Exchange the two; if it is meant so, give one of them another name.",
  );
}

/** `CRM_API_USER` ends as `api_user`; a name of one short word says too little. */
function ends(variable: string, name: string): boolean {
  const words = name.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
  return (
    words.length > 3 && (variable.toUpperCase() === words || variable.toUpperCase().endsWith(`_${words}`))
  );
}

/** Whether the one name has a word of a pair, and the other name has the contrary and not this one. */
function isContrary(one: string, two: string): boolean {
  const [left, right] = [wordsOf(one), wordsOf(two)];
  const turned = ([word, contrary]: readonly [string, string]) =>
    left.has(word) && !left.has(contrary) && right.has(contrary) && !right.has(word);
  return PAIRS.some(([a, b]) => turned([a, b]) || turned([b, a]));
}

function wordsOf(name: string): ReadonlySet<string> {
  return new Set(
    name
      .replace(/([a-z\d])([A-Z])/g, "$1 $2")
      .toLowerCase()
      .split(/[^a-z\d]+/),
  );
}
