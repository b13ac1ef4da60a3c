/** Places whose input is one value, which is then sought in itself under a name: `record.state` where the record is the input. */
import type { Path } from "../../load/source.js";
import { partsOf, type Type } from "../../typing/type.js";
import { readingsOf } from "./readings.js";
import { type Findings, tellValue } from "./tell.js";

/**
 * Finds names of other places in an expression whose input is one value.
 *
 * @param input its type, and what it is called
 * @param names those that mean something elsewhere
 * @param variables those that are variables here
 */
export function checkInputNames(
  to: Findings,
  path: Path,
  text: string | undefined,
  input: { readonly type: Type; readonly name: string },
  names: readonly string[],
  variables: readonly string[] = [],
): void {
  // Where all members are known, a name that is none of them is told as such.
  if (text === undefined || partsOf(input.type).some((part) => part.kind === "object" && !part.rest)) return;
  const has = (name: string) =>
    partsOf(input.type).some((part) => part.kind === "object" && Object.hasOwn(part.members, name));
  const heads = new Set([...readingsOf({ text, kind: "expression" })].map((one) => one.split(".")[0] ?? ""));
  for (const name of [...variables, ...names])
    if (heads.has(name) && !has(name)) {
      const hint = variables.includes(name)
        ? `Write \`$${name}\`.`
        : `Leave out \`${name}.\`, or name what is there.`;
      tellValue(to, path, "input-by-name", { name, input: input.name }, hint);
      return;
    }
}
