/** Arguments of a call: whether they can ever fit the signature of what is called. */
import type { Signature } from "../expressions/signature.js";
import { describe } from "./describe.js";
import { nothing, type Part, partsOf, type Type, union, without } from "./type.js";

/** An argument that cannot be right; `index` is undefined where it is their number. */
export interface Misfit {
  readonly index: number | undefined;
  readonly message: string;
  readonly hint?: string | undefined;
}

type Parameters = Signature["parameters"];

const ALL = "asnblfom";

const LETTERS: Readonly<Record<Part["kind"], string>> = {
  anything: ALL,
  nothing: "m",
  null: "l",
  boolean: "b",
  number: "n",
  string: "s",
  list: "a",
  object: "o",
  function: "f",
};

/**
 * Why a call fails whatever the values are.
 *
 * @param name what is called, for messages
 * @param context the input, which stands for some arguments that are left out
 */
export function misfit(
  name: string,
  { parameters }: Signature,
  given: readonly Type[],
  context: Type,
): Misfit | undefined {
  const letters = given.map(lettersOf);
  const around = lettersOf(context);
  if (!fits(parameters, 0, letters, 0, around)) return notFitting(name, parameters, given, letters, context);
  for (const [index, type] of given.entries()) {
    const parameter = parameters[Math.min(index, parameters.length - 1)];
    if (!parameter?.isList || parameter.members === undefined) continue;
    const wanted = parameter.members.charAt(0);
    // What else a signature says of members is not asked for.
    if (!ALL.includes(wanted)) continue;
    const members = union(
      ...partsOf(without(type, "nothing")).map((part) => (part.kind === "list" ? part.of : part)),
    );
    if (partsOf(members).length === 0 || lettersOf(members).includes(wanted)) continue;
    if (partsOf(members).every(({ kind }) => kind === "nothing")) continue;
    return {
      index,
      message: `${name} takes ${manyOf(wanted)}, not ${describe(members)}`,
      hint: hintFor(wanted, members),
    };
  }
  return undefined;
}

/**
 * The arguments that may be null where a call fails for null, by their place: a schema that names null means it.
 *
 * @param given what fits otherwise
 */
export function nullGiven({ parameters }: Signature, given: readonly Type[], context: Type): number[] {
  const letters = given.map(lettersOf);
  const around = lettersOf(context);
  return [...given.keys()].filter((index) => {
    const type = given[index] ?? nothing;
    const asNull = letters.map((one, at) => (at === index ? LETTERS.null : one));
    if (isNullable(type) && !fits(parameters, 0, asNull, 0, around)) return true;
    const wanted = parameters[Math.min(index, parameters.length - 1)]?.members?.charAt(0);
    return (
      wanted !== undefined &&
      ALL.includes(wanted) &&
      wanted !== LETTERS.null &&
      partsOf(type).some((part) => part.kind === "list" && isNullable(part.of))
    );
  });
}

/** Whether the type names null, among others. */
function isNullable(type: Type): boolean {
  return partsOf(type).length > 1 && partsOf(type).some(({ kind }) => kind === "null");
}

function notFitting(
  name: string,
  parameters: Parameters,
  given: readonly Type[],
  letters: readonly string[],
  context: Type,
): Misfit {
  const around = lettersOf(context);
  const index = letters.findIndex((_, at) =>
    fits(
      parameters,
      0,
      letters.map((one, place) => (place === at ? ALL : one)),
      0,
      around,
    ),
  );
  const type = given[index];
  if (type === undefined) {
    const message = fits(parameters, 0, letters, 0, ALL)
      ? `${name} takes its input where it is given too little, and that is ${describe(context)} here`
      : fits(
            parameters,
            0,
            letters.map(() => ALL),
            0,
            around,
          )
        ? `${name} takes ${parameters.map(({ letters: one }) => oneOfLetters(one)).join(", then ")}, in this order`
        : `${name} takes ${argumentsInWords(parameters)}, not ${given.length}`;
    return { index: undefined, message };
  }
  const wanted = parameters[Math.min(index, parameters.length - 1)]?.letters ?? "";
  return {
    index,
    message: `${name} takes ${oneOfLetters(wanted)} here, not ${describe(type)}`,
    hint: hintFor(wanted, type),
  };
}

/**
 * The letters that a value may have in a signature; a missing one only where it is missing for certain. What becomes of a
 * function that stands for data is left to the run.
 */
function lettersOf(type: Type): string {
  const there = without(type, "nothing");
  return partsOf(partsOf(there).length === 0 ? type : there)
    .map(({ kind }) => (kind === "function" ? ALL : LETTERS[kind]))
    .join("");
}

/** Whether some choice of letters fits the parameters, as the evaluator fits them. */
function fits(
  parameters: Parameters,
  at: number,
  letters: readonly string[],
  next: number,
  around: string,
): boolean {
  const parameter = parameters[at];
  if (!parameter) return next === letters.length;
  const isGood =
    next < letters.length && [...(letters[next] ?? "")].some((one) => parameter.letters.includes(one));
  if (isGood && fits(parameters, at + 1, letters, next + 1, around)) return true;
  if (isGood && parameter.quantifier === "+" && fits(parameters, at, letters, next + 1, around)) return true;
  const fromContext = parameter.fromContext && [...around].some((one) => parameter.letters.includes(one));
  return (
    (parameter.quantifier === "?" || fromContext === true) && fits(parameters, at + 1, letters, next, around)
  );
}

const SINGLE: Readonly<Record<string, string>> = {
  s: "a text",
  n: "a number",
  b: "true or false",
  a: "a list",
  o: "an object",
  f: "a function",
};

function oneOfLetters(letters: string): string {
  return [...letters].flatMap((letter) => SINGLE[letter] ?? []).join(" or ");
}

function manyOf(letter: string): string {
  return { s: "texts", n: "numbers", o: "objects", b: "booleans" }[letter] ?? "other values";
}

function hintFor(wanted: string, type: Type): string | undefined {
  if (wanted.includes("s") && isOnly(type, "number", "boolean")) return "`$string(…)` makes a text of it.";
  if (wanted.includes("n") && isOnly(type, "string")) return "`$number(…)` reads the number in a text.";
  return undefined;
}

function isOnly(type: Type, ...kinds: readonly Part["kind"][]): boolean {
  return partsOf(type).every(({ kind }) => kind === "nothing" || kinds.includes(kind));
}

function argumentsInWords(parameters: Parameters): string {
  const least = parameters.filter(({ quantifier, fromContext }) => quantifier !== "?" && !fromContext).length;
  const most = parameters.some(({ quantifier }) => quantifier === "+") ? undefined : parameters.length;
  if (most === undefined) return `${least} or more arguments`;
  return least === most ? `${most} argument${most === 1 ? "" : "s"}` : `${least} to ${most} arguments`;
}
