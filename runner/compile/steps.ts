/** Requests and steps of a manifest, compiled with the names that each of them can see. */
import type { RateLimit, Step } from "../../schemas/connector.types.js";
import type { Location } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { locateKey, locateValue, type Path } from "../load/source.js";
import {
  absent,
  anything,
  boolean,
  nothing,
  object,
  optional,
  type Type,
  text,
  union,
  whole,
} from "../typing/type.js";
import { isTaken } from "./checks/step-names.js";
import { foreignAddress, noCredentials } from "./credentials.js";
import { milliseconds } from "./duration.js";
import { checkRecord } from "./outgoing.js";
import type { Limit, PagingPlan, ReadMode, RequestPlan, StepPlan } from "./plan.js";
import { readsName } from "./reads.js";
import { pageType } from "./scope-types.js";
import type { Compiled as Slot, Slots } from "./slots.js";

/** The names in scope: name → type. */
export type Names = Readonly<Record<string, Type>>;

/** The names of a response slot. */
export const responseNames: Names = {
  status: whole,
  headers: { kind: "object", members: {}, rest: optional(text), label: "the headers" },
  body: anything,
};

const METHODS = ["get", "post", "put", "patch", "delete"] as const;

/** The parts of a request, as `list`, `one` and steps share them. */
interface RequestText {
  readonly query?: unknown;
  readonly headers?: unknown;
  readonly json?: unknown;
  readonly form?: unknown;
  readonly multipart?: unknown;
  readonly read?: ReadMode;
  readonly credentials?: "connector" | "none";
  readonly accept?: string | undefined;
}

export function limit(text: RateLimit | undefined): Limit | undefined {
  return text && { requests: text.requests, perMs: milliseconds(text.per) };
}

/** The method that a step or a list names; undefined when it names none. */
export function methodOf(text: object): (typeof METHODS)[number] | undefined {
  return METHODS.find((method) => method in text);
}

/**
 * Compiles one request.
 *
 * @param names what the request can see besides `hidden`
 * @param hidden credentials and session: they are in no other scope than a request's
 */
export function compileRequest(
  slots: Slots,
  path: Path,
  given: object,
  names: Names,
  hidden: Names,
): RequestPlan {
  const text = given as RequestText & Record<string, unknown>;
  const method = methodOf(text) ?? "get";
  const why = text.credentials === "none" ? noCredentials : foreignAddress(text[method], slots.hosts);
  // Where no credential may go, the names of the credentials are not in scope, and whoever writes them is told why.
  const input = why ? absent(object(names), Object.keys(hidden), why) : object({ ...names, ...hidden });
  const bodies = (["json", "form", "multipart"] as const).filter((kind) => text[kind] !== undefined);
  if (bodies.length > 1) {
    const location = locateKey(slots.source, [...path, bodies[1] ?? ""]);
    slots.findings.push(finding("several-bodies", { bodies }, { location }));
  }
  const [kind] = bodies;
  const { file, line } = locateKey(slots.source, [...path, method]);
  return {
    method: method.toUpperCase() as RequestPlan["method"],
    address: slots.template([...path, method], text[method], input),
    query: slots.template([...path, "query"], text.query ?? {}, input),
    headers: slots.template([...path, "headers"], text.headers ?? {}, input),
    body: kind && { kind, value: slots.template([...path, kind], text[kind], input) },
    read: text.read ?? "json",
    credentials: text.credentials !== "none",
    accept:
      text.accept === undefined
        ? undefined
        : slots.expression(
            [...path, "accept"],
            text.accept,
            object({ ...names, ...responseNames, accepted: boolean }),
          ),
    where: `${file}:${line}`,
  };
}

/**
 * How a list or a listing step goes from page to page.
 *
 * @param names what its requests can see, `page` among them
 * @param more what is laid over the request, where it may name `page`, too
 */
export function compilePaging(
  slots: Slots,
  path: Path,
  text: { readonly records?: string; readonly first?: unknown; readonly next?: string },
  names: Names,
  more?: unknown,
): PagingPlan {
  const answer = object({ ...names, ...responseNames });
  return {
    records: slots.expression([...path, "records"], text.records, answer),
    first: text.first,
    next: text.next === undefined ? undefined : slots.expression([...path, "next"], text.next, answer),
    nextIs: namesPage([partsOf(text), more]) ? "page" : "address",
  };
}

/** The parts of a request that are sent. */
function partsOf(text: object): readonly unknown[] {
  const request = text as RequestText & Record<string, unknown>;
  const { query, headers, json, form, multipart } = request;
  return [request[methodOf(text) ?? "get"], query, headers, json, form, multipart];
}

/** Whether an expression in a value of the manifest names `page`. */
function namesPage(value: unknown): boolean {
  return readsName(value, ["page"]);
}

/** Compiles a list of steps; `names` grows by what each step names. Gives the names that hold after the last. */
export function compileSteps(
  slots: Slots,
  path: Path,
  steps: readonly Step[] | undefined,
  names: Names,
  hidden: Names,
): { readonly steps: readonly StepPlan[]; readonly names: Names } {
  let known = names;
  const plans = (steps ?? []).map((step, index) => {
    const at = [...path, index];
    const { plan, after } = compileStep(slots, at, step, known, hidden);
    const taken = (name: string, location: Location) => {
      if (!Object.hasOwn(names, name) || isTaken(name)) return;
      slots.findings.push(finding("name-taken", { name }, { hint: "Choose another name.", location }));
    };
    for (const name of Object.keys(step.for ?? {}))
      taken(name, locateKey(slots.source, [...at, "for", name]));
    for (const name of Object.keys(step.let ?? {}))
      taken(name, locateKey(slots.source, [...at, "let", name]));
    if (step.as) taken(step.as, locateValue(slots.source, [...at, "as"]));
    known = after;
    return plan;
  });
  return { steps: plans, names: known };
}

interface Compiled {
  readonly plan: StepPlan;
  /** The names that hold after the step. */
  readonly after: Names;
}

function compileStep(slots: Slots, path: Path, step: Step, before: Names, hidden: Names): Compiled {
  const [loop] = Object.entries(step.for ?? {});
  const all: Names = loop ? { ...before, [loop[0]]: anything } : before;
  const condition = step.if === undefined ? undefined : slots.typed([...path, "if"], step.if, object(all));
  // What is asked is known in the rest of the step.
  const names = knowing(all, condition, true);
  const input = object(names);
  const common = {
    if: condition?.evaluate,
    for: loop && {
      name: loop[0],
      list: slots.expression([...path, "for", loop[0]], loop[1], object(before)),
    },
    onError: step.on_error ?? "fail",
  } as const;
  const naming = (given: Names): Names => namedBy(step, before, given);
  if (methodOf(step)) {
    const value =
      step.value === undefined
        ? undefined
        : slots.typed([...path, "value"], step.value, object({ ...names, ...responseNames }));
    const isList = step.records !== undefined;
    const paged = isList ? { ...names, page: pageType(slots, step, { ...names, ...responseNames }) } : names;
    const plan = {
      ...common,
      request: compileRequest(slots, path, step, paged, hidden),
      rateLimit: limit(step.rate_limit),
      list: isList ? compilePaging(slots, path, step, paged) : undefined,
      as: step.as,
      value: value?.evaluate,
    };
    const answer = value ? (value.typed?.type ?? anything) : step.read === "text" ? text : anything;
    return { plan, after: step.as === undefined ? before : naming({ [step.as]: answer }) };
  }
  if (step.let !== undefined) {
    let seen = names;
    const named = Object.entries(step.let).map(([name, value]) => {
      const { evaluate, typed } = slots.typed([...path, "let", name], value, object(seen));
      seen = { ...seen, [name]: typed?.type ?? anything };
      return [name, evaluate] as const;
    });
    const given = Object.fromEntries(named.map(([name]) => [name, seen[name] ?? anything]));
    return { plan: { ...common, names: named }, after: naming(given) };
  }
  if (step.record !== undefined) {
    const { evaluate } = slots.typed([...path, "record"], step.record, input, checkRecord);
    return { plan: { ...common, record: evaluate }, after: before };
  }
  // Who comes past the end of an item is not what was asked.
  const after = loop ? before : knowing(before, condition, false);
  if (step.skip !== undefined)
    return { plan: { ...common, skip: slots.template([...path, "skip"], step.skip, input) }, after };
  return { plan: { ...common, fail: slots.template([...path, "fail"], step.fail ?? "", input) }, after };
}

/** The names of which a condition says more. */
function knowing(names: Names, condition: Slot | undefined, isTrue: boolean): Names {
  const input = condition?.typed?.inputIf(isTrue);
  return input?.kind === "object" ? input.members : names;
}

/** What is named by a step that may not have been taken may be missing, or be what it was before. */
function namedBy(step: Step, before: Names, given: Names): Names {
  const isSure = step.if === undefined && (step.on_error ?? "fail") === "fail";
  const named = Object.entries(given).map(([name, type]) => {
    if (step.for) return [name, anything] as const;
    return [name, isSure ? type : union(type, before[name] ?? nothing)] as const;
  });
  return { ...before, ...Object.fromEntries(named) };
}
