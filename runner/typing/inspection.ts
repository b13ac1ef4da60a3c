/** One look through a syntax tree: chooses the file for a node, and keeps the remarks. */
import { untranslatable } from "../expressions/regex/linear.js";
import type { Node, Stage } from "../expressions/tree.js";
import type { Fix } from "../faults/fault.js";
import type { FindingCode } from "../faults/findings/table.js";
import { lookBinary } from "./binary.js";
import { lookApplied, lookCall, lookLambda, lookPartial } from "./calls.js";
import { lookCondition } from "./condition.js";
import type { Elsewhere } from "./functions.js";
import { lookUnary } from "./literal.js";
import { kept } from "./member.js";
import { type Around, Names } from "./names.js";
import { lookGroup, lookName, lookPath, lookStages } from "./path.js";
import type { Remark } from "./remark.js";
import { typeOfValue } from "./schema.js";
import { lookTransform } from "./transform.js";
import {
  anything,
  list,
  never,
  oneOf,
  type Scalar,
  type Spot,
  someFunction,
  type Type,
  union,
} from "./type.js";
import { lookVariable } from "./variable.js";
import type { Calls, Lambda, Walk } from "./walk.js";

/** So many nodes are looked at in the calls of functions, and so deep calls in calls are followed (I7). */
const MOST_IN_CALLS = 20_000;
const DEEPEST_CALL = 12;

const emptyList = list(never);

/** Remarks, and the functions that were written beside them. */
interface Sink {
  readonly remarks: Remark[];
  readonly watched: Calls[];
}

export class Inspection implements Walk, Elsewhere {
  readonly root: Type;
  of: string | undefined;
  private readonly own: string;
  private readonly texts: Readonly<Record<string, string>>;
  private sink: Sink = { remarks: [], watched: [] };
  private readonly open = new Set<Node>();
  /** Functions that call themselves. */
  private readonly circling = new Set<Node>();
  private inCalls = 0;
  /** How many functions, in each other, are looked at for any values. */
  private forAny = 0;

  /** @param texts of the functions of the connector */
  constructor(text: string, root: Type, texts: Readonly<Record<string, string>> = {}) {
    this.own = text;
    this.root = root;
    this.texts = texts;
  }

  get text(): string {
    return this.of === undefined ? this.own : (this.texts[this.of] ?? "");
  }

  /** All remarks, in the order of their places. */
  close(): Remark[] {
    return closed(this.sink);
  }

  remark(spot: Spot, message: string, hint?: string, code?: FindingCode, fix?: Fix): void {
    if (this.of === undefined) this.sink.remarks.push({ ...spot, message, hint, code, fix });
  }

  watch(calls: Calls): void {
    this.sink.watched.push(calls);
  }

  peek(node: Node, around: Around): Type {
    return this.apart(() => this.look(node, around)).type;
  }

  lookForAny(look: () => Type): Type {
    this.forAny += 1;
    try {
      return look();
    } finally {
      this.forAny -= 1;
    }
  }

  lookInCall({ node: lambda, calls, of }: Lambda, look: () => Type): Type {
    // What it is called with within itself, and how often, nobody knows.
    if (this.open.has(lambda)) {
      this.note(calls, []);
      this.circling.add(lambda);
      return anything;
    }
    if (this.open.size >= DEEPEST_CALL || this.inCalls > MOST_IN_CALLS) {
      this.note(calls, []);
      return anything;
    }
    this.open.add(lambda);
    try {
      const { type, remarks } = this.from(of, () => this.apart(look));
      const isWhole = this.inCalls <= MOST_IN_CALLS;
      this.note(calls, isWhole ? remarks : []);
      return isWhole && !this.circling.has(lambda) ? type : anything;
    } finally {
      this.open.delete(lambda);
    }
  }

  private note(calls: Calls, remarks: readonly Remark[]): void {
    calls.push({ remarks, isForAny: this.forAny > 0 });
  }

  lookElsewhere(name: string, tree: Node, names: Names): Type {
    return this.from(
      name,
      () => this.apart(() => this.look(tree, { input: anything, names, facts: new Map() })).type,
    );
  }

  /** Looks at something in the text where it stands. */
  private from<T>(of: string | undefined, look: () => T): T {
    const before = this.of;
    this.of = of;
    try {
      return look();
    } finally {
      this.of = before;
    }
  }

  private apart(look: () => Type): { type: Type; remarks: Remark[] } {
    const outer = this.sink;
    const inner: Sink = { remarks: [], watched: [] };
    this.sink = inner;
    try {
      const type = look();
      return { type, remarks: closed(inner) };
    } finally {
      this.sink = outer;
    }
  }

  look(node: Node | undefined, around: Around): Type {
    if (!node) return anything;
    if (this.open.size > 0) {
      this.inCalls += 1;
      if (this.inCalls > MOST_IN_CALLS) return anything;
    }
    const type = this.lookAt(node, around);
    if (node.type === "path" || node.type === "lambda") return type;
    const stages = (node.predicate ?? []) as readonly Stage[];
    const left = lookStages(stages, type, around, this);
    // Behind what is no path, a value that was one of a list already stays as it is.
    const whole = node.keepArray && node.type !== "name" ? union(left, kept(left), emptyList) : left;
    return node.group ? lookGroup(node.group.lhs, whole, around, this) : whole;
  }

  private lookAt(node: Node, around: Around): Type {
    switch (node.type) {
      case "path":
        return lookPath(node, around, this);
      case "name":
        return lookName(node, around.input, this);
      case "string":
        if (String(node.value).includes("${"))
          this.remark(
            { index: Math.max(0, (node.position ?? 1) - 1), length: 1 },
            "`${ }` means nothing in the texts of an expression",
            'Join with `&`: `"a " & b`.',
            "template-in-text",
          );
        return oneOf(String(node.value));
      case "number":
        return { ...(oneOf(Number(node.value)) as Scalar), isWhole: Number.isInteger(node.value) };
      case "value":
        return typeOfValue(node.value, true);
      case "regex":
        this.lookRegex(node);
        return someFunction;
      case "variable":
        return lookVariable(node, around, this);
      case "binary":
        return lookBinary(node, around, this);
      case "unary":
        return lookUnary(node, around, this);
      case "function":
        return lookCall(node, around, this);
      case "partial":
        return lookPartial(node, around, this);
      case "lambda":
        return node.thunk ? this.look(node.body, around) : lookLambda(node, around, this);
      case "block":
        return this.lookBlock(node, around);
      case "bind": {
        const type = this.look(node.rhs, around);
        around.names.set(String((node.lhs as Node).value), type);
        return type;
      }
      case "condition":
        return lookCondition(node, around, this);
      case "apply":
        return lookApplied(node, around, this);
      case "transform":
        return lookTransform(node, around, this);
      default:
        return anything;
    }
  }

  private lookBlock(node: Node, around: Around): Type {
    const names = new Names(around.names);
    // A function may call itself, and those that stand below it.
    for (const { type, lhs, rhs } of node.expressions ?? [])
      if (type === "bind" && rhs?.type === "lambda") names.set(String((lhs as Node).value), anything);
    let last: Type = anything;
    for (const expression of node.expressions ?? []) last = this.look(expression, { ...around, names });
    return last;
  }

  private lookRegex(node: Node): void {
    const pattern = node.value;
    // In what the parser copies for `??` and `?:` a pattern is empty.
    if (!(pattern instanceof RegExp)) return;
    const problem = untranslatable(pattern);
    if (!problem) return;
    const end = node.position ?? 1;
    const start = this.text.slice(0, end).lastIndexOf(`/${pattern.source}/`);
    const length = start < 0 ? 1 : end - start;
    this.remark({ index: end - length, length }, problem.message, problem.hint, "regular-expression");
  }
}

function closed({ remarks, watched }: Sink): Remark[] {
  const all = [...remarks, ...watched.flatMap(inAll)];
  const seen = new Set<string>();
  return all
    .filter((remark) => {
      const key = keyOf(remark);
      return !seen.has(key) && seen.add(key);
    })
    .sort((one, two) => one.index - two.index);
}

/** A function may be called with values of many types, so what goes wrong in some calls may be meant for the others. */
function inAll(calls: Calls): readonly Remark[] {
  const known = calls.filter(({ isForAny }) => !isForAny);
  const [first, ...others] = known.length > 0 ? known : calls;
  const places = others.map(({ remarks }) => new Set(remarks.map(({ index }) => index)));
  return (first?.remarks ?? []).filter(({ index }) => places.every((one) => one.has(index)));
}

function keyOf({ index, message }: Remark): string {
  return `${index} ${message}`;
}
