/** Creations that say they may be done again, and neither look first nor ask whether they were begun: done again, they would be there twice. */
import type { Connector as Manifest, Step } from "../../../schemas/connector.types.js";
import type { Path } from "../../load/source.js";
import { methodOf } from "../method.js";
import { isTemplate } from "../text.js";
import { stepsOf } from "./step-list.js";
import { type Findings, tellValue } from "./tell.js";

/** What stands for the request in a system that knows it again. */
const KNOWN_AGAIN = /idempoten|upsert|dedup|unique|external_?id|request_?id/i;

/** A request to where all are kept, not to the place of one. */
function isCreation(step: Step): boolean {
  const isNew = methodOf(step) === "post" || (step.put !== undefined && !isTemplate(step.put));
  return isNew && step.records === undefined;
}

/** A request that may find what was created before; a file that is fetched is none. */
function isLook(step: Step): boolean {
  return methodOf(step) !== undefined && step.read !== "file" && step.credentials !== "none";
}

export function checkUnguarded(to: Findings, { entities, procedures = {} }: Manifest): void {
  for (const [name, { push }] of Object.entries(entities)) {
    const { idempotent, each } = push?.create ?? {};
    if (!idempotent) continue;
    const path: Path = ["entities", name, "push", "create"];
    const steps = [...stepsOf([...path, "each"], each, procedures)].map(({ step }) => step);
    const first = steps.findIndex(isCreation);
    const before = steps.slice(0, first);
    const looks = before.some((step) => isLook(step) || step.skip !== undefined);
    if (first < 0 || looks || /\binterrupted\b/.test(JSON.stringify(steps))) continue;
    if (KNOWN_AGAIN.test(JSON.stringify(steps[first]))) continue;
    tellValue(
      to,
      [...path, "idempotent"],
      "idempotent-unfounded",
      {},
      "Write `idempotent: false`, or look first whether it is there.",
    );
  }
}
