/** `$name`, `$` and `$$`. A name is looked for in the scopes around it, and then among what the evaluation was given. */
import { meter } from "./bounds.js";
import type { Compiler, Evaluate } from "./compiler.js";
import { type Frame, UNSET } from "./frame.js";
import type { Scope } from "./scope.js";
import type { Node } from "./tree.js";
import { unwrap } from "./values.js";

export function compileVariable(node: Node, scope: Scope, compiler: Compiler): Evaluate {
  const name = String(node.value);
  if (name === "")
    return (input) =>
      input === meter.wrapper && input !== undefined ? (input as unknown[])[0] : unwrap(input);
  return lookUp(name, scope, compiler);
}

/** What a name stands for where a part of the expression stands. */
export function lookUp(name: string, scope: Scope, compiler: Compiler): Evaluate {
  const scopes: { readonly scope: Scope; readonly up: number }[] = [];
  let up = 0;
  for (let at: Scope | undefined = scope; at; at = at.up) {
    if (at.isOfMembers || at.placeOf(name) !== undefined) scopes.unshift({ scope: at, up });
    up += 1;
  }
  let evaluate = compiler.global(name);
  for (const { scope, up } of scopes) {
    const place = scope.placeOf(name);
    evaluate = place === undefined ? ofMember(name, up, evaluate) : ofPlace(place, up, evaluate);
  }
  return evaluate;
}

function ofPlace(place: number, up: number, otherwise: Evaluate): Evaluate {
  if (up === 0)
    return (input, frame) => {
      const value = frame.values[place];
      return value === UNSET ? otherwise(input, frame) : unwrap(value);
    };
  if (up === 1)
    return (input, frame) => {
      const value = (frame.up as Frame).values[place];
      return value === UNSET ? otherwise(input, frame) : unwrap(value);
    };
  return (input, frame) => {
    const value = climb(frame, up).values[place];
    return value === UNSET ? otherwise(input, frame) : unwrap(value);
  };
}

function ofMember(name: string, up: number, otherwise: Evaluate): Evaluate {
  return (input, frame) => {
    const { named } = climb(frame, up);
    return Object.hasOwn(named, name) ? unwrap(named[name]) : otherwise(input, frame);
  };
}

/** The frame so many scopes outside. */
function climb(frame: Frame, up: number): Frame {
  let at = frame;
  for (let left = up; left > 0; left -= 1) at = at.up as Frame;
  return at;
}
