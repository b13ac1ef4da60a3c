/** How the records of an entity are listed, compiled with the names that each slot can see. */
import type { List, Pull } from "../../schemas/connector.types.js";
import { finding } from "../faults/findings/finding.js";
import { locateKey, locateValue, type Path } from "../load/source.js";
import { fit } from "../typing/fit.js";
import { element } from "../typing/member.js";
import { anything, called, number, object, optional, type Type } from "../typing/type.js";
import { checkInputNames } from "./checks/input-names.js";
import { countsPages } from "./counting.js";
import type { Check } from "./expression.js";
import type { Names } from "./known-names.js";
import { methodOf } from "./method.js";
import { checkCondition, checkList } from "./outgoing.js";
import type { ListPart, ListPlan } from "./plan.js";
import { answerNames, responseNames } from "./reading.js";
import { pageType } from "./scope-types.js";
import type { Slots } from "./slots.js";
import { compilePaging, compileRequest } from "./steps.js";

/** The names that the parts of a list give, and how their elements are found. */
export interface PartsPlan {
  readonly parts: readonly ListPart[];
  readonly names: Names;
}

/**
 * @param names what the first `for` sees; each that follows sees the elements of those before it, too
 * @param bound what the bounds of a window are
 */
export function compileParts(slots: Slots, path: Path, list: List, names: Names, bound: Type): PartsPlan {
  let given: Names =
    list.window === undefined ? {} : { window: called(object({ from: bound, to: bound }), "`window`") };
  const parts = Object.entries(list.for ?? {}).map(([name, text]) => {
    const input = object({ ...names, ...given });
    const { evaluate, typed } = slots.typed([...path, "for", name], text, input, checkList);
    given = { ...given, [name]: element(typed?.type ?? anything) };
    return { name, list: evaluate };
  });
  return { parts, names: given };
}

/** The parts of a request that a list may have. */
const ASKED = ["query", "headers", "json", "read", "first", "next", "total", "accept"] as const;

/**
 * @param record what `filter` looks at
 * @param names what the list sees: what stands before it, the elements of its parts, the cursor
 * @param parts what its parts give
 */
export function compileList(
  slots: Slots,
  path: Path,
  pull: Pull,
  record: Type,
  names: Names,
  { parts, names: elements }: PartsPlan,
  hidden: Names,
): ListPlan {
  const { list } = pull;
  const { filter, limit, total } = list;
  const { parameters = anything, mode = anything, cursor } = names;
  const variables = { parameters, mode, ...(cursor ? { cursor } : {}), ...elements };
  const input = { type: record, name: "the record" };
  checkInputNames(slots, [...path, "filter"], filter, input, OF_STEPS, Object.keys(variables));
  const own = {
    parts,
    filter:
      filter === undefined
        ? undefined
        : slots.seeing(variables).typed([...path, "filter"], filter, record, checkCondition).evaluate,
    limit:
      limit === undefined
        ? undefined
        : slots.expression([...path, "limit"], limit, object(names), checkLimit),
    mayShift: list.may_shift ?? false,
  };
  if (!methodOf(list)) {
    const isAsked = ASKED.some((key) => list[key] !== undefined);
    if (isAsked) tellNoRequest(slots, path);
    const seen = isAsked ? { ...names, page: anything, ...responseNames } : names;
    const records = slots.expression([...path, "records"], list.records, object(seen));
    return { ...own, ...NO_PAGES, records, request: undefined, total: undefined };
  }
  checkCounted(slots, path, list);
  const page = pageType(slots, list, { ...names, ...answerNames(list, slots.own) });
  const paged: Names = { ...names, page };
  const answer: Type = object({ ...paged, ...answerNames(list, slots.own) });
  return {
    ...own,
    ...compilePaging(slots, path, list, paged),
    request: compileRequest(slots, path, list, paged, hidden),
    total: total === undefined ? undefined : slots.expression([...path, "total"], total, answer),
  };
}

/** Names that a filter does not have. */
const OF_STEPS = ["record", "body", "auth"];

/** So many records at most. */
const checkLimit: Check = ({ type, start }) => fit(type, optional(number), "`limit`", start);

const NO_PAGES = { first: undefined, next: undefined, nextIs: "page" } as const;

function tellNoRequest(slots: Slots, path: Path): void {
  const location = locateKey(slots.source, path);
  const hint = "Write `get:` or `post:` and a path. A list of what is known already has `records` alone.";
  slots.findings.push(finding("no-request", {}, { hint, location }));
}

/** Pages that are counted on are counted; a cursor or a link may be anything, and only its author knows. */
function checkCounted(slots: Slots, path: Path, list: List): void {
  if (!countsPages(list.next ?? "") || list.may_shift) return;
  const location = locateValue(slots.source, [...path, "next"]);
  const hint =
    "Add `may_shift: true` to the list, so that its users are told; better, give `cursor` an ascending `order` and `seek: true`.";
  slots.findings.push(finding("counted-pages", {}, { hint, location }));
}
