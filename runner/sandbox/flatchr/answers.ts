/** The answers of Flatchr: bare JSON when all is well, the error objects of its server framework when not. */
import { type Answer, Refusal } from "../exchange.js";

/** `body` is JSON text. */
export function flatchrJson(status: number, body: string): Answer {
  return { status, headers: { "Content-Type": "application/json; charset=utf-8" }, body };
}

const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

export function flatchrError(statusCode: number, message?: string): Answer {
  const error = titles[statusCode] ?? "Error";
  return flatchrJson(statusCode, JSON.stringify({ statusCode, error, message: message ?? error }));
}

/** Ends a request with an error answer. */
export const flatchrRefusal = (status: number, message: string) => new Refusal(flatchrError(status, message));
