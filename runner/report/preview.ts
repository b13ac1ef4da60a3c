/** Shows what a run would do with a record: as a page for people, or as a line for programs. Nothing of it shows a credential (I6). */
import { harmless, palette, plain } from "../faults/render.js";
import type { Previewed, SeenRequest } from "../types.js";
import { jsonLine } from "./json.js";
import type { Redactor } from "./redact.js";
import { type ShownBody, type ShownRequest, shownRequest } from "./trace/masked.js";

/** What a logic made of a record. */
export interface LogicResult {
  /** The logic as it is written. */
  readonly logic: string;
  readonly result: "kept" | "discarded" | "replaced";
  /** The record after a logic that replaced it. */
  readonly record?: unknown;
}

/** One record on its way. */
export interface PreviewOf extends Previewed {
  /** From 1. */
  readonly ordinal: number;
  readonly logics: readonly LogicResult[];
  /** What was asked of the origin since the record before, of whichever record. */
  readonly asked: readonly SeenRequest[];
}

/** One line of JSON, without a newline. */
export function previewLine(one: PreviewOf, redactor: Redactor): string {
  const { ordinal, entry, logics, remarks } = one;
  const shown = (requests: readonly SeenRequest[]) =>
    requests.map((seen) => ({
      ...shownOf(seen, redactor),
      sent: seen.isSent,
      ...(seen.status === undefined ? {} : { status: seen.status }),
    }));
  const fault = one.fault ?? entry.outcome?.fault;
  const told = {
    ...{ preview: ordinal, key: entry.key, pulled: entry.pulled, logics, item: entry.item },
    outcome: entry.outcome?.bucket,
    error: fault && { code: fault.code, message: fault.message },
    ...{ requests: shown(one.requests), remarks, origin_requests: shown(one.asked) },
  };
  return jsonLine(told, redactor);
}

/** A page of text, with a newline at the end. */
export function previewPage(one: PreviewOf, redactor: Redactor, color: boolean): string {
  const { bold, dim, red, yellow } = palette(color);
  const { ordinal, entry, logics } = one;
  const say = (text: string) => plain(redactor.mask(text));
  const lines = [
    bold(`${ordinal}. record ${entry.key === undefined ? "without a key" : say(String(entry.key))}`),
  ];
  const block = (title: string, value: unknown) => lines.push(dim(title), ...json(value, redactor));
  block("as it was pulled", entry.pulled ?? entry.record);
  if (one.asked.length > 0) lines.push(dim("asked of the origin"));
  for (const seen of one.asked) lines.push(...requestLines(seen, redactor, color));
  for (const [index, { logic, result, record }] of logics.entries()) {
    lines.push(
      `${dim(`logic ${index + 1}`)} ${say(logic)} ${dim("→")} ${result === "kept" ? result : yellow(result)}`,
    );
    if (result === "replaced") lines.push(...json(record, redactor));
  }
  if (entry.item !== undefined) block("as an item", entry.item);
  const fault = one.fault ?? entry.outcome?.fault;
  if (fault) lines.push(red(`${entry.outcome?.bucket ?? "write_failure"}: ${say(fault.message)}`));
  if (fault?.hint) lines.push(`  hint: ${say(fault.hint)}`);
  if (one.requests.length > 0) lines.push(dim("requests"));
  for (const seen of one.requests) lines.push(...requestLines(seen, redactor, color));
  for (const remark of one.remarks) lines.push(`  ${say(remark)}`);
  return `${lines.join("\n")}\n\n`;
}

/** What was asked of the origin behind the last record; empty where that is nothing. */
export function askedPage(asked: readonly SeenRequest[], redactor: Redactor, color: boolean): string {
  if (asked.length === 0) return "";
  const lines = asked.flatMap((seen) => requestLines(seen, redactor, color));
  return `${[palette(color).dim("asked of the origin besides"), ...lines].join("\n")}\n\n`;
}

function requestLines(seen: SeenRequest, redactor: Redactor, color: boolean): string[] {
  const { bold, dim, yellow } = palette(color);
  const shown = shownOf(seen, redactor);
  const end = seen.isSent ? dim(`asked: ${seen.status ?? "refused"}`) : yellow("not sent");
  const head = `  ${bold(shown.method)} ${plain(shown.url, 2000)}  ${end}`;
  // What only reads is told in a line; of any other it matters what it says.
  if (seen.isSent && shown.method === "GET") return [head];
  const headers = Object.entries(shown.headers).map(([name, value]) => `    ${plain(name)}: ${plain(value)}`);
  return [head, ...headers, ...bodyLines(shown.body)];
}

function bodyLines(body: ShownBody | undefined): string[] {
  if (body === undefined) return [];
  if (!body.parts)
    return indented(body.type.includes("json") ? indentedJson(body.text ?? "") : (body.text ?? ""));
  return body.parts.map((part) =>
    plain(
      "value" in part
        ? `    ${part.name} = ${part.value}`
        : `    ${part.name} = file ${part.filename}, ${part.size} bytes${part.content_type ? `, ${part.content_type}` : ""}`,
      2000,
    ),
  );
}

function shownOf({ request }: SeenRequest, redactor: Redactor): ShownRequest {
  const headers = {
    ...request.headers,
    ...(request.body ? { "Content-Type": request.body.contentType } : {}),
  };
  const all = { ...request, body: request.body, headers, isLogIn: false, hidesPath: false };
  return shownRequest(all, redactor, LONGEST_BODY);
}

const LONGEST_BODY = 1024 * 1024;
/** So many lines of one value are shown on a page. */
const MOST_LINES = 80;

function json(value: unknown, { mask }: Redactor): string[] {
  return indented(mask(JSON.stringify(value, null, 2) ?? "nothing"));
}

function indentedJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function indented(text: string): string[] {
  const all = harmless(text).split("\n");
  const more = all.length - MOST_LINES;
  const rest = more > 0 ? [`… ${more} more lines (--json shows all)`] : [];
  return [...all.slice(0, MOST_LINES), ...rest].map((line) => `    ${line}`);
}
