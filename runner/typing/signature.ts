/** What a signature such as `<s-n?:s>` says of the values of parameters and of the value of the function. */
import { Signature } from "../expressions/signature.js";
import type { Node } from "../expressions/tree.js";
import {
  anyObject,
  anything,
  boolean,
  list,
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
} from "./type.js";

type Parameter = Signature["parameters"][number];

/** The signature that the author of a function wrote. */
export function writtenSignature({ type, signature }: Node): Signature | undefined {
  return type === "lambda" && signature ? new Signature(signature.definition) : undefined;
}

/**
 * What the parameters of a function can be when it is called: other values fail before its body is evaluated.
 *
 * @param given what it is called with
 */
export function parameterTypes({ parameters }: Signature, given: readonly Type[]): Type[] {
  // Where arguments may be left out, the others can stand for other parameters.
  const isPlain = parameters.every(({ fromContext, quantifier }) => !fromContext && quantifier === "");
  if (!isPlain) return parameters.map(() => anything);
  return parameters.map((parameter, index) => taken(parameter, given[index] ?? anything));
}

/** What a parameter is when it is given a value. */
function taken(parameter: Parameter, given: Type): Type {
  const wanted = declaredParameter(parameter);
  if (wanted === anything) return given;
  if (mayBe(given, "anything")) return wanted;
  const kinds = partsOf(wanted).map(({ kind }) => kind);
  const parts = partsOf(given).flatMap((part): Part[] => {
    if (parameter.isList && part.kind !== "nothing" && part.kind !== "list") return [list(part)];
    return kinds.includes(part.kind) ? [part] : [];
  });
  return parts.length === 0 ? wanted : union(...parts);
}

function declaredParameter({ letters, isList, members }: Parameter): Type {
  if (isList) return optional(list(members === undefined ? anything : typeOfLetter(members)));
  return union(...[...letters].map((letter) => (letter === "m" ? nothing : typeOfLetter(letter))));
}

/** What a signature says of the value of the function. @example declaredResult("<s-:n>") // a number */
export function declaredResult(signature: string): Type {
  const [, letter = "x", members] = /:(\(?\w+\)?)(?:<(\w)>)?>$/.exec(signature) ?? [];
  // A list of one is that one, and an empty one is nothing, where a function collects it as a path does.
  if (letter === "a") return members === undefined ? anything : some(typeOfLetter(members));
  return typeOfLetter(letter);
}

function typeOfLetter(letter: string): Type {
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
    default:
      return anything;
  }
}
