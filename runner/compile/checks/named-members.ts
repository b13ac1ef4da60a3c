/** Parameters that name members of the item (`member_of: item`): a name that no item has would leave everything as it is, without a word. */
import type { Parameters } from "../../../schemas/connector.types.js";
import type { Path } from "../../load/source.js";
import { type ObjectType, partsOf, type Type } from "../../typing/type.js";
import { suggest } from "../../validate/nearest.js";
import { isTemplate } from "../text.js";
import { type Findings, tellValue } from "./tell.js";

/**
 * Finds names of members that the item does not have.
 *
 * @param path where the values stand
 */
export function checkNamedMembers(
  to: Findings,
  path: Path,
  given: unknown,
  declared: Parameters | undefined,
  item: Type,
): void {
  const [only, second] = partsOf(item).filter((part): part is ObjectType => part.kind === "object");
  if (!only || second || only.rest || given === null || typeof given !== "object") return;
  const members = Object.keys(only.members);
  for (const [name, values] of Object.entries(given)) {
    if (declared?.properties[name]?.items?.member_of !== "item" || !Array.isArray(values)) continue;
    for (const [index, value] of values.entries()) {
      if (typeof value !== "string" || isTemplate(value) || members.includes(value)) continue;
      const what = only.label ?? "the item";
      tellValue(
        to,
        [...path, name, index],
        "unknown-member-name",
        { what, name: value },
        suggest(value, members, "Members"),
      );
    }
  }
}
