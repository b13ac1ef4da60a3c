/** What there is to tell of an action: the blocks of its pipeline file, in order, each with what may be given in it. */

import type { Action, Connector as Manifest, Parameters } from "../../schemas/connector.types.js";
import { openParameters } from "../compile/action.js";
import { pullIn } from "../compile/modes.js";

/** An action and the manifests of both its ends. */
export interface Reference {
  /** The name of the action, e.g. `create_profiles_in_acme`. */
  readonly name: string;
  readonly action: Action;
  /** The connector that the action belongs to. */
  readonly connector: Manifest;
  /** The connector at the other end. */
  readonly other: Manifest;
}

/** A block of a pipeline file that a manifest speaks of. */
export interface Block {
  /** Its key in the pipeline file, e.g. `pull_parameters`. */
  readonly key: string;
  readonly heading: string;
  /** The connector that declares the parameters. */
  readonly owner: Manifest;
  readonly parameters: Parameters;
}

/** The name of a system in narrow places. */
export function shortTitle(manifest: Manifest): string {
  return manifest.short_title ?? manifest.title;
}

/** Where an action reads and where it writes. */
export function endsOf({ action, connector, other }: Reference): { origin: Manifest; target: Manifest } {
  return action.direction === "inbound"
    ? { origin: connector, target: other }
    : { origin: other, target: connector };
}

/**
 * The blocks of a pipeline file for this action.
 *
 * @example blocksOf(reference).map(({ key }) => key) // ["connector_auth", "acme_auth", "pull_parameters", "push_parameters"]
 */
export function blocksOf(reference: Reference): Block[] {
  const { action, connector, other } = reference;
  const { origin, target } = endsOf(reference);
  const pull = pullIn(origin.entities[action.entity]?.pull, action.mode);
  const push = target.entities[action.entity]?.push?.[action.operation ?? action.mode];
  const required = action.required_parameters;
  const auth = (key: string, owner: Manifest): Block => {
    const parameters = (owner === connector ? action.auth : undefined) ?? owner.auth;
    return { key, heading: `${owner.title} Auth Parameters`, owner, parameters };
  };
  const moves = (word: "Pull" | "Push", owner: Manifest, parameters: Parameters | undefined): Block => {
    const heading = `${word} Parameters (${shortTitle(owner)})`;
    const key = `${word.toLowerCase()}_parameters`;
    return { key, heading, owner, parameters: parameters ?? { properties: {} } };
  };
  return [
    auth("connector_auth", connector),
    auth(`${other.name}_auth`, other),
    moves("Pull", origin, openParameters(pull?.parameters, action.pull_parameters, required)),
    moves("Push", target, openParameters(push?.parameters, action.push_parameters, required)),
  ];
}
