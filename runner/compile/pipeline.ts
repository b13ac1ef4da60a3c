/** A pipeline file, compiled with the connectors it moves between into the plan of its run. */
import { dirname } from "node:path";
import type { Pipeline } from "../../schemas/pipeline.types.js";
import type { Fault } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { isShown } from "../load/hidden.js";
import { projectOf } from "../load/project.js";
import {
  type GivenElsewhere,
  locateKey,
  locateValue,
  type Path,
  plainData,
  type Source,
} from "../load/source.js";
import { nearest, respelt, suggest } from "../validate/nearest.js";
import { checkSchema } from "../validate/schema.js";
import { validators } from "../validate/validators.js";
import { findAction, partnerOf } from "./action.js";
import { dropAllowed } from "./allowed.js";
import { flowBetween, joinedFormat } from "./between.js";
import { compileCallback } from "./callback.js";
import { compileCheck } from "./check.js";
import { lookAlone } from "./checks/alone.js";
import { checkNamedMembers } from "./checks/named-members.js";
import { checkPipelineTexts } from "./checks/pipeline-texts.js";
import { checkUseOf, loadConnector, reporting } from "./connector.js";
import { milliseconds } from "./duration.js";
import { compilePull, compilePush } from "./entity.js";
import { type Flow, flowOf } from "./flow.js";
import { compileFormat, compileLogics, compilePreset, fingerprint } from "./mapping.js";
import { cursorIn } from "./modes.js";
import { readMain } from "./named-file.js";
import type { Plan } from "./plan.js";
import { blocksOf, createProgram, type Program } from "./program.js";
import { compileEvent, compileReport } from "./report.js";
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
  change: (data: Record<string, unknown>) => GivenElsewhere = () => new Map(),
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
  change: (data: Record<string, unknown>) => GivenElsewhere,
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
  change: (data: Record<string, unknown>) => GivenElsewhere,
): Promise<Program | undefined> {
  const before = findings.length;
  const around: Project = { ...workspace, project: projectOf(dirname(file.path)) };
  const source: Source = isMapping(data) ? { ...file, given: change(data) } : file;
  const pipeline = data as Pipeline;
  checkSchema(validators.pipeline, { source, path: [], value: pipeline }, findings);
  const found = isMapping(data) ? await findFlow(pipeline, source, around, findings) : undefined;
  if (!found) return undefined;
  const isWrong = () => findings.slice(before).some((one) => !workspace.sources.allows(one));
  const program = await compileFlow(found, pipeline, source, around, isWrong);
  return (
    program && {
      ...program,
      secondLook: () => {
        const seen = [...program.secondLook()];
        for (const { connector } of [found.origin, found.target]) checkUseOf(reporting(connector, seen));
        return seen.filter((one) => !workspace.sources.allows(one));
      },
    }
  );
}

/** The flow that a pipeline names; undefined where what it names is not there, or cannot be read. */
async function findFlow(
  pipeline: Pipeline,
  source: Source,
  around: Project,
  findings: Fault[],
): Promise<Flow | undefined> {
  const { action: named, origin, target } = pipeline;
  if (origin === undefined && target === undefined) {
    if (typeof named !== "string" || !/^[a-z]\w*\.\w+$/.test(named)) return undefined;
    const [connectorName = "", name = ""] = named.split(".");
    const at = locateValue(source, ["action"]);
    const connector = await loadConnector(connectorName, around, findings, at);
    const action = connector && findAction(connector, name, findings, at);
    const other = action && (await loadConnector(partnerOf(action), around, findings, at));
    if (connector && action && other) return flowOf(connector, name, action, other, at, findings);
    // What is wrong with a manifest does not hide what is wrong with the file that uses it.
    if (connector === undefined || (action && !other)) lookAlone(pipeline, source, findings);
    return undefined;
  }
  if (!isEnd(origin) || !isEnd(target) || typeof target.operation !== "string") return undefined;
  const flow = await flowBetween({ origin, target }, source, around, findings);
  if (!flow) lookAlone(pipeline, source, findings);
  return flow;
}

function isEnd(end: unknown): end is { connector: string; entity: string } {
  return isMapping(end) && typeof end.connector === "string" && typeof end.entity === "string";
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
  const { action, own, origin, target, pull, push, mode, operation, record, item, seen } = flow;
  const slots = own.connector.slots.inFile(source);
  const found = (path: Path) =>
    path.reduce<unknown>((at, key) => (isMapping(at) ? at[key] : undefined), pipeline);
  const given = (path: Path) => {
    const value = found(path);
    return isMapping(value) ? value : {};
  };
  const blocks = blocksOf(flow, given);
  const all = [blocks.origin.auth, blocks.target.auth, blocks.origin.parameters, blocks.target.parameters];
  refuseOtherCredentials(pipeline, flow, slots);
  const others = Object.keys(pipeline).filter(
    (key) => !isShown([key]) && !all.some(({ path }) => path[0] === key),
  );
  // Which parameters there are is not known where nothing is read or written in this way: that is told by itself.
  const unknown = [...(pull ? [] : [blocks.origin.parameters]), ...(push ? [] : [blocks.target.parameters])];
  for (const block of all) {
    if (unknown.includes(block)) continue;
    const [key = ""] = block.path;
    // A misspelt key is told by itself, not as parameters that are missing too.
    const isMisspelt =
      found(block.path) === undefined && others.some((other) => nearest(other, [key]) !== undefined);
    if (!isMisspelt && (found(block.path) === undefined || isMapping(found(block.path))))
      checkBlock(block, slots, slots.findings, {
        flow: pipeline.action ? `\`${pipeline.action}\`` : "this flow",
        beside: all,
      });
  }

  const seeing = slots.seeing(seen);
  const logics = compileLogics(seeing, Array.isArray(pipeline.logics) ? pipeline.logics : [], record);
  const wants = { item, key: target.entity?.key };
  const isFormat = typeof pipeline.format === "string" || isMapping(pipeline.format);
  const form = isFormat ? (pipeline.format ?? undefined) : undefined;
  const format =
    form !== undefined
      ? await compileFormat(seeing, form, logics.after, wants, around)
      : action
        ? await compilePreset(action, record, wants, seen, around)
        : await joinedFormat(flow, source, wants, around, slots.findings);
  const callback = compileCallback(slots, pipeline);
  checkPipelineTexts(slots, pipeline, logics.after);
  const { parameters } = blocks.target;
  checkNamedMembers(slots, parameters.path, parameters.given, push?.parameters, item);
  if (pipeline.incremental && pull && !cursorIn(origin.entity?.pull, mode)) {
    const location = locateKey(source, ["incremental"]);
    const said = { title: origin.side.title, entity: origin.entityName };
    slots.findings.push(finding("not-incremental", said, { hint: "Remove `incremental`.", location }));
  }
  if (!origin.entity || !target.entity || !pull || !push) return undefined;
  const pushPlan = compilePush(target.connector, target.entityName, target.entity, operation);
  if (!pushPlan) return undefined;

  const plan: Plan = {
    workflowId: pipeline.workflow_id,
    action: flow.title,
    entities: { origin: origin.entityName, target: target.entityName },
    mode,
    operation,
    persist: pipeline.persist ?? true,
    incremental: pipeline.incremental ?? false,
    origin: origin.side,
    target: target.side,
    pull: compilePull(origin.connector, origin.entityName, origin.entity, origin.entity.pull ?? pull, mode),
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
    report: action && compileReport(action, own.side),
    event: action && compileEvent(action),
  };
  const mapping = fingerprint([pipeline.logics ?? [], format.text]);
  return isWrong() ? undefined : createProgram(plan, flow, blocks, slots, mapping);
}

/** How long a reject is kept where the pipeline does not say. */
const EXPIRE = "30d";

/** Credentials of a system that is at neither end would be given for nothing, and may be a misspelt key. */
function refuseOtherCredentials(pipeline: Pipeline, { title, origin, target }: Flow, slots: Slots): void {
  const taken = [origin, target].flatMap(({ auth: { path } }) => (path.length === 1 ? path : []));
  for (const key of Object.keys(pipeline)) {
    if (!key.endsWith("_auth") || taken.includes(key) || taken.length === 0) continue;
    const hint = suggest(key, taken, `Credentials of ${title}`);
    const location = locateKey(slots.source, [key]);
    slots.findings.push(finding("unknown-key", { key }, { hint, location, fix: respelt(key, taken) }));
  }
}
