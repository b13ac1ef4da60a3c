/** How a described system says no: in the form of its errors. */
import { STATUS_CODES } from "node:http";
import { type Answer, Refusal } from "../exchange.js";
import type { Description } from "./description.js";
import { textOf } from "./render.js";
import type { Scope } from "./scope.js";

/** Makes an error answer; without a message it is the one that the description has for the status. */
export type SayNo = (status: number, message?: string) => Answer;

/** Ends a request with an error answer. */
export type Refuse = (status: number, message?: string) => Refusal;

export function sayNo({ data, errors }: Description, scope: Scope): SayNo {
  return (status, given) => {
    const title = STATUS_CODES[status] ?? "Error";
    const message = given || data.errors?.messages?.[String(status)] || title;
    const seen = { ...scope, status, title, message };
    return jsonAnswer(status, errors.body(seen), errors.headers(seen));
  };
}

export function refuses(no: SayNo): Refuse {
  return (status, message) => new Refusal(no(status, message));
}

/** JSON with headers as a description gives them; texts stay texts where a header says that they are no JSON. */
export function jsonAnswer(status: number, body: unknown, headers: unknown): Answer {
  const all = headersOf(headers);
  const type = Object.entries(all).find(([name]) => name.toLowerCase() === "content-type")?.[1];
  if (body === undefined) return { status, headers: all, body: "" };
  const isPlain = typeof body === "string" && type !== undefined && !type.includes("json");
  const typed: Record<string, string> =
    type === undefined ? { "Content-Type": "application/json; charset=utf-8" } : {};
  return { status, headers: { ...typed, ...all }, body: isPlain ? body : JSON.stringify(body) };
}

/** Rendered headers; one without a value is left out, as `Retry-After` is where nobody has to wait. */
export function headersOf(rendered: unknown): Record<string, string> {
  const texts = Object.entries((rendered ?? {}) as Record<string, unknown>).map(
    ([name, value]) => [name, textOf(value)] as const,
  );
  return Object.fromEntries(texts.filter(([, text]) => text !== ""));
}
