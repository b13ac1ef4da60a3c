/** Calls of the functions of the language: whether the arguments can ever fit the signature, and what comes of them. */
import type { Definition } from "../expressions/functions/define.js";
import { Signature } from "../expressions/signature.js";
import { describe } from "./describe.js";
import { results } from "./results.js";
import {
  anyObject,
  anything,
  boolean,
  mayBe,
  nil,
  nothing,
  number,
  optional,
  type Part,
  partsOf,
  some,
  someFunction,
  type Type,
  text,
  union,
  without,
} from "./type.js";

/** An argument that cannot be right; `index` is undefined where it is their number. */
export interface Misfit {
  readonly index: number | undefined;
  readonly message: string;
  readonly hint?: string | undefined;
}

const LETTERS: Readonly<Record<Part["kind"], string>> = {
  anything: "asnblfom",
  nothing: "m",
  null: "l",
  boolean: "b",
  number: "n",
  string: "s",
  list: "a",
  object: "o",
  function: "f",
};

const signatures = new Map<string, Signature>();

function signatureOf({ signature }: Definition): Signature {
  const known = signatures.get(signature) ?? new Signature(signature);
  signatures.set(signature, known);
  return known;
}

/** How many arguments functions such as `$map` give to it. */
export function arityOf(definition: Definition): number {
  return definition.arity ?? signatureOf(definition).parameters.length;
}

/**
 * Why a call fails whatever the values are.
 *
 * @param context the input, which stands for some arguments that are left out
 */
export function misfit(definition: Definition, given: readonly Type[], context: Type): Misfit | undefined {
  const { parameters } = signatureOf(definition);
  const letters = given.map(lettersOf);
  const around = lettersOf(context);
  if (!fits(parameters, 0, letters, 0, around)) return notFitting(definition, given, letters, context);
  for (const [index, type] of given.entries()) {
    const parameter = parameters[Math.min(index, parameters.length - 1)];
    if (!parameter?.isList || parameter.members === undefined) continue;
    const wanted = parameter.members.charAt(0);
    const members = union(
      ...partsOf(without(type, "nothing")).map((part) => (part.kind === "list" ? part.of : part)),
    );
    if (partsOf(members).length === 0 || lettersOf(members).includes(wanted)) continue;
    if (partsOf(members).every(({ kind }) => kind === "nothing")) continue;
    return {
      index,
      message: `\`$${definition.name}\` takes ${manyOf(wanted)}, not ${describe(members)}`,
      hint: hintFor(wanted, members),
    };
  }
  return undefined;
}

function notFitting(
  definition: Definition,
  given: readonly Type[],
  letters: readonly string[],
  context: Type,
): Misfit {
  const { parameters } = signatureOf(definition);
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
  const name = `\`$${definition.name}\``;
  if (type === undefined) {
    const message = fits(parameters, 0, letters, 0, ALL)
      ? `${name} takes its input where it is given too little, and that is ${describe(context)} here`
      : `${name} takes ${argumentsInWords(definition)}, not ${given.length}`;
    return { index: undefined, message };
  }
  const wanted = parameters[Math.min(index, parameters.length - 1)]?.letters ?? "";
  return {
    index,
    message: `${name} takes ${oneOfLetters(wanted)} here, not ${describe(type)}`,
    hint: hintFor(wanted, type),
  };
}

const ALL = "asnblfom";

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

type Parameters = Signature["parameters"];

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

function argumentsInWords(definition: Definition): string {
  const { parameters } = signatureOf(definition);
  const least = parameters.filter(({ quantifier, fromContext }) => quantifier !== "?" && !fromContext).length;
  const most = parameters.some(({ quantifier }) => quantifier === "+") ? undefined : parameters.length;
  if (most === undefined) return `${least} or more arguments`;
  return least === most ? `${most} argument${most === 1 ? "" : "s"}` : `${least} to ${most} arguments`;
}

/** What a call gives. */
export function resultOf(definition: Definition, given: readonly Type[], context: Type): Type {
  const type = results[definition.name]?.(given, context) ?? typeBySignature(definition);
  // Asked for nothing, a function gives nothing; what stands for an argument that is left out may be anything.
  const isLeftOut = given.length === 0 && signatureOf(definition).parameters[0]?.fromContext;
  const mayBeMissing = !definition.takesNothing && (isLeftOut || mayBe(given[0] ?? nothing, "nothing"));
  return mayBeMissing ? optional(type) : type;
}

function typeBySignature({ signature }: Definition): Type {
  const [, letter = "x", members] = /:(\(?\w+\)?)(?:<(\w)>)?>$/.exec(signature) ?? [];
  return typeOfLetter(letter, members);
}

function typeOfLetter(letter: string, members?: string): Type {
  switch (letter) {
    case "s":
      return text;
    case "n":
      return number;
    case "b":
      return boolean;
    case "l":
      return nil;
    case "o":
      return anyObject;
    case "f":
      return someFunction;
    // A list of one is that one, and an empty one is nothing, where a function collects it as a path does.
    case "a":
      return members === undefined ? anything : some(typeOfLetter(members));
    default:
      return anything;
  }
}
