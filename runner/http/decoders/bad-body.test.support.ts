/** For tests: whether an error says that a body is not what it should be. */
import { Fault } from "../../faults/fault.js";

export const isBad =
  (said: RegExp, hint = /^/) =>
  (error: unknown): boolean =>
    error instanceof Fault &&
    error.code === "HTTP_BAD_BODY" &&
    said.test(error.message) &&
    hint.test(error.hint ?? "");
