/**
 * The functions of JSONata that can make something huge, or work for ever, in one step: between two steps nobody looks, so each
 * is asked before it begins (I7). What they answer is left to the engine.
 */
import jsonata from "jsonata";
import { BUDGET, type Budget } from "./budget.js";
import { builtins } from "./builtins.js";
import { limits } from "./limits.js";
import { checkInteger, checkNumber, checkReading, checkTime } from "./pictures.js";
import { sizeOf } from "./size.js";

/** How the engine keeps a function. */
interface Definition {
  readonly _jsonata_function: true;
  readonly implementation: Call;
  readonly signature?: unknown;
}

interface Environment {
  lookup(name: string | symbol): unknown;
}

interface Focus {
  readonly environment: Environment;
}

/** The time of an evaluation: every call in it gives the same. */
const timeOf = ({ lookup }: Environment): unknown => {
  const { implementation } = lookup("millis") as Definition;
  return (implementation as () => unknown)();
};

type Call = (this: Focus, ...given: unknown[]) => unknown;
type Check = (budget: Budget, given: unknown[]) => unknown;

/** The engine's own functions. It shows them to nobody but its hooks, and calls the first hook at once. */
const original = ((): Environment => {
  let seen: Environment | undefined;
  const probe = jsonata("$");
  probe.assign(
    Symbol.for("jsonata.__evaluate_entry") as unknown as string,
    (...[, , environment]: unknown[]) => {
      seen = environment as Environment;
    },
  );
  void probe.evaluate(null);
  if (!seen) throw new Error("JSONata calls no hook");
  return seen;
})();

/** @param check may change what is given, and may give a function of its own for what comes out */
function guarded(name: string, check: Check): Definition {
  const { implementation, signature } = original.lookup(name) as Definition;
  return defined(
    implementation,
    function (this: Focus, ...given) {
      const budget = this.environment.lookup(BUDGET) as Budget;
      const after = check(budget, given);
      const result = implementation.apply(this, given);
      return typeof after === "function" ? after(result) : result;
    },
    signature,
  );
}

/** The engine reads the parameters of a function from its text when only some of them are given. */
function defined(like: Call, implementation: Call, signature?: unknown): Definition {
  Object.defineProperty(implementation, "length", { value: like.length });
  Object.defineProperty(implementation, "toString", { value: () => String(like) });
  return { _jsonata_function: true, implementation, ...(signature === undefined ? {} : { signature }) };
}

const lengthOf = (value: unknown): number => (typeof value === "string" ? value.length : 0);

/** A function that makes one text of another, not much longer. */
const ofText: Check = (budget, [text]) => {
  if (lengthOf(text) <= limits.largeText / 16) return undefined;
  budget.text(lengthOf(text));
  return (result: unknown) => {
    budget.text(lengthOf(result));
    return result;
  };
};

const checks: Readonly<Record<string, Check>> = {
  pad: (budget, [, width, fill]) => budget.text(Math.abs(Number(width)) * Math.max(1, lengthOf(fill))),
  join: (budget, [parts, between]) => {
    if (!Array.isArray(parts)) return;
    budget.text(parts.reduce<number>((sum, part) => sum + lengthOf(part), lengthOf(between) * parts.length));
  },
  replace: checkReplace,
  string: (budget, [value, pretty]) => {
    if (value === null || typeof value !== "object") return undefined;
    budget.whole(value);
    if (pretty === true) {
      const { values, nesting } = sizeOf(value, Number.POSITIVE_INFINITY);
      budget.text(values * nesting * 2);
    }
    return (text: unknown) => {
      budget.text(lengthOf(text));
      return text;
    };
  },
  clone: (budget, [value]) => budget.whole(value),
  match: (budget, given) => {
    given[1] = counting(given[1] as Matcher, () => budget.turn());
  },
  split: (budget, given) => {
    if (typeof given[1] === "object" || typeof given[1] === "function")
      given[1] = counting(given[1] as Matcher, () => budget.turn());
    given[2] = Math.min(Number(given[2] ?? Number.POSITIVE_INFINITY), limits.members + 1);
    return async (pending: unknown) => {
      const parts = await pending;
      if (Array.isArray(parts) && parts.length > limits.members)
        budget.fail(`it builds a list of more than ${limits.members} members`);
      return parts;
    };
  },
  spread: (budget, [values]) => {
    // The engine copies what it has for every member that comes.
    if (Array.isArray(values) && values.length > 10_000)
      budget.fail("`$spread` takes lists of up to 10000 members");
  },
  distinct: (budget, [values]) => {
    if (!Array.isArray(values)) return;
    // Every member is compared with every one that differs.
    const { values: parts } = sizeOf(values, limits.compared);
    if (Math.min(parts, values.length * 16) * values.length > limits.compared && !isPlain(values))
      budget.fail("`$distinct` is given too many lists or objects");
  },
  formatNumber: checkNumber,
  formatInteger: checkInteger,
  fromMillis: (budget, [, picture]) => checkTime(budget, picture),
  toMillis: (budget, [text, picture]) => checkReading(budget, text, picture),
  base64encode: ofText,
  base64decode: ofText,
  encodeUrl: ofText,
  encodeUrlComponent: ofText,
  decodeUrl: ofText,
  decodeUrlComponent: ofText,
  lowercase: ofText,
  uppercase: ofText,
};

const isPlain = (values: readonly unknown[]) =>
  values.every((value) => value === null || typeof value !== "object");

/** What is put in the places that were found is counted with each of them, before the text is put together. */
function checkReplace(budget: Budget, given: unknown[]): void {
  const [text, pattern, put] = given;
  let length = lengthOf(text);
  const add = (more: number) => {
    budget.turn();
    length += more;
    if (length > limits.text) budget.text(length);
  };
  if (typeof pattern === "string") {
    if (typeof text !== "string" || pattern === "" || lengthOf(put) <= pattern.length) return;
    for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + pattern.length))
      add(lengthOf(put) - pattern.length);
    return;
  }
  if (typeof put === "string") {
    const groups = put.split("$").length - 1;
    given[1] = counting(pattern as Matcher, (found) => add(put.length + (groups - 1) * found.length));
  } else {
    const make = put as Matcher;
    given[1] = counting(pattern as Matcher, () => budget.turn());
    given[2] = {
      apply: async (self: unknown, matches: unknown[]) => {
        const made = await make.apply(self, matches);
        add(lengthOf(made));
        return made;
      },
    };
  }
}

interface Matcher {
  apply(self: unknown, given: unknown[]): unknown;
}

interface Match {
  readonly match: string;
  readonly next: Matcher;
}

/** The same matcher, telling each text that it finds. */
function counting(matcher: Matcher, tell: (found: string) => void): Matcher {
  return {
    apply: (self, given) => {
      const wrap = (match: Match | undefined): Match | undefined => {
        if (!match) return match;
        tell(String(match.match));
        return { ...match, next: counting(match.next, tell) };
      };
      const found = matcher.apply(self, given) as Match | undefined | Promise<Match | undefined>;
      return found instanceof Promise ? found.then(wrap) : wrap(found);
    },
  };
}

/** Name without `$` → function, for every expression. */
export const guards: Readonly<Record<string, Definition>> = {
  ...Object.fromEntries(Object.entries(checks).map(([name, check]) => [name, guarded(name, check)])),
  now: defined(
    (original.lookup("now") as Definition).implementation,
    function (this: Focus, picture, zone) {
      checkTime(this.environment.lookup(BUDGET) as Budget, picture);
      const { implementation } = original.lookup("fromMillis") as Definition;
      return implementation.call(this, Number(timeOf(this.environment)), picture, zone);
    },
    (original.lookup("now") as Definition).signature,
  ),
  ...Object.fromEntries(Object.entries(builtins).map(([name, call]) => [name, ownFunction(call as Call)])),
};

/** What one of the runner's own functions waits for is not the time of the expression. */
function ownFunction(call: Call): Definition {
  return defined(call, function (this: Focus, ...given) {
    const result = call.apply(this, given);
    if (!(result instanceof Promise)) return result;
    const budget = this.environment.lookup(BUDGET) as Budget;
    return result.finally(() => budget.awaited());
  });
}
