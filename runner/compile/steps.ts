/** Requests and steps of a manifest, compiled with the names that each of them can see. */
import type { Step } from "../../schemas/connector.types.js";
import type { Location } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { locateKey, locateValue, type Path } from "../load/source.js";
import { absent, anything, boolean, object } from "../typing/type.js";
import { respelt, suggest } from "../validate/nearest.js";
import { checkNamesAsTexts } from "./checks/names-as-texts.js";
import { checkPlainAddress } from "./checks/plain-texts.js";
import { isTaken } from "./checks/step-names.js";
import { foreignAddress, noCredentials } from "./credentials.js";
import { milliseconds } from "./duration.js";
import { besides, changed, eachOf, knowing, type Names, namedBy } from "./known-names.js";
import { methodOf } from "./method.js";
import { checkAccept, checkCondition, checkList, checkNext, checkRecord, checkRecords } from "./outgoing.js";
import type { PagingPlan, RequestPlan, StepPlan } from "./plan.js";
import {
  answerNames,
  bodyType,
  type ReadingText,
  readingOf,
  responseNames,
  wantedOfBody,
} from "./reading.js";
import { readsName } from "./reads.js";
import { pageType } from "./scope-types.js";
import type { Slots } from "./slots.js";
import { compileUntil } from "./until.js";

/** The parts of a request, as `list`, `one` and steps share them. */
interface RequestText extends ReadingText {
  readonly query?: unknown;
  readonly headers?: unknown;
  readonly json?: unknown;
  readonly form?: unknown;
  readonly multipart?: unknown;
  readonly text?: unknown;
  readonly redirect?: "follow" | "keep";
  readonly credentials?: "connector" | "none";
  readonly accept?: string | undefined;
  readonly reads?: boolean;
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
  const why = text.credentials === "none" ? noCredentials : foreignAddress(text[method], slots.own);
  // Where no credential may go, the names of the credentials are not in scope, and whoever writes them is told why.
  const inScope = why ? besides(names, hidden) : { ...names, ...hidden };
  const input = why ? absent(object(inScope), Object.keys(hidden), why) : object(inScope);
  checkPlainAddress(slots, [...path, method], text[method], Object.keys(inScope));
  for (const key of ["query", "headers", "json", "form", "multipart", "text"])
    checkNamesAsTexts(slots, [...path, key], text[key], Object.keys(inScope));
  const bodies = (["json", "form", "multipart", "text"] as const).filter((kind) => text[kind] !== undefined);
  if (bodies.length > 1) {
    const location = locateKey(slots.source, [...path, bodies[1] ?? ""]);
    slots.findings.push(finding("several-bodies", { bodies }, { location }));
  }
  if (text.redirect === "keep" && text.accept === undefined) {
    const location = locateKey(slots.source, [...path, "redirect"]);
    slots.findings.push(finding("redirect-refused", {}, { hint: "Add `accept: status = 302`.", location }));
  }
  const [kind] = bodies;
  return {
    method: method.toUpperCase() as RequestPlan["method"],
    address: slots.template([...path, method], text[method], input),
    query: slots.template([...path, "query"], text.query ?? {}, input),
    headers: slots.template([...path, "headers"], text.headers ?? {}, input),
    body: kind && {
      kind,
      value: slots.template([...path, kind], text[kind], input, wantedOfBody(kind)),
    },
    ...readingOf(slots, path, text),
    keepsRedirect: text.redirect === "keep",
    credentials: text.credentials !== "none",
    accept:
      text.accept === undefined
        ? undefined
        : slots.typed(
            [...path, "accept"],
            text.accept,
            object({ ...names, ...answerNames(text, slots.own), accepted: boolean }),
            checkAccept,
          ).evaluate,
    // What can be taken back has changed something.
    reads: text.reads ?? (text.undo === undefined ? undefined : false),
    isAwaited: ["as", "records", "record"].some((key) => text[key] !== undefined),
    where: whereOf(slots, [...path, method]),
  };
}

function whereOf({ source }: Slots, path: Path): string {
  const { file, line } = locateKey(source, path);
  return `${file}:${line}`;
}

/**
 * How a list or a listing step goes from page to page.
 *
 * @param names what its requests can see, `page` among them
 */
export function compilePaging(
  slots: Slots,
  path: Path,
  text: ReadingText & { readonly records?: string; readonly first?: unknown; readonly next?: string },
  names: Names,
): PagingPlan {
  const answer = object({ ...names, ...answerNames(text, slots.own) });
  const { page: _, ...before } = names;
  return {
    records: slots.expression([...path, "records"], text.records, answer, checkRecords),
    first:
      text.first === undefined ? undefined : slots.template([...path, "first"], text.first, object(before)),
    next:
      text.next === undefined
        ? undefined
        : slots.typed([...path, "next"], text.next, answer, checkNext).evaluate,
    nextIs: readsName(partsOf(text), ["page"]) ? "page" : "address",
  };
}

/** The parts of a request that are sent. */
function partsOf(text: object): readonly unknown[] {
  const request = text as RequestText & Record<string, unknown>;
  const { query, headers, json, form, multipart, text: body } = request;
  return [request[methodOf(text) ?? "get"], query, headers, json, form, multipart, body];
}

/** Compiles a list of steps; `names` grows by what each step names. Gives the names that hold after the last. */
export function compileSteps(
  slots: Slots,
  path: Path,
  steps: readonly Step[] | undefined,
  names: Names,
  hidden: Names,
  around: Around = { fixed: names, doing: [] },
): { readonly steps: readonly StepPlan[]; readonly names: Names } {
  let known = names;
  const plans = (steps ?? []).map((step, index) => {
    const at = [...path, index];
    const { plan, after } = compileStep(slots, at, step, known, hidden, around);
    const taken = (name: string, location: Location) => {
      if (!Object.hasOwn(around.fixed, name) || isTaken(name)) return;
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

/** What a step stands in. */
interface Around {
  /** The names that no step may give anew. */
  readonly fixed: Names;
  /** The procedures that are being compiled. */
  readonly doing: readonly string[];
}

function compileStep(
  slots: Slots,
  path: Path,
  step: Step,
  before: Names,
  hidden: Names,
  around: Around,
): Compiled {
  const [loop] = Object.entries(step.for ?? {});
  const listed = loop && slots.typed([...path, "for", loop[0]], loop[1], object(before), checkList);
  const all: Names = loop ? { ...before, [loop[0]]: eachOf(loop[0], listed, before) } : before;
  const condition =
    step.if === undefined ? undefined : slots.typed([...path, "if"], step.if, object(all), checkCondition);
  // What is asked is known in the rest of the step.
  const names = knowing(all, condition, true);
  const input = object(names);
  const common = {
    if: condition?.evaluate,
    for: loop && listed && { name: loop[0], list: listed.evaluate },
    onError: step.on_error ?? "fail",
    where: whereOf(slots, path),
  } as const;
  const naming = (given: Names): Names => namedBy(step, before, given);
  const inner = stepsWithin(slots, path, step, around);
  if (inner) {
    const group = compileSteps(slots, inner.path, inner.steps, names, hidden, inner.around);
    const after = loop ? before : naming(changed(names, group.names));
    return { plan: { ...common, steps: group.steps }, after };
  }
  if (methodOf(step)) {
    const value =
      step.value === undefined
        ? undefined
        : slots.typed([...path, "value"], step.value, object({ ...names, ...answerNames(step, slots.own) }));
    const isList = step.records !== undefined;
    const paged = isList
      ? { ...names, page: pageType(slots, step, { ...names, ...answerNames(step, slots.own) }) }
      : names;
    const answer = value
      ? (value.typed?.type ?? anything)
      : bodyType(step, isList ? { ...slots.own, described: undefined } : slots.own);
    const given = step.as === undefined ? {} : { [step.as]: answer };
    if (step.undo && (methodOf(step) === "get" || isList))
      slots.findings.push(
        finding("undo-of-nothing", {}, { location: locateKey(slots.source, [...path, "undo"]) }),
      );
    const undo = compileSteps(slots, [...path, "undo"], step.undo, { ...names, ...given }, hidden, around);
    const plan = {
      ...common,
      request: compileRequest(slots, path, step, paged, hidden),
      rateLimit: step.rate_limit && {
        requests: step.rate_limit.requests,
        perMs: milliseconds(step.rate_limit.per),
      },
      until: compileUntil(slots, path, step, { ...names, ...responseNames }),
      list: isList ? compilePaging(slots, path, step, paged) : undefined,
      as: step.as,
      value: value?.evaluate,
      undo: step.undo && undo.steps,
    };
    return { plan, after: step.as === undefined ? before : naming(given) };
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
  if (step.drop !== undefined)
    return { plan: { ...common, drop: slots.template([...path, "drop"], step.drop, input) }, after };
  return { plan: { ...common, fail: slots.template([...path, "fail"], step.fail ?? "", input) }, after };
}

/** The steps of a group, or of the procedure that a step takes; nothing where a step is neither. */
function stepsWithin(
  slots: Slots,
  path: Path,
  step: Step,
  around: Around,
): { readonly path: Path; readonly steps: readonly Step[]; readonly around: Around } | undefined {
  if (step.steps) return { path: [...path, "steps"], steps: step.steps, around };
  const { do: name } = step;
  if (name === undefined) return undefined;
  const { procedures } = slots.own;
  const location = locateValue(slots.source, [...path, "do"]);
  const steps = Object.hasOwn(procedures, name) ? procedures[name] : undefined;
  if (!steps) {
    const all = Object.keys(procedures);
    const hint = suggest(name, all, "Procedures");
    slots.findings.push(finding("unknown-procedure", { name }, { hint, location, fix: respelt(name, all) }));
  } else if (around.doing.includes(name))
    slots.findings.push(finding("procedure-circle", { name }, { hint: "Take it from outside.", location }));
  else return { path: ["procedures", name], steps, around: { ...around, doing: [...around.doing, name] } };
  return { path, steps: [], around };
}
