/** How an answer is read, as a manifest says it, and what its body can be then. */
import type { CsvForm, Read } from "../../schemas/connector.types.js";
import { finding } from "../faults/findings/finding.js";
import type { Packing } from "../http/decoders/unpack.js";
import { locateValue, type Path } from "../load/source.js";
import {
  anyObject,
  anything,
  list,
  nothing,
  object,
  optional,
  type Type,
  text,
  union,
  whole,
} from "../typing/type.js";
import { answerTo } from "./described.js";
import type { RequestPlan } from "./plan.js";
import type { Own, Slots } from "./slots.js";
import { type Wanted, whatever } from "./wanted.js";

/** What a request says of its answer. */
export interface ReadingText {
  readonly read?: Read | undefined;
  readonly unpack?: Packing | undefined;
  readonly accept?: string | undefined;
}

/** The names of a response slot. */
export const responseNames: Readonly<Record<string, Type>> = {
  status: { ...whole, maximum: 599 },
  headers: { kind: "object", members: {}, rest: optional(text), label: "the headers" },
  body: anything,
  url: text,
};

/** The names of a slot that sees answers which were accepted. */
export function answerNames(request: ReadingText, own: Own): Readonly<Record<string, Type>> {
  return { ...responseNames, body: bodyType(request, own) };
}

/** What the body of an answer is that was accepted: one that is no success is JSON or a text, however it would have been read. */
export function bodyType(request: ReadingText, { described, baseUrl }: Own): Type {
  const { read = "json", accept, unpack } = request;
  // What is described beside the manifest is JSON.
  if (described && read === "json" && unpack === undefined)
    return answerTo(described, request, baseUrl, accept !== undefined);
  if (accept !== undefined) return anything;
  if (typeof read === "object") return read.csv ? table(read.csv) : anything;
  switch (read) {
    case "text":
      return text;
    case "csv":
      return table({});
    case "ndjson":
      return list(anything);
    case "nothing":
      return nothing;
    default:
      return anything;
  }
}

/** A list of lines; which columns there are is known where the manifest names them. */
function table({ columns }: CsvForm): Type {
  if (columns) return list(object(Object.fromEntries(columns.map((name) => [name, text]))));
  return list({ kind: "object", members: {}, rest: optional(text) });
}

/** How the answer of a request is read. */
export function readingOf(
  slots: Slots,
  path: Path,
  { read = "json", unpack }: ReadingText,
): Pick<RequestPlan, "read" | "form" | "unpack"> {
  if (unpack !== undefined && UNPACKED.every((word) => word !== read) && typeof read === "string") {
    const location = locateValue(slots.source, [...path, "unpack"]);
    slots.findings.push(finding("unpacked-unread", { read }, { location }));
  }
  if (typeof read === "string") return { read, unpack };
  return read.xml ? { read: "xml", form: read.xml, unpack } : { read: "csv", form: read.csv, unpack };
}

/** What can be in a packed answer. */
const UNPACKED = ["json", "text", "file", "csv", "ndjson", "xml"];

/** What the value of a body has to be. */
export function wantedOfBody(kind: string): Wanted {
  if (kind === "text") return { type: union(text), name: "the text of a body" };
  // A text would be sent in quotes, as a text that holds JSON.
  return kind === "json" ? { type: union(anyObject, list(anything)), name: "the body" } : whatever;
}
