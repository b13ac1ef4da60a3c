/** The callback of a pipeline file. */
import type { Pipeline } from "../../schemas/pipeline.types.js";
import { object, optional, type Type, text } from "../typing/type.js";
import { checkNamesAsTexts } from "./checks/names-as-texts.js";
import type { CallbackPlan } from "./plan.js";
import { resultType } from "./result-type.js";
import type { Slots } from "./slots.js";

const environment: Type = { kind: "object", members: {}, rest: optional(text) };

/** @returns undefined where there is none, or something that is none */
export function compileCallback(slots: Slots, { callback }: Pipeline): CallbackPlan | undefined {
  if (!callback || typeof callback !== "object" || Array.isArray(callback)) return undefined;
  const names = object({ env: environment, result: resultType });
  for (const key of ["headers", "json"] as const)
    checkNamesAsTexts(slots, ["callback", key], callback[key], Object.keys(names.members));
  return {
    address: slots.template(["callback", "post"], callback.post, names),
    headers: slots.template(["callback", "headers"], callback.headers ?? {}, names),
    json: slots.template(["callback", "json"], callback.json ?? {}, names),
  };
}
