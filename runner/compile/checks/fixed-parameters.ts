/** What an action fixes: parameters that are there, with values that they allow. */
import type { Action, Parameters } from "../../../schemas/connector.types.js";
import { checkSchema } from "../../validate/schema.js";
import { validator } from "../values.js";
import type { Findings } from "./tell.js";

/** Finds fixed parameters that the other side does not have, or that cannot have such a value. */
export function checkFixed(
  { source, findings }: Findings,
  name: string,
  action: Action,
  declared: { readonly pull: Parameters | undefined; readonly push: Parameters | undefined },
): void {
  for (const side of ["pull", "push"] as const) {
    const key = `${side}_parameters` as const;
    if (action[key] === undefined) continue;
    const properties = declared[side]?.properties ?? {};
    const part = { source, path: ["actions", name, key], value: action[key] };
    checkSchema(validator({ properties }), part, findings);
  }
}
