/** A request that is sent again until an expression holds: an export that is made on demand, compiled. */
import type { Step } from "../../schemas/connector.types.js";
import { finding } from "../faults/findings/finding.js";
import { locateKey, type Path } from "../load/source.js";
import { object } from "../typing/type.js";
import { milliseconds } from "./duration.js";
import type { Names } from "./known-names.js";
import { checkJudgement } from "./outgoing.js";
import type { UntilPlan } from "./plan.js";
import type { Slots } from "./slots.js";

/** What stands where nothing is said. */
const EVERY = "5s";
const AT_MOST = "10m";
const BESIDE = ["every", "at_most", "fail_if"] as const;

/** @param names what an answer's slots see */
export function compileUntil(slots: Slots, path: Path, step: Step, names: Names): UntilPlan | undefined {
  const tell = (key: string, said: string, hint: string) =>
    slots.findings.push(
      finding("until-misused", { said }, { hint, location: locateKey(slots.source, [...path, key]) }),
    );
  const { until, every = EVERY, at_most = AT_MOST, fail_if: fails } = step;
  if (until === undefined) {
    for (const key of BESIDE)
      if (step[key] !== undefined)
        tell(key, `\`${key}\` says nothing without \`until\``, "Say when it is ready: `until: …`.");
    return undefined;
  }
  if (step.records !== undefined)
    tell("until", "a list is not asked again until something holds", "Ask in a step before it.");
  if (milliseconds(every) >= milliseconds(at_most))
    tell(
      "every",
      "it is asked once: `every` is not below `at_most`",
      "Ask more often, or for a longer time.",
    );
  const input = object(names);
  return {
    until: slots.expression([...path, "until"], until, input, checkJudgement),
    failIf:
      fails === undefined ? undefined : slots.expression([...path, "fail_if"], fails, input, checkJudgement),
    everyMs: milliseconds(every),
    atMostMs: milliseconds(at_most),
    atMost: at_most,
  };
}
