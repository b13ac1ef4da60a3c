/** The parameters that a manifest declares: whether a pipeline can satisfy them at all. */
import type { Connector as Manifest, Mode, Parameters } from "../../schemas/connector.types.js";
import type { Fault, Location } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { locateKey, locateValue, type Path, type Source } from "../load/source.js";
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

/** The modes of all pulls, with the parameters that they speak of. */
function modesOf({ entities }: Manifest): readonly (readonly [Path, Mode, Parameters["properties"]])[] {
  return Object.entries(entities).flatMap(([name, { pull }]) =>
    Object.entries(pull?.modes ?? {}).map(
      ([mode, own]) =>
        [["entities", name, "pull", "modes", mode], own, pull?.parameters?.properties ?? {}] as const,
    ),
  );
}

/** Finds required names that are not declared, and patterns that are none: no pipeline could be right. */
export function checkParameters(manifest: Manifest, source: Source, findings: Fault[]): void {
  const mustBeDeclared = (name: string, properties: Parameters["properties"], location: Location) => {
    if (Object.hasOwn(properties, name)) return;
    const hint = suggest(name, Object.keys(properties), "Declared are");
    const fix = respelt(name, Object.keys(properties));
    findings.push(finding("parameter-not-declared", { name }, { hint, location, fix }));
  };
  for (const [path, own, properties] of modesOf(manifest)) {
    for (const key of ["parameters", "required"] as const)
      for (const [index, name] of (own[key] ?? []).entries())
        mustBeDeclared(name, properties, locateValue(source, [...path, key, index]));
    for (const name of Object.keys(own.defaults ?? {}))
      mustBeDeclared(name, properties, locateKey(source, [...path, "defaults", name]));
  }
  for (const [path, { required = [], properties }] of declared(manifest)) {
    for (const [index, name] of required.entries())
      mustBeDeclared(name, properties, locateValue(source, [...path, "required", index]));
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
  for (const [path, { defaults }, properties] of modesOf(manifest)) {
    if (defaults === undefined) continue;
    const part = { source: slots.source, path: [...path, "defaults"], value: { ...defaults } };
    checkSchema(validator({ properties }), part, slots.findings);
  }
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
