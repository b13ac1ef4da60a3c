/** The steps of a list and those inside them, as a run comes to them. */
import type { Connector as Manifest, Step } from "../../../schemas/connector.types.js";
import type { Path } from "../../load/source.js";

export type Procedures = NonNullable<Manifest["procedures"]>;

/** A step, and where it stands. */
export interface PlacedStep {
  readonly path: Path;
  readonly step: Step;
}

/**
 * The steps of groups and of procedures come behind the step that takes them, those that take a request back behind the request.
 *
 * @param doing the procedures that are being taken: one that takes itself is taken once
 */
export function* stepsOf(
  path: Path,
  steps: readonly Step[] | undefined,
  procedures: Procedures,
  doing: readonly string[] = [],
): Generator<PlacedStep> {
  for (const [index, step] of (steps ?? []).entries()) {
    const at = [...path, index];
    yield { path: at, step };
    yield* stepsOf([...at, "steps"], step.steps, procedures, doing);
    yield* stepsOf([...at, "undo"], step.undo, procedures, doing);
    const { do: name } = step;
    if (name === undefined || doing.includes(name) || !Object.hasOwn(procedures, name)) continue;
    yield* stepsOf(["procedures", name], procedures[name], procedures, [...doing, name]);
  }
}
