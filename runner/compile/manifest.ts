/** Checks one manifest whole: every entity, every operation and every action, whether a pipeline uses it or not. */
import { basename, dirname } from "node:path";
import type { Entity, Pull } from "../../schemas/connector.types.js";
import type { Fault, Location } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { projectOf } from "../load/project.js";
import { locateValue } from "../load/source.js";
import { anything } from "../typing/type.js";
import { suggest } from "../validate/nearest.js";
import { partnerOf, variantOf } from "./action.js";
import { dropAllowed } from "./allowed.js";
import { compileAsRead } from "./between.js";
import { compileCheck } from "./check.js";
import { checkFixed } from "./checks/fixed-parameters.js";
import { checkNamedMembers } from "./checks/named-members.js";
import {
  type Connector,
  checkCallsOf,
  checkUseOf,
  itemType,
  loadConnector,
  parameterType,
  readConnector,
  reporting,
} from "./connector.js";
import { compilePull, compilePush, findEntity } from "./entity.js";
import { compilePreset } from "./mapping.js";
import { pullIn } from "./modes.js";
import { checkPresets } from "./parameters.js";
import { compileEvent, compileReport } from "./report.js";
import type { Project, Workspace } from "./workspace.js";

/** Where the search for the project of a manifest begins: at the folder that holds `connectors/`. */
function homeOf(path: string): string {
  const folder = dirname(path);
  return basename(dirname(folder)) === "connectors" ? dirname(dirname(folder)) : folder;
}

/** Reads the manifest at `path` and adds everything that is wrong with it to `findings`. */
export async function validateManifest(path: string, workspace: Workspace, findings: Fault[]): Promise<void> {
  const before = findings.length;
  await checkWhole(path, workspace, findings);
  dropAllowed(findings, workspace.sources, before);
}

async function checkWhole(path: string, workspace: Workspace, findings: Fault[]): Promise<void> {
  const around: Project = { ...workspace, project: projectOf(homeOf(path)) };
  const before = findings.length;
  const connector = await readConnector(path, around, findings);
  if (!connector) return;
  const { manifest, slots } = connector;
  checkPresets(connector);
  compileCheck(connector);
  for (const [name, entity] of Object.entries(manifest.entities)) {
    if (entity.pull) compilePulls(connector, name, entity, entity.pull);
    const operations = Object.keys(entity.push ?? {});
    for (const operation of operations) compilePush(connector, name, entity, operation);
    const [first = "create"] = operations;
    if (entity.as_read !== undefined)
      await compileAsRead(connector, name, entity.as_read, itemType(connector, name, first), around);
  }
  for (const [name, action] of Object.entries(manifest.actions ?? {})) {
    const place = (key: string) => locateValue(slots.source, ["actions", name, key]);
    const at = place("with");
    const other = await loadConnector(partnerOf(action), around, findings, at);
    if (!other) continue;
    const [origin, target] = action.direction === "inbound" ? [connector, other] : [other, connector];
    const from = findEntity(origin, action.entity, place("entity"));
    const to = from && findEntity(target, action.entity, place("entity"));
    const cannot = (said: string, location: Location, hint?: string) =>
      findings.push(finding("missing-operation", { said }, { hint, location }));
    const operation = action.operation ?? action.mode;
    const push = to?.push && Object.hasOwn(to.push, operation) ? to.push[operation] : undefined;
    if (from && !from.pull) cannot(`${origin.name} has no \`pull\` for ${action.entity}`, place("entity"));
    if (to && !push) {
      const hint = suggest(operation, Object.keys(to.push ?? {}), `Operations of ${target.name}`);
      const location = place(action.operation === undefined ? "mode" : "operation");
      cannot(`${target.name} has no \`push.${operation}\` for ${action.entity}`, location, hint);
    }
    const pull = pullIn(from?.pull, action.mode);
    checkFixed(slots, name, action, { pull: pull?.parameters, push: push?.parameters });
    const variant = variantOf(connector, name, action);
    const side = {
      connector: connector.name,
      title: manifest.title,
      http: variant.http,
      authKey: "connector_auth",
    };
    compileReport({ connector: variant, name, action }, side);
    compileEvent({ connector: variant, name, action });
    const seen = {
      pull_parameters: from ? parameterType(pull?.parameters) : anything,
      push_parameters: push ? parameterType(push.parameters) : anything,
    };
    const record = origin.types[action.entity] ?? anything;
    const item = itemType(target, action.entity, operation);
    checkNamedMembers(
      slots,
      ["actions", name, "push_parameters"],
      action.push_parameters,
      push?.parameters,
      item,
    );
    await compilePreset({ connector, name, action }, record, { item, key: to?.key }, seen, around);
  }
  const isRight = () => findings.slice(before).every((found) => workspace.sources.allows(found));
  if (isRight()) checkCallsOf(connector);
  if (isRight()) checkUseOf(connector);
}

/** The pull as it stands, and as it is in each mode that changes it; what is wrong in all of them is told once. */
function compilePulls(connector: Connector, name: string, entity: Entity, pull: Pull): void {
  compilePull(connector, name, entity, pull);
  const { findings } = connector.slots;
  for (const mode of Object.keys(pull.modes ?? {})) {
    const found: Fault[] = [];
    compilePull(reporting(connector, found), name, entity, pull, mode);
    const isTold = ({ message, details: { location } }: Fault) =>
      findings.some(
        (one) =>
          one.message === message &&
          one.details.location?.line === location?.line &&
          one.details.location?.column === location?.column,
      );
    findings.push(...found.filter((one) => !isTold(one)));
  }
}
