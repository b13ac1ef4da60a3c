/** The actions that a project can name, each with the manifests of both its ends. */
import { partnerOf } from "../compile/action.js";
import { loadConnector } from "../compile/connector.js";
import type { Project } from "../compile/workspace.js";
import type { Fault } from "../faults/fault.js";
import type { Reference } from "../reference/reference.js";

/** The actions of a connector, in the order of its manifest; what is wrong with a manifest goes into `findings`. */
export async function actionsOf(name: string, around: Project, findings: Fault[]): Promise<Reference[]> {
  const connector = (await loadConnector(name, around, findings))?.manifest;
  const found: Reference[] = [];
  for (const [action, definition] of Object.entries(connector?.actions ?? {})) {
    const other = (await loadConnector(partnerOf(definition), around, findings))?.manifest;
    if (connector && other) found.push({ name: action, action: definition, connector, other });
  }
  return found;
}

/** The actions of all these connectors, as `connector.action` → action. */
export async function allActions(
  names: readonly string[],
  around: Project,
  findings: Fault[],
): Promise<Map<string, Reference>> {
  const all = new Map<string, Reference>();
  for (const name of names)
    for (const one of await actionsOf(name, around, findings)) all.set(`${name}.${one.name}`, one);
  return all;
}
