/** What comes of calls of the functions of the language. */
import type { Definition } from "../expressions/functions/define.js";
import { Signature } from "../expressions/signature.js";
import { results } from "./results.js";
import { declaredResult } from "./signature.js";
import { mayBe, nothing, optional, type Type } from "./type.js";

const signatures = new Map<string, Signature>();

/** The signature of a function. */
export function signatureOf({ signature }: Definition): Signature {
  const known = signatures.get(signature) ?? new Signature(signature);
  signatures.set(signature, known);
  return known;
}

/** How many arguments functions such as `$map` give to it. */
export function arityOf(definition: Definition): number {
  return definition.arity ?? signatureOf(definition).parameters.length;
}

/** What a call gives. */
export function resultOf(definition: Definition, given: readonly Type[], context: Type): Type {
  const type = results[definition.name]?.(given, context) ?? declaredResult(definition.signature);
  // Asked for nothing, a function gives nothing; what stands for an argument that is left out may be anything.
  const isLeftOut = given.length === 0 && signatureOf(definition).parameters[0]?.fromContext;
  const mayBeMissing = !definition.takesNothing && (isLeftOut || mayBe(given[0] ?? nothing, "nothing"));
  return mayBeMissing ? optional(type) : type;
}
