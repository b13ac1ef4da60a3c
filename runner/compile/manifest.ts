/** Checks one manifest whole: every entity, every operation and every action, whether a pipeline uses it or not. */
import { Fault } from "../faults/fault.js";
import { locateValue } from "../load/source.js";
import { loadConnector, parameterShape, partnerOf, readConnector, type Surroundings } from "./connector.js";
import { compilePull, compilePush } from "./entity.js";
import { compilePreset } from "./mapping.js";
import { anything } from "./shape.js";

/** Reads the manifest at `path` and adds everything that is wrong with it to `findings`. */
export async function validateManifest(path: string, around: Surroundings, findings: Fault[]): Promise<void> {
  const connector = await readConnector(path, around, findings);
  if (!connector) return;
  const { manifest, slots } = connector;
  for (const [name, entity] of Object.entries(manifest.entities)) {
    if (entity.pull) compilePull(connector, name, entity, entity.pull);
    for (const operation of Object.keys(entity.push ?? {})) compilePush(connector, name, entity, operation);
  }
  for (const [name, action] of Object.entries(manifest.actions ?? {})) {
    const at = locateValue(slots.source, ["actions", name]);
    const other = await loadConnector(partnerOf(action), around, findings, at);
    if (!other) continue;
    const [origin, target] = action.direction === "inbound" ? [connector, other] : [other, connector];
    const pull = origin.manifest.entities[action.entity]?.pull;
    const push = target.manifest.entities[action.entity]?.push?.[action.operation ?? action.mode];
    const entityAt = locateValue(slots.source, ["actions", name, "entity"]);
    const cannot = (message: string) => findings.push(new Fault("INVALID", message, { location: entityAt }));
    if (!pull) cannot(`${origin.name} has no \`pull\` for ${action.entity}`);
    if (!push)
      cannot(`${target.name} has no \`push.${action.operation ?? action.mode}\` for ${action.entity}`);
    const seen = {
      pull_parameters: parameterShape(pull?.parameters),
      push_parameters: parameterShape(push?.parameters),
    };
    const record = origin.shapes[action.entity] ?? anything;
    await compilePreset({ connector, action, record, seen }, around);
  }
}
