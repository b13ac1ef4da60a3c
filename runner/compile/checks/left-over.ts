/** What a template left in a pipeline: words that stand for a value, secrets where the result goes, and a span that ends before it begins. */
import type { Pipeline } from "../../../schemas/pipeline.types.js";
import { isOfCredentials } from "../../load/hidden.js";
import type { Path } from "../../load/source.js";
import { isTemplate } from "../text.js";
import { eachText, type Findings, tellIn, tellValue } from "./tell.js";

/** `<client id>`, `changeme`, `TODO`, `your-token`, `xxx`. */
const LEFT = [
  /<[a-z][\w -]*>/i,
  /^\s*(?:change[-_ ]?me|replace[-_ ]?(?:me|this)|fix[-_ ]?me|to[-_ ]?do|tbd|placeholder|xxx+|\.\.\.|…)\s*$/i,
  /^\s*(?:your|my|insert|enter)[-_ ](?:[\w]+[-_ ])*(?:key|secret|token|password|id|user|here|url|email)\s*$/i,
  /\/(?:TODO|FIXME|CHANGEME|TBD|your[-_][\w-]+)(?=\/|$)/,
];

/** Finds them in a block. */
export function checkLeftOver(to: Findings, path: Path, value: unknown): void {
  eachText(path, value, (at, text) => {
    if (isTemplate(text)) return;
    const found = LEFT.map((one) => one.exec(text)).find((one) => one !== null);
    if (!found) return;
    // In a block of credentials nothing is shown.
    const said = isOfCredentials(path)
      ? "this stands for a value and is none"
      : `\`${found[0].trim()}\` stands for a value and is none`;
    tellIn(
      to,
      at,
      { index: found.index, length: found[0].length },
      "left-over",
      { said },
      "Write the value itself.",
    );
  });
}

/** Finds a `…_from` that is later than its `…_to`. */
export function checkCrossedDates(to: Findings, path: Path, given: Readonly<Record<string, unknown>>): void {
  for (const [name, from] of Object.entries(given)) {
    const other = name.replace(
      /(^|[_.-])(from|start|min|since|after)($|[_.-])/,
      (_, before, word, behind) => `${before}${UNTIL[word as string]}${behind}`,
    );
    const until = other === name ? undefined : given[other];
    if (typeof from !== "string" || typeof until !== "string") continue;
    if (!/^\d{4}-\d{2}-\d{2}/.test(from) || !/^\d{4}-\d{2}-\d{2}/.test(until) || from <= until) continue;
    const said = `\`${name}\` is later than \`${other}\`: nothing is between them`;
    tellValue(to, [...path, name], "left-over", { said }, "Exchange the two.");
  }
}

const UNTIL: Readonly<Record<string, string>> = {
  from: "to",
  start: "end",
  min: "max",
  since: "until",
  after: "before",
};

interface End {
  readonly auth?: unknown;
}

/** Finds credentials of the flow in what the callback sends, and those that are written out in its headers. */
export function checkSentSecrets(to: Findings, pipeline: Pipeline): void {
  const { callback } = pipeline as { readonly callback?: Readonly<Record<string, unknown>> };
  const variables = new Map<string, string>();
  const { origin, target } = pipeline as { readonly origin?: End; readonly target?: End };
  const ends = { "origin.auth": origin?.auth, "target.auth": target?.auth };
  for (const [key, block] of Object.entries({ ...pipeline, ...ends }))
    if (/[_.]auth$/.test(key))
      for (const [name, value] of Object.entries(Object(block) as Record<string, unknown>)) {
        const variable = typeof value === "string" ? /\benv\.(\w+)/.exec(value)?.[1] : undefined;
        if (variable !== undefined && SECRET.test(name)) variables.set(variable, `${key}.${name}`);
      }
  eachText(["callback"], callback, (path, text) => {
    const found = [...text.matchAll(/\benv\.(\w+)/g)].find(([, name = ""]) => variables.has(name));
    if (!found) return;
    const of = variables.get(found[1] ?? "") ?? "";
    const said = `the credential \`${of}\` goes to whoever gets the result`;
    tellIn(
      to,
      path,
      { index: found.index, length: found[0].length },
      "secret-sent",
      { said },
      "Give the callback a secret of its own.",
    );
  });
  for (const [name, value] of Object.entries(Object(callback?.headers) as Record<string, unknown>))
    if (
      typeof value === "string" &&
      !isTemplate(value) &&
      SECRET_HEADER.test(name) &&
      /[\w-]{16,}/.test(value)
    )
      tellValue(
        to,
        ["callback", "headers", name],
        "secret-sent",
        { said: `the secret of the header \`${name}\` stands in the file` },
        "Take it from the environment: `${ env.HOOK_TOKEN }`.",
      );
}

const SECRET = /secret|key|token|password|authorization/i;
const SECRET_HEADER = /token|key|secret|authorization|password|signature/i;
