/** Everything that can be found wrong before the first request: one row each, by a code that stays. */
import { addresses } from "./addresses.js";
import { allowances } from "./allowances.js";
import { beside } from "./beside.js";
import { expressions } from "./expressions.js";
import { fitting } from "./fitting.js";
import { items } from "./items.js";
import type { Kind } from "./kind.js";
import { lists } from "./lists.js";
import { meanings } from "./meanings.js";
import { names } from "./names.js";
import { requests } from "./requests.js";
import { secrets } from "./secrets.js";
import { sessions } from "./sessions.js";
import { unused } from "./unused.js";
import { values } from "./values.js";
import { yaml } from "./yaml.js";

export const findings = {
  ...{ ...yaml, ...values, ...names, ...requests, ...addresses, ...lists, ...sessions },
  ...{ ...expressions, ...meanings, ...unused, ...secrets, ...items, ...fitting, ...beside, ...allowances },
};

/** The code of a kind of finding. */
export type FindingCode = keyof typeof findings;

/** What the message of a finding is made of. */
export type Given<C extends FindingCode> = Parameters<(typeof findings)[C]["message"]>[0];

/** The row of a code; undefined where there is none. */
export function kindOf(code: string): Kind<never> | undefined {
  return Object.hasOwn(findings, code) ? (findings as Record<string, Kind<never>>)[code] : undefined;
}

/** True for the code of a finding that is told, and lets a run be. */
export function isDoubt(code: string | undefined): boolean {
  return code !== undefined && kindOf(code)?.stopsRuns === false;
}

/** True for the code of a finding that a comment with a reason allows. */
export function mayBeAllowed(code: string | undefined): boolean {
  return code !== undefined && kindOf(code)?.mayBeAllowed === true;
}
