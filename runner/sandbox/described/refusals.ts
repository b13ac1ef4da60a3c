/** How a described system says no: in the form of its errors. */
import { STATUS_CODES } from "node:http";
import { type Answer, Refusal } from "../exchange.js";
import type { ErrorsPlan } from "./access.js";
import { textOf } from "./render.js";
import type { Scope } from "./scope.js";

/** What the sandbox refuses by itself; a description can have words of its own for each. */
export type Reason =
  | "route"
  | "parameter"
  | "member"
  | "body"
  | "invalid"
  | "missing"
  | "unique"
  | "sort"
  | "page"
  | "cursor"
  | "forged"
  | "expired";

/** What is known of a refusal besides its status. */
export interface Why {
  readonly reason?: Reason;
  /** What the message is where the description has no words for the reason. */
  readonly message?: string | undefined;
  readonly details?: unknown;
  /** The member or parameter that is refused, and what it holds. */
  readonly name?: string;
  readonly value?: unknown;
  /** Epoch ms, for a link that has expired. */
  readonly expires?: number;
  readonly now?: number;
}

/** Makes an error answer; without a message it is the one that the description has for the status. */
export type SayNo = (status: number, why?: Why) => Answer;

/** Ends a request with an error answer. */
export type Refuse = (status: number, why?: Why) => Refusal;

/** @param type the content type of answers */
export function sayNo(
  { data, body, headers, reasons }: ErrorsPlan,
  type: string | undefined,
  scope: Scope,
): SayNo {
  return (usual, { reason = "", message: given, details: known, ...more } = {}) => {
    const status = data?.reasons?.[reason]?.status ?? usual;
    const title = STATUS_CODES[status] ?? "Error";
    const words = reasons.get(reason);
    const seen = { ...scope, ...more, usual: given };
    const message = textOf(words?.message?.(seen)) || given || data?.messages?.[String(status)] || title;
    const details = words?.details(seen) ?? known;
    const said = { ...scope, status, title, message, details };
    return jsonAnswer(status, body(said), headers(said), type);
  };
}

export function refuses(no: SayNo): Refuse {
  return (status, why) => new Refusal(no(status, why));
}

/** JSON with headers as a description gives them; texts stay texts where a header says that they are no JSON. */
export function jsonAnswer(
  status: number,
  body: unknown,
  headers: unknown,
  usual = "application/json; charset=utf-8",
): Answer {
  const all = headersOf(headers);
  const type = Object.entries(all).find(([name]) => name.toLowerCase() === "content-type")?.[1];
  if (body === undefined) return { status, headers: all, body: "" };
  const isPlain = typeof body === "string" && type !== undefined && !type.includes("json");
  const typed: Record<string, string> = type === undefined ? { "Content-Type": usual } : {};
  return { status, headers: { ...typed, ...all }, body: isPlain ? body : JSON.stringify(body) };
}

/** Rendered headers; one without a value is left out, as `Retry-After` is where nobody has to wait. */
export function headersOf(rendered: unknown): Record<string, string> {
  const texts = Object.entries((rendered ?? {}) as Record<string, unknown>).map(
    ([name, value]) => [name, textOf(value)] as const,
  );
  return Object.fromEntries(texts.filter(([, text]) => text !== ""));
}
