/** `batch` of an operation: many items in one request, and what its answer says of each. */
import type { Batch } from "../../schemas/connector.types.js";
import { finding } from "../faults/findings/finding.js";
import { locateKey, type Path } from "../load/source.js";
import { anything, list, object, type Type } from "../typing/type.js";
import { milliseconds } from "./duration.js";
import type { Names } from "./known-names.js";
import { methodOf } from "./method.js";
import type { BatchPlan } from "./plan.js";
import { answerNames } from "./reading.js";
import { readsName } from "./reads.js";
import type { Slots } from "./slots.js";
import { compileRequest } from "./steps.js";

/** @param known the names behind `once` and behind `each`, and the type of an item */
export function compileBatch(
  slots: Slots,
  path: Path,
  text: Batch,
  known: { readonly once: Names; readonly each: Names; readonly item: Type },
  hidden: Names,
): BatchPlan {
  const optional = (key: "item" | "key" | "accepted" | "message", input: Type) => {
    const given = text[key];
    return given === undefined ? undefined : slots.typed([...path, key], given, input);
  };
  const item = optional("item", object(known.each));
  const names = { ...known.once, items: list(item ? (item.typed?.type ?? anything) : known.item) };
  const tell = (code: "no-request" | "batch-without-items", hint: string) =>
    slots.findings.push(finding(code, {}, { hint, location: locateKey(slots.source, path) }));
  if (!methodOf(text)) tell("no-request", "Write `post:` and a path.");
  else if (!readsName([text.json, text.query], ["items"]))
    tell("batch-without-items", 'Send them, e.g. `json: { people: "${ items }" }`.');
  return {
    size: text.size,
    waitMs: milliseconds(text.wait ?? "1s"),
    item: item?.evaluate,
    request: compileRequest(slots, path, text, names, hidden),
    results: slots.expression(
      [...path, "results"],
      text.results,
      object({ ...names, ...answerNames(text, slots.own) }),
    ),
    key: optional("key", anything)?.evaluate,
    accepted: optional("accepted", anything)?.evaluate,
    message: optional("message", anything)?.evaluate,
  };
}
