/** `batch` of an operation: many items in one request, and what its answer says of each. */
import type { Batch } from "../../schemas/connector.types.js";
import { finding } from "../faults/findings/finding.js";
import { locateKey, type Path } from "../load/source.js";
import { element } from "../typing/member.js";
import { anything, list, object, type Type } from "../typing/type.js";
import { checkInputNames } from "./checks/input-names.js";
import { checkKey } from "./checks/key-type.js";
import { milliseconds } from "./duration.js";
import type { Check } from "./expression.js";
import type { Names } from "./known-names.js";
import { methodOf } from "./method.js";
import { checkJudgement, checkRecords } from "./outgoing.js";
import type { BatchPlan } from "./plan.js";
import { answerNames } from "./reading.js";
import { readsName } from "./reads.js";
import type { Slots } from "./slots.js";
import { compileRequest } from "./steps.js";

/** Names that a result does not have. */
const OF_STEPS = ["item", "items", "body", "headers", "parameters"];

/** @param known the names behind `once` and behind `each`, and the type of an item */
export function compileBatch(
  slots: Slots,
  path: Path,
  text: Batch,
  known: { readonly once: Names; readonly each: Names; readonly item: Type },
  hidden: Names,
): BatchPlan {
  const optional = (key: "item" | "key" | "accepted" | "message", input: Type, check?: Check) => {
    const given = text[key];
    return given === undefined ? undefined : slots.typed([...path, key], given, input, check);
  };
  const item = optional("item", object(known.each));
  const names = { ...known.once, items: list(item ? (item.typed?.type ?? anything) : known.item) };
  const tell = (code: "no-request" | "batch-without-items", hint: string) =>
    slots.findings.push(finding(code, {}, { hint, location: locateKey(slots.source, path) }));
  if (!methodOf(text)) tell("no-request", "Write `post:` and a path.");
  else if (!readsName([text.json, text.query], ["items"]))
    tell("batch-without-items", 'Send them, e.g. `json: { people: "${ items }" }`.');
  const { evaluate: results, typed } = slots.typed(
    [...path, "results"],
    text.results,
    object({ ...names, ...answerNames(text, slots.own) }),
    checkRecords,
  );
  const result = element(typed?.type ?? anything);
  for (const key of ["key", "accepted", "message"] as const)
    checkInputNames(slots, [...path, key], text[key], { type: result, name: "the result" }, OF_STEPS);
  return {
    size: text.size,
    waitMs: milliseconds(text.wait ?? "1s"),
    item: item?.evaluate,
    request: compileRequest(slots, path, text, names, hidden),
    results,
    key: optional("key", result, checkKey(text.key ?? "", anything))?.evaluate,
    accepted: optional("accepted", result, checkJudgement)?.evaluate,
    message: optional("message", result)?.evaluate,
  };
}
