/** A pull reads. Where one of its requests may do more, the manifest has to say whether it does: dry runs send what only reads. */
import type { Connector as Manifest } from "../../../schemas/connector.types.js";
import { methodOf } from "../method.js";
import { stepsOf } from "./step-list.js";
import { type Findings, tellKey } from "./tell.js";

/** Finds requests of pulls that are neither `get` nor `post`, and do not say what they do. */
export function checkPullWrites(to: Findings, { entities, procedures = {} }: Manifest): void {
  for (const [name, { pull }] of Object.entries(entities))
    for (const part of ["once", "lookups", "each"] as const)
      for (const { path, step } of stepsOf(["entities", name, "pull", part], pull?.[part], procedures)) {
        const method = methodOf(step);
        const isTold = step.reads !== undefined || step.undo !== undefined || path.includes("undo");
        if (method === undefined || method === "get" || method === "post" || isTold) continue;
        const hint =
          "Write `reads: true` where it changes nothing and the records need it, else `reads: false`.";
        tellKey(to, [...path, method], "pull-writes", { method }, hint);
      }
}
