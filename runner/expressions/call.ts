/** Calls, partial ones (`$f(?, 1)`), and `~>`, which gives a value to a function or joins two functions. */
import {
  apply,
  argumentsOf,
  callAt,
  callBack,
  type Site,
  settleCall,
  TailCall,
  tellPlace,
  tellSite,
} from "./apply.js";
import { meter } from "./bounds.js";
import { Callable, isFunction } from "./callable-type.js";
import type { Compiler, Evaluate } from "./compiler.js";
import { fail } from "./error.js";
import type { Frame } from "./frame.js";
import { compileInlined } from "./inline.js";
import { evaluateKnown, Lambda, Partial } from "./lambda.js";
import type { Scope } from "./scope.js";
import type { Settle } from "./settle.js";
import type { Node } from "./tree.js";
import { unwrap } from "./values.js";
import { lookUp } from "./variable.js";

/** A call; what it gives is not unwrapped. */
export function compileCall(node: Node, scope: Scope, compiler: Compiler): Evaluate {
  const call = compileOpenCall(node, scope, compiler);
  return compileInlined(node, scope, compiler, call, (body) => compiler.compile(body, scope));
}

/** The same for a function that is found when the call is made. @param leading the first argument, where it stands before the call */
function compileOpenCall(node: Node, scope: Scope, compiler: Compiler, leading?: Evaluate): Evaluate {
  const { site, evaluate: procedure } = compileProcedure(node, scope, compiler, "T1005");
  const written = argumentsOf((node.arguments ?? []).map((argument) => compiler.compile(argument, scope)));
  if (!leading)
    return (input, frame) => {
      const called = procedure(input, frame);
      return callAt(called, written(input, frame), input, site);
    };
  return (input, frame) => {
    const first = leading(input, frame);
    const called = procedure(input, frame);
    return callAt(called, [first, ...written(input, frame)], input, site);
  };
}

/** A call whose value becomes part of the result. */
export function compileResultCall(node: Node, scope: Scope, compiler: Compiler, place: InResult): Evaluate {
  const { site, evaluate: procedure } = compileProcedure(node, scope, compiler, "T1005");
  const written = argumentsOf((node.arguments ?? []).map((argument) => compiler.compile(argument, scope)));
  return (input, frame) => {
    const called = procedure(input, frame);
    const given = written(input, frame);
    if (!(called instanceof Lambda)) return place.finish(unwrap(callAt(called, given, input, site)));
    return callForResult(called, given, input, site, place);
  };
}

/** Where the value of a call stands in the result. */
interface InResult {
  readonly settle: Settle;
  readonly depth: number;
  readonly finish: (value: unknown) => unknown;
}

/** What a function of the expression gives is part of the result already, unless it gives a call that is still to be made. */
function callForResult(
  called: Lambda,
  given: unknown[],
  context: unknown,
  site: Site,
  { settle, depth, finish }: InResult,
): unknown {
  let isInside = true;
  meter.enter(site.nesting);
  let result: unknown;
  try {
    meter.deepen(depth);
    result = called.invokeForResult(given, context, settle);
    meter.deepen(-depth);
    isInside = false;
    if (result instanceof TailCall) result = finish(unwrap(settleCall(result, context)));
  } catch (error) {
    throw isInside ? tellPlace(error, site) : tellSite(error, site);
  }
  meter.leave(site.nesting);
  return result;
}

/** @param forgotten the error for a name without its `$` */
function compileProcedure(
  node: Node,
  scope: Scope,
  compiler: Compiler,
  forgotten: string,
): { site: Site; evaluate: Evaluate } {
  const procedure = node.procedure as Node;
  const isPath = procedure.type === "path";
  const token = isPath ? procedure.steps?.[0]?.value : procedure.value;
  const site = { token, position: node.position, nesting: compiler.depth };
  const found = compiler.compile(procedure, scope);
  if (!isPath) return { site, evaluate: found };
  const meant = lookUp(String(token), scope, compiler);
  const evaluate = (input: unknown, frame: Frame): unknown => {
    const called = found(input, frame);
    if (called === undefined && meant(input, frame)) fail(forgotten, { position: node.position, token });
    return called;
  };
  return { site, evaluate };
}

export function compilePartial(node: Node, scope: Scope, compiler: Compiler): Evaluate {
  const { site, evaluate } = compileProcedure(node, scope, compiler, "T1007");
  const parameters = (node.arguments ?? []).map((argument) =>
    argument.type === "operator" && argument.value === "?" ? undefined : compiler.compile(argument, scope),
  );
  return (input, frame) => {
    const { known, open } = evaluateKnown(parameters, input, frame);
    const called = evaluate(input, frame);
    if (called instanceof Lambda) return new Partial(called.withoutSignature(), known, open);
    if (called instanceof Callable) return new Partial(called, known, open);
    if (typeof called === "function") return new Partial(new HostFunction(called), known, open);
    return fail("T1008", { position: node.position, token: site.token });
  };
}

/** A function of JavaScript that came as a variable. */
class HostFunction extends Callable {
  readonly #call: (...given: unknown[]) => unknown;

  constructor(call: object) {
    super();
    this.#call = call as (...given: unknown[]) => unknown;
  }

  override arity(): number {
    return this.#call.length;
  }

  override invoke(given: unknown[]): unknown {
    return this.#call(...given);
  }
}

/** `value ~> function`; not unwrapped. */
export function compileChain(node: Node, scope: Scope, compiler: Compiler): Evaluate {
  const left = compiler.compile(node.lhs as Node, scope);
  const right = node.rhs as Node;
  if (right.type === "function" && !right.predicate && !right.group)
    return compileOpenCall(right, scope, compiler, left);
  const evaluate = compiler.compile(right, scope);
  const site = { token: undefined, position: undefined, nesting: compiler.depth };
  return (input, frame) => {
    const value = left(input, frame);
    const called = evaluate(input, frame);
    if (!isFunction(called)) fail("T2006", { position: node.position, value: called });
    return isFunction(value) ? new Joined(value, called) : apply(called, [value], null, site);
  };
}

/** The second function of what the first gives. */
class Joined extends Callable {
  readonly #first: unknown;
  readonly #second: unknown;

  constructor(first: unknown, second: unknown) {
    super();
    this.#first = first;
    this.#second = second;
  }

  override arity(): number {
    return 1;
  }

  override invoke(given: unknown[]): unknown {
    return callBack(this.#second, [unwrap(callBack(this.#first, [unwrap(given[0])]))]);
  }
}
