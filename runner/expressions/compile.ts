/** Makes a closure of a syntax tree, node by node: what can be decided by looking at the tree is decided here, once. */

import { settleCall } from "./apply.js";
import { compileBind, compileBlock } from "./block.js";
import { compileCall, compileChain, compilePartial } from "./call.js";
import type { CompileNode, Compiler, Evaluate } from "./compiler.js";
import { compileCondition } from "./condition.js";
import { compileFilters, filterAll } from "./filter.js";
import { compileGroup, groupOf } from "./group.js";
import { compileLambda, compileTailCall } from "./lambda.js";
import { compileList } from "./list.js";
import { compileBinary, compileMinus } from "./operators.js";
import { compileName, compilePath } from "./path.js";
import { compileRegex } from "./regex/regex.js";
import { compileFunctionResult } from "./result.js";
import type { Scope } from "./scope.js";
import { compileTransform } from "./transform.js";
import type { Node } from "./tree.js";
import { unwrap, unwrapKept } from "./values.js";
import { compileVariable, lookUp } from "./variable.js";
import { descendants, wildcard } from "./wildcard.js";

/** A compiler for an expression in which names that it does not bind stand for what `global` says. */
export function compilerWith(global: (name: string) => Evaluate): Compiler {
  let depth = 0;
  const compiler = {
    global,
    get depth() {
      return depth;
    },
    compile(node: Node, scope: Scope): Evaluate {
      return nested(() => finish(node, core(node, scope, compiler), scope, compiler));
    },
    compileRaw(node: Node, scope: Scope): Evaluate {
      const isCall = (node.type === "function" || node.type === "apply") && !node.predicate && !node.group;
      return isCall && !node.keepArray
        ? nested(() => core(node, scope, compiler))
        : compiler.compile(node, scope);
    },
    inFunction<T>(compile: () => T): T {
      const before = depth;
      depth = 0;
      const made = compile();
      depth = before;
      return made;
    },
  };
  function nested<T>(compile: () => T): T {
    depth += 1;
    const made = compile();
    depth -= 1;
    return made;
  }
  return compiler;
}

const literal: CompileNode = ({ value }) => {
  return () => value;
};

const KINDS: Readonly<Record<string, CompileNode>> = {
  path: compilePath,
  name: compileName,
  string: literal,
  number: literal,
  value: literal,
  variable: compileVariable,
  binary: compileBinary,
  unary: (node, scope, compiler) => {
    if (node.value === "[") return compileList(node, scope, compiler.compile);
    if (node.value === "-") return compileMinus(node, scope, compiler);
    return compileGroup(groupOf(node), scope, compiler);
  },
  wildcard: () => wildcard,
  descendant: () => descendants,
  parent: (node, scope, compiler) => lookUp(node.slot?.label ?? "", scope, compiler),
  condition: (node, scope, compiler) => compileCondition(node, scope, compiler),
  block: (node, scope, compiler) => compileBlock(node, scope, compiler),
  bind: compileBind,
  regex: compileRegex,
  function: compileCall,
  partial: compilePartial,
  apply: compileChain,
  lambda: (node, scope, compiler) =>
    node.thunk
      ? compileTailCall(node, scope, compiler)
      : compileLambda(node, scope, compiler, compileFunctionResult),
  transform: compileTransform,
};

/** Kinds whose values may be sequences that nobody has unwrapped yet. */
const RAW = new Set(["binary", "function", "apply", "wildcard", "descendant", "condition", "block", "bind"]);

function core(node: Node, scope: Scope, compiler: Compiler): Evaluate {
  const compile = KINDS[node.type];
  if (!compile) throw new Error(`no node of the type ${node.type}`);
  if (node.thunk && node.body?.group) return compiler.compile(node.body, scope);
  return compile(node, scope, compiler);
}

/** Adds what stands behind a node: brackets, braces, `[]`. */
function finish(node: Node, evaluate: Evaluate, scope: Scope, compiler: Compiler): Evaluate {
  const { predicate, type, keepArray } = node;
  const group = type === "path" ? undefined : node.group;
  if (!predicate && !group) {
    if (keepArray) return (input, frame) => unwrapKept(evaluate(input, frame));
    if (!RAW.has(type) || (type === "binary" && node.value !== "..")) return evaluate;
    return (input, frame) => unwrap(evaluate(input, frame));
  }
  const isOfMembers = node.tuple === true;
  const filters = compileFilters(predicate ?? [], scope, compiler, isOfMembers);
  const whole = group && compileGroup(group, scope, compiler, isOfMembers);
  const end = keepArray ? unwrapKept : unwrap;
  return (input, frame) => {
    const kept = filterAll(filters, settleCall(evaluate(input, frame), input), frame);
    return end(whole ? whole(kept, frame) : kept);
  };
}
