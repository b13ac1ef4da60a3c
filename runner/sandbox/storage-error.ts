/** How file storage says no: in XML, whoever's files it keeps. */
import type { Answer } from "./exchange.js";

/** `more` is XML that stands after the message. */
export function storageError(status: number, code: string, message: string, more = ""): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message>${more}</Error>`;
  return { status, headers: { "Content-Type": "application/xml" }, body };
}

/** What a fault switch makes storage answer. */
export function storageRefusal(status: number): Answer {
  return status === 503
    ? storageError(status, "SlowDown", "Please reduce your request rate.")
    : storageError(status, "InternalError", "We encountered an internal error. Please try again.");
}
