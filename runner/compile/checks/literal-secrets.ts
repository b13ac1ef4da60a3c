/** Secrets that are written out in a pipeline: it is kept in Git, and read by everybody who reads that. */
import type { Fault } from "../../faults/fault.js";
import { finding } from "../../faults/findings/finding.js";
import { locateValue, type Source } from "../../load/source.js";
import { variableOf } from "../../load/variable.js";
import { isTemplate } from "../text.js";
import type { Block } from "../values.js";

/** What stands for a secret in an example: `key-123456`, `secret`, `changeme`. */
const PLACEHOLDER =
  /^(?:my|your|the|a|an|test|dummy|example|fake|invented|sandbox|api|some)?[-_ ]?(?:api[-_ ]?)?(?:key|secret|token|password|changeme|xxx+|\.\.\.|…)[-_ ]?(?:\d{0,8}|here)$/i;

/** Finds values of secret credentials that stand in the file itself. */
export function literalSecrets(source: Source, blocks: readonly Block[]): Fault[] {
  return blocks.flatMap(({ path, given, parameters, connector }) =>
    Object.entries(given).flatMap(([name, value]) => {
      if (parameters?.properties[name]?.writeOnly !== true || typeof value !== "string") return [];
      if (value === "" || isTemplate(value) || PLACEHOLDER.test(value)) return [];
      const { file, line, column } = locateValue(source, [...path, name]);
      const hint = `Take it from the environment: \`\${ env.${variableOf(connector, name)} }\`; the value belongs into no file that is kept.`;
      // The line is not shown: the secret stands in it.
      return [finding("secret-literal", { name }, { hint, location: { file, line, column } })];
    }),
  );
}
