/** `function($x) { … }`: a function keeps the names and the context of the place where it is written. */
import { argumentsOf, TailCall, type TailSite } from "./apply.js";
import { meter } from "./bounds.js";
import { Callable } from "./callable-type.js";
import type { Compiler, Evaluate } from "./compiler.js";
import { type Frame, frameOf } from "./frame.js";
import { boundNames, Scope } from "./scope.js";
import type { Settle } from "./settle.js";
import { Signature } from "./signature.js";
import type { Node } from "./tree.js";
import { weightOf } from "./weight.js";

/** What all functions from one place of an expression share. */
export interface Template {
  readonly arity: number;
  readonly signature: Signature | undefined;
  readonly body: Evaluate;
  /** The same where what it gives becomes part of the result; compiled when it first does. */
  forResult: Evaluate | undefined;
  readonly compileForResult: (settle: Settle) => Evaluate;
  /** How many names its frame has; the parameters come first. */
  readonly names: number;
  readonly weight: number;
}

export class Lambda extends Callable {
  readonly #template: Template;
  readonly #input: unknown;
  readonly #frame: Frame;

  constructor(template: Template, input: unknown, frame: Frame) {
    super();
    this.#template = template;
    this.#input = input;
    this.#frame = frame;
  }

  override arity(): number {
    return this.#template.arity;
  }

  /** The function of a partial call, which JSONata does not hold to its signature. */
  withoutSignature(): Lambda {
    return new Lambda({ ...this.#template, signature: undefined }, this.#input, this.#frame);
  }

  override invoke(given: unknown[], context: unknown): unknown {
    const { signature, body, names, weight, arity } = this.#template;
    meter.step(weight);
    const values = signature ? signature.validate(given, context) : given;
    if (values.length !== arity) fit(values, arity);
    return body(this.#input, frameOf(this.#frame, names, values));
  }

  /** The same for the result of the evaluation; a `TailCall` that it returns is not settled. */
  invokeForResult(given: unknown[], context: unknown, settle: Settle): unknown {
    const template = this.#template;
    const { signature, names, weight, arity } = template;
    meter.step(weight);
    const values = signature ? signature.validate(given, context) : given;
    if (values.length !== arity) fit(values, arity);
    template.forResult ??= template.compileForResult(settle);
    return template.forResult(this.#input, frameOf(this.#frame, names, values));
  }
}

/** As many values as there are parameters. */
function fit(values: unknown[], arity: number): void {
  if (values.length > arity) values.length = arity;
  while (values.length < arity) values.push(undefined);
}

export function compileLambda(
  node: Node,
  scope: Scope,
  compiler: Compiler,
  compileResult: CompileResult,
): Evaluate {
  const template = templateOf(node, scope, compiler, compileResult);
  return (input, frame) => new Lambda(template, input, frame);
}

/** How a body is compiled whose value becomes part of the result. */
export type CompileResult = (node: Node, scope: Scope, compiler: Compiler, settle: Settle) => Evaluate;

function templateOf(node: Node, scope: Scope, compiler: Compiler, compileResult: CompileResult): Template {
  const inner = new Scope(scope);
  const parameters = (node.arguments ?? []).map(({ value }) => String(value));
  // Of two parameters with one name the second is meant; the first still has a place.
  parameters.forEach((name, index) => {
    inner.declare(parameters.indexOf(name, index + 1) < 0 ? name : `${name}\u0000${index}`);
  });
  const body = node.body as Node;
  for (const name of boundNames([body]).keys()) inner.declare(name);
  return {
    forResult: undefined,
    compileForResult: (settle) => compiler.inFunction(() => compileResult(body, inner, compiler, settle)),
    arity: parameters.length,
    signature: node.signature && new Signature(node.signature.definition),
    body: compiler.inFunction(() => compiler.compile(body, inner)),
    names: inner.size,
    weight: weightOf(body),
  };
}

/** A call as the last thing that a function does. */
export function compileTailCall(node: Node, scope: Scope, compiler: Compiler): Evaluate {
  const call = node.body as Node;
  const procedure = call.procedure as Node;
  const site: TailSite = {
    token: procedure.type === "variable" ? procedure.value : undefined,
    position: procedure.position,
    nesting: compiler.depth,
    procedure: compiler.compile(procedure, scope),
    given: argumentsOf((call.arguments ?? []).map((argument) => compiler.compile(argument, scope))),
  };
  return (input, frame) => new TailCall(site, input, frame);
}

/** A function of which some arguments are known, such as `$substring(?, 0, 5)`. */
export class Partial extends Callable {
  readonly #of: Callable;
  readonly #known: readonly unknown[];
  readonly #open: readonly number[];

  /** @param open the places of the arguments that are still to come */
  constructor(of: Callable, known: readonly unknown[], open: readonly number[]) {
    super();
    this.#of = of;
    this.#known = known;
    this.#open = open;
  }

  override arity(): number {
    return this.#open.length;
  }

  override invoke(given: unknown[], context: unknown): unknown {
    const all = [...this.#known];
    this.#open.forEach((place, index) => {
      all[place] = given[index];
    });
    return this.#of.invoke(all, context);
  }
}

/** The evaluated arguments of a call that leaves some open. */
export function evaluateKnown(
  parameters: readonly (Evaluate | undefined)[],
  input: unknown,
  frame: Frame,
): { known: unknown[]; open: number[] } {
  const open = parameters.flatMap((parameter, place) => (parameter ? [] : [place]));
  return { known: parameters.map((parameter) => parameter?.(input, frame)), open };
}
