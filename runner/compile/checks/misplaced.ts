/** Steps that say what becomes of a record, where there is none: they would do nothing, and nobody would notice. */
import type { Connector as Manifest, Step } from "../../../schemas/connector.types.js";
import type { Path } from "../../load/source.js";
import { stepsOf } from "./step-list.js";
import { type Findings, tellKey } from "./tell.js";

/** Finds `record` and `drop` outside `pull.each`. */
export function checkMisplaced(
  to: Findings,
  { sessions, entities, actions, procedures = {} }: Manifest,
): void {
  const look = (path: Path, steps: readonly Step[] | undefined) => {
    for (const { path: at, step } of stepsOf(path, steps, procedures))
      for (const name of ["record", "drop"] as const)
        if (step[name] !== undefined) tellKey(to, [...at, name], "step-without-record", { name });
  };
  for (const [name, { steps }] of Object.entries(sessions ?? {})) look(["sessions", name, "steps"], steps);
  for (const [name, { callback }] of Object.entries(actions ?? {}))
    look(["actions", name, "callback", "steps"], callback?.steps);
  for (const [name, { pull, push }] of Object.entries(entities)) {
    const path: Path = ["entities", name];
    for (const part of ["once", "lookups"] as const) look([...path, "pull", part], pull?.[part]);
    for (const [operation, one] of Object.entries(push ?? {}))
      for (const part of ["once", "each", "after"] as const)
        look([...path, "push", operation, part], one[part]);
  }
}
