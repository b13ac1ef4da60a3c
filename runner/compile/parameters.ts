/** The parameters that a manifest declares: whether a pipeline can satisfy them at all. */
import type { Connector as Manifest, Parameters } from "../../schemas/connector.types.js";
import type { Fault } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { locateValue, type Path, type Source } from "../load/source.js";
import { respelt, suggest } from "../validate/nearest.js";
import { checkSchema } from "../validate/schema.js";
import type { Slots } from "./slots.js";
import { validator } from "./values.js";

type Declared = readonly (readonly [Path, Parameters])[];

/** All parameters of a manifest, with the place where each set of them stands. */
function declared({ auth, entities, actions }: Manifest): Declared {
  const all: [Path, Parameters | undefined][] = [[["auth"], auth]];
  for (const [name, action] of Object.entries(actions ?? {}))
    all.push([["actions", name, "auth"], action.auth]);
  for (const [name, { pull, push }] of Object.entries(entities)) {
    all.push([["entities", name, "pull", "parameters"], pull?.parameters]);
    for (const [operation, { parameters }] of Object.entries(push ?? {}))
      all.push([["entities", name, "push", operation, "parameters"], parameters]);
  }
  return all.flatMap(([path, parameters]) => (parameters ? [[path, parameters] as const] : []));
}

/** Finds required names that are not declared, and patterns that are none: no pipeline could be right. */
export function checkParameters(manifest: Manifest, source: Source, findings: Fault[]): void {
  for (const [path, { required = [], properties }] of declared(manifest)) {
    for (const [index, name] of required.entries()) {
      if (Object.hasOwn(properties, name)) continue;
      const location = locateValue(source, [...path, "required", index]);
      const hint = suggest(name, Object.keys(properties), "Declared are");
      const fix = respelt(name, Object.keys(properties));
      findings.push(finding("parameter-not-declared", { name }, { hint, location, fix }));
    }
    for (const [name, { pattern }] of Object.entries(properties)) {
      if (pattern === undefined || isPattern(pattern)) continue;
      const location = locateValue(source, [...path, "properties", name, "pattern"]);
      findings.push(finding("parameter-pattern", {}, { location }));
    }
  }
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

/** Finds defaults that are not what their own parameter allows. */
export function checkPresets({
  manifest,
  slots,
}: {
  readonly manifest: Manifest;
  readonly slots: Slots;
}): void {
  for (const [path, { properties }] of declared(manifest)) {
    for (const [name, parameter] of Object.entries(properties)) {
      const at = [...path, "properties", name];
      if (parameter.default === undefined) continue;
      const validate = validator({ properties: { default: parameter } });
      checkSchema(
        validate,
        { source: slots.source, path: at, value: { default: parameter.default } },
        slots.findings,
      );
    }
  }
}
