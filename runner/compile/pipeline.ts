/** A pipeline file, compiled with the connectors it moves between into the plan of its run. */
import { dirname } from "node:path";
import type { Pipeline } from "../../schemas/pipeline.types.js";
import type { Fault } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { isShownKey } from "../load/hidden.js";
import { projectOf } from "../load/project.js";
import { locateKey, locateValue, plainData, type Source } from "../load/source.js";
import { object, optional, type Type, text } from "../typing/type.js";
import { nearest, respelt, suggest } from "../validate/nearest.js";
import { checkSchema } from "../validate/schema.js";
import { validators } from "../validate/validators.js";
import { findAction, partnerOf } from "./action.js";
import { dropAllowed } from "./allowed.js";
import { compileCheck } from "./check.js";
import { lookAlone } from "./checks/alone.js";
import { checkNamedMembers } from "./checks/named-members.js";
import { checkPipelineTexts } from "./checks/pipeline-texts.js";
import { checkUseOf, loadConnector, reporting } from "./connector.js";
import { milliseconds } from "./duration.js";
import { compilePull, compilePush } from "./entity.js";
import { type Flow, flowOf } from "./flow.js";
import { compileFormat, compileLogics, fingerprint } from "./mapping.js";
import { readMain } from "./named-file.js";
import type { CallbackPlan, Plan } from "./plan.js";
import { blocksOf, createProgram, type Program } from "./program.js";
import { compileEvent, compileReport } from "./report.js";
import { resultType } from "./result-type.js";
import type { Slots } from "./slots.js";
import { checkBlock } from "./values.js";
import type { Project, Workspace } from "./workspace.js";

/**
 * Reads and compiles a pipeline file. Everything that is wrong with it or with its connectors goes into `findings`.
 *
 * @param change applied to the data of the file before it is checked; gives what it set, by key path
 * @returns undefined when the findings leave nothing to run
 */
export async function compilePipeline(
  path: string,
  workspace: Workspace,
  findings: Fault[],
  change: (data: Record<string, unknown>) => ReadonlyMap<string, string> = () => new Map(),
): Promise<Program | undefined> {
  const before = findings.length;
  const file = await readMain(path, workspace.cwd, findings);
  workspace.sources.add(file);
  if (findings.length > before) return undefined;
  return compileSource(file, plainData(file), workspace, findings, change);
}

/**
 * Compiles a pipeline that was read, as a file or as a part of one.
 *
 * @param data what `file` holds
 */
export async function compileSource(
  file: Source,
  data: unknown,
  workspace: Workspace,
  findings: Fault[],
  change: (data: Record<string, unknown>) => ReadonlyMap<string, string>,
): Promise<Program | undefined> {
  const before = findings.length;
  const program = await compileData(file, data, workspace, findings, change);
  dropAllowed(findings, workspace.sources, before);
  return program;
}

async function compileData(
  file: Source,
  data: unknown,
  workspace: Workspace,
  findings: Fault[],
  change: (data: Record<string, unknown>) => ReadonlyMap<string, string>,
): Promise<Program | undefined> {
  const before = findings.length;
  const around: Project = { ...workspace, project: projectOf(dirname(file.path)) };
  const source: Source = isMapping(data) ? { ...file, given: change(data) } : file;
  const pipeline = data as Pipeline;
  checkSchema(validators.pipeline, { source, path: [], value: pipeline }, findings);
  if (typeof pipeline?.action !== "string" || !/^[a-z]\w*\.\w+$/.test(pipeline.action)) return undefined;

  const [connectorName = "", actionName = ""] = pipeline.action.split(".");
  const named = locateValue(source, ["action"]);
  const connector = await loadConnector(connectorName, around, findings, named);
  const action = connector && findAction(connector, actionName, findings, named);
  const other = action && (await loadConnector(partnerOf(action), around, findings, named));
  if (!connector || !action || !other) {
    // What is wrong with a manifest does not hide what is wrong with the file that uses it.
    if (connector === undefined || (action && !other)) lookAlone(pipeline, source, findings);
    return undefined;
  }
  const flow = flowOf(connector, actionName, action, other, named, findings);
  const isWrong = () => findings.slice(before).some((found) => !workspace.sources.allows(found));
  const program = await compileFlow(flow, pipeline, source, around, isWrong);
  return (
    program && {
      ...program,
      secondLook: () => {
        const found = [...program.secondLook()];
        for (const one of [connector, other]) checkUseOf(reporting(one, found));
        return found.filter((one) => !workspace.sources.allows(one));
      },
    }
  );
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** @param isWrong whether anything was found; then there is no program, but the rest of the file is looked through all the same */
async function compileFlow(
  flow: Flow,
  pipeline: Pipeline,
  source: Source,
  around: Project,
  isWrong: () => boolean,
): Promise<Program | undefined> {
  const { name, action, own, origin, target, pull, push, operation, record, item, seen } = flow;
  const slots = own.connector.slots.inFile(source);
  const found = (key: string) => (pipeline as unknown as Record<string, unknown>)[key];
  const given = (key: string) => {
    const value = found(key);
    return isMapping(value) ? value : {};
  };
  const blocks = blocksOf(flow, given);
  refuseOtherCredentials(pipeline, [blocks.own.key, blocks.other.key], slots);
  const all = [blocks.own, blocks.other, blocks.pull, blocks.push];
  const others = Object.keys(pipeline).filter(
    (key) => !isShownKey(key) && !all.some((block) => block.key === key),
  );
  for (const block of all) {
    // A misspelt key is told by itself, not as parameters that are missing too.
    const isMisspelt =
      found(block.key) === undefined && others.some((key) => nearest(key, [block.key]) !== undefined);
    if (!isMisspelt && (found(block.key) === undefined || isMapping(found(block.key))))
      checkBlock(block, slots, slots.findings);
  }

  const seeing = slots.seeing(seen);
  const logics = compileLogics(seeing, Array.isArray(pipeline.logics) ? pipeline.logics : [], record);
  const preset = { connector: own.connector, action, record, item, key: target.entity?.key, seen };
  const isFormat = typeof pipeline.format === "string" || isMapping(pipeline.format);
  const form = isFormat ? (pipeline.format ?? undefined) : undefined;
  const format = await compileFormat(seeing, form, logics.after, preset, around);
  const callback = compileCallback(slots, pipeline);
  checkPipelineTexts(slots, pipeline, logics.after);
  checkNamedMembers(slots, [blocks.push.key], blocks.push.given, push?.parameters, item);
  if (pipeline.incremental && pull && !pull.cursor) {
    const location = locateKey(source, ["incremental"]);
    const given = { title: origin.side.title, entity: action.entity };
    slots.findings.push(finding("not-incremental", given, { hint: "Remove `incremental`.", location }));
  }
  if (!origin.entity || !target.entity || !pull || !push) return undefined;
  const pushPlan = compilePush(target.connector, action.entity, target.entity, operation);
  if (!pushPlan) return undefined;

  const plan: Plan = {
    workflowId: pipeline.workflow_id,
    action: pipeline.action,
    entity: action.entity,
    mode: action.mode,
    operation,
    persist: pipeline.persist ?? true,
    incremental: pipeline.incremental ?? false,
    origin: origin.side,
    target: target.side,
    pull: compilePull(origin.connector, action.entity, origin.entity, pull),
    push: pushPlan,
    checks: {
      origin: compileCheck(origin.connector, pull.session),
      target: compileCheck(target.connector, push.session),
    },
    logics: logics.plans,
    logicTexts: pipeline.logics ?? [],
    format: format.evaluate,
    rejects: { expireMs: milliseconds(pipeline.rejects?.expire ?? EXPIRE) },
    callback,
    report: compileReport(own.connector, name, action, own.side),
    event: compileEvent(own.connector, name, action),
  };
  const mapping = fingerprint([pipeline.logics ?? [], format.text]);
  return isWrong() ? undefined : createProgram(plan, flow, blocks, slots, mapping);
}

/** How long a reject is kept where the pipeline does not say. */
const EXPIRE = "30d";
/** Credentials of a system that is at neither end would be given for nothing, and may be a misspelt key. */
function refuseOtherCredentials(pipeline: Pipeline, taken: readonly string[], slots: Slots): void {
  for (const key of Object.keys(pipeline)) {
    if (!key.endsWith("_auth") || taken.includes(key)) continue;
    const hint = suggest(key, taken, `Credentials of ${pipeline.action}`);
    const location = locateKey(slots.source, [key]);
    slots.findings.push(finding("unknown-key", { key }, { hint, location, fix: respelt(key, taken) }));
  }
}

const environment: Type = { kind: "object", members: {}, rest: optional(text) };

function compileCallback(slots: Slots, pipeline: Pipeline): CallbackPlan | undefined {
  const { callback } = pipeline;
  if (!callback || !isMapping(callback)) return undefined;
  const names = object({ env: environment, result: resultType });
  return {
    address: slots.template(["callback", "post"], callback.post, names),
    headers: slots.template(["callback", "headers"], callback.headers ?? {}, names),
    json: slots.template(["callback", "json"], callback.json ?? {}, names),
  };
}
