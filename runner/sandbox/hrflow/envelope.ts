/** The one shape of every HrFlow.ai answer, with the bare content type that its clients insist on. */
import { type Answer, Refusal } from "../exchange.js";

/** `data` and `meta` are JSON text; left out when undefined. */
export function envelope(code: number, message: string, data?: string, meta?: string): Answer {
  const head = `{"code":${code},"message":${JSON.stringify(message)}`;
  const body = `${head}${data === undefined ? "" : `,"data":${data}`}${meta === undefined ? "" : `,"meta":${meta}`}}`;
  return { status: code, headers: { "Content-Type": "application/json" }, body };
}

export const badRequest = (message: string) => new Refusal(envelope(400, message));

/** A miss is a 400 without data, not a 404. */
export const notFound = (object: "source" | "board" | "profile" | "job") =>
  badRequest(`Invalid parameters. Unable to find object: ${object}`);

/** References are taken once in each source and board. */
export const duplicate = (object: "profile" | "job", reference: string) =>
  badRequest(`Invalid parameters. A ${object} with this reference already exists: ${reference}`);
