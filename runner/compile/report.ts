/** What an action brings besides its entity: an event that starts it, and a callback that follows it. */
import { fit } from "../typing/fit.js";
import { anything, list } from "../typing/type.js";
import { parameterType } from "./connector.js";
import type { Check } from "./expression.js";
import type { Preset } from "./flow.js";
import type { Names } from "./known-names.js";
import { seenIn } from "./modes.js";
import type { ReportPlan, SidePlan } from "./plan.js";
import { resultType } from "./result-type.js";
import { sessionsOf } from "./session.js";
import type { Evaluate } from "./slots.js";
import { compileSteps } from "./steps.js";

/** The expression from the body of an event to pull parameters. */
export function compileEvent({ connector, name, action }: Preset): Evaluate | undefined {
  if (action.event === undefined) return undefined;
  const pull = connector.manifest.entities[action.entity]?.pull;
  // What the origin takes is known where it is this connector; what is required may stand in the pipeline.
  const wanted =
    pull && action.direction === "inbound" ? { ...parameterType(pull.parameters), required: [] } : anything;
  const check: Check = ({ type, start }) => fit(type, wanted, "what an event gives", start);
  return connector.slots.typed(["actions", name, "event"], action.event, anything, check).evaluate;
}

/** The callback that an action brings. */
export function compileReport({ connector, name, action }: Preset, side: SidePlan): ReportPlan | undefined {
  if (!action.callback) return undefined;
  const path = ["actions", name, "callback"];
  const { sessions, hidden, account } = sessionsOf(connector, path, action.callback.session);
  const origin = connector.manifest.entities[action.entity];
  const names: Names = {
    ...account,
    result: resultType,
    items: list(anything),
    parameters: parameterType(origin?.pull && seenIn(origin.pull, action.mode)),
  };
  const { steps } = compileSteps(connector.slots, [...path, "steps"], action.callback.steps, names, hidden);
  return { side, sessions, steps };
}
