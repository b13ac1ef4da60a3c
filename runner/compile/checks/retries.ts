/** When a request is asked again, tried on answers that every manifest knows: a success is never asked again, and a wait is a time ahead. */
import type { Connector as Manifest } from "../../../schemas/connector.types.js";
import type { Evaluate } from "../slots.js";
import { isTrue } from "../truth.js";
import { type Findings, tellValue } from "./tell.js";

/** A success without anything in it. */
const SUCCESS = { status: 200, headers: {}, body: {} };

/** @param when the compiled `retry.when` */
export function checkRetries(to: Findings, { http, sessions }: Manifest, when: Evaluate | undefined): void {
  if (when && holdsFor(when)) {
    const said = "a success is asked for again: this holds for the status 200";
    tellValue(
      to,
      ["http", "retry", "when"],
      "retry-unfit",
      { said },
      "Name the status: `status = 403 and …`.",
    );
  }
  if (/^\s*-\s*\d/.test(http.retry?.wait ?? "")) {
    const said = "nobody can wait for less than no time";
    tellValue(
      to,
      ["http", "retry", "wait"],
      "retry-unfit",
      { said },
      "Give seconds, e.g. from a header of the answer.",
    );
  }
  for (const [name, { renew_if: renewIf }] of Object.entries(sessions ?? {}))
    if (
      /^\s*status\s*(?:>=\s*[12]\d\d|>\s*[01]?\d\d|<\s*[3-9]\d\d|<=\s*[2-9]\d\d|=\s*2\d\d|!=\s*[345]\d\d)\s*$/.test(
        renewIf ?? "",
      )
    ) {
      const said = "a success logs in again: this holds for the status 200";
      tellValue(
        to,
        ["sessions", name, "renew_if"],
        "retry-unfit",
        { said },
        "Write `renew_if: status = 401`.",
      );
    }
}

function holdsFor(when: Evaluate): boolean {
  try {
    return isTrue(when(SUCCESS));
  } catch {
    // What cannot be said of such an answer is said of another one.
    return false;
  }
}
