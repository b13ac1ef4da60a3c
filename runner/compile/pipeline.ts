/** A pipeline file, compiled with the connectors it moves between into the plan of its run. */
import type { Action } from "../../schemas/connector.types.js";
import type { Pipeline } from "../../schemas/pipeline.types.js";
import { Fault } from "../faults/fault.js";
import { locateKey, locateValue, plainData, readYaml, type Source } from "../load/source.js";
import { checkSchema } from "../validate/schema.js";
import { validators } from "../validate/validators.js";
import {
  type Connector,
  findAction,
  loadConnector,
  openParameters,
  parameterShape,
  partnerOf,
  type Surroundings,
  variantOf,
} from "./connector.js";
import { compilePull, compilePush, findEntity } from "./entity.js";
import { compileFormat, compileLogics } from "./mapping.js";
import type { CallbackPlan, Plan, SidePlan } from "./plan.js";
import { compileEvent, compileReport } from "./report.js";
import { anything, object } from "./shape.js";
import type { Slots } from "./slots.js";
import {
  type Block,
  checkBlock,
  type Environment,
  environmentNames,
  resolveBlock,
  secretsOf,
} from "./values.js";

/** A compiled pipeline that does not know its environment yet. */
export interface Program {
  readonly plan: Plan;
  /** The names of the environment that the pipeline uses, with the key under which each is given: `connector_auth.api_key`. */
  readonly environment: readonly { readonly name: string; readonly key: string }[];
  /** Puts the environment in, and the pull parameters that came with an event. Throws INVALID with findings when a value is missing or wrong. */
  resolve(env: Environment, findings: Fault[], event?: Readonly<Record<string, unknown>>): Promise<Resolved>;
}

/** The values of one run, and which of them are secret. */
export interface Resolved {
  readonly origin: {
    readonly auth: Readonly<Record<string, unknown>>;
    readonly parameters: Readonly<Record<string, unknown>>;
  };
  readonly target: {
    readonly auth: Readonly<Record<string, unknown>>;
    readonly parameters: Readonly<Record<string, unknown>>;
  };
  /** The part of the environment that the pipeline names; nothing else of it is ever looked at. */
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  /** The credentials among them: these are masked in records, too. */
  readonly credentials: readonly string[];
}

/**
 * Reads and compiles a pipeline file. Everything that is wrong with it or with its connectors goes into `findings`.
 *
 * @param change applied to the data of the file before it is checked; gives what it set, by key path
 * @returns undefined when the findings leave nothing to run
 */
export async function compilePipeline(
  path: string,
  around: Surroundings,
  findings: Fault[],
  change: (data: Record<string, unknown>) => ReadonlyMap<string, string> = () => new Map(),
): Promise<Program | undefined> {
  const before = findings.length;
  const file = await readYaml(path, around.cwd, findings);
  if (findings.length > before) return undefined;
  const data = plainData(file);
  const isMapping = data !== null && typeof data === "object" && !Array.isArray(data);
  const source: Source = isMapping ? { ...file, given: change(data as Record<string, unknown>) } : file;
  const pipeline = data as Pipeline;
  checkSchema(validators.pipeline, { source, path: [], value: pipeline }, findings);
  if (typeof pipeline?.action !== "string" || !/^[a-z]\w*\.\w+$/.test(pipeline.action)) return undefined;

  const [connectorName = "", actionName = ""] = pipeline.action.split(".");
  const named = locateValue(source, ["action"]);
  const connector = await loadConnector(connectorName, around, findings, named);
  const action = connector && findAction(connector, actionName, findings, named);
  const other = action && (await loadConnector(partnerOf(action), around, findings, named));
  if (!connector || !action || !other) return undefined;
  return compileAction({ source, pipeline, connector, action, other, around, findings, before });
}

function isMapping(value: unknown): boolean {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

interface Parts {
  readonly source: Source;
  readonly pipeline: Pipeline;
  readonly connector: Connector;
  readonly action: Action;
  readonly other: Connector;
  readonly around: Surroundings;
  readonly findings: Fault[];
  readonly before: number;
}

async function compileAction(parts: Parts): Promise<Program | undefined> {
  const { source, pipeline, action, other, around, findings } = parts;
  const [, actionName = ""] = pipeline.action.split(".");
  const connector = variantOf(parts.connector, actionName, action);
  const inbound = action.direction === "inbound";
  const [originConnector, targetConnector] = inbound ? [connector, other] : [other, connector];
  const otherKey = `${other.name}_auth`;
  const side = (one: Connector): SidePlan => ({
    connector: one.name,
    title: one.manifest.title,
    http: one.http,
    authKey: one === connector ? "connector_auth" : otherKey,
  });
  const at = locateValue(source, ["action"]);
  const originEntity = findEntity(originConnector, action.entity, at);
  const targetEntity = findEntity(targetConnector, action.entity, at);
  const operation = action.operation ?? action.mode;
  const pull = originEntity?.pull;
  const push = targetEntity?.push?.[operation];
  const cannot = (title: string, what: string) =>
    findings.push(new Fault("INVALID", `${title} cannot ${what} a ${action.entity}`, { location: at }));
  if (originEntity && !pull) cannot(originConnector.manifest.title, "be asked for");
  if (targetEntity && !push) cannot(targetConnector.manifest.title, operation);

  const slots = connector.slots.inFile(source);
  const found = (key: string) => (pipeline as unknown as Record<string, unknown>)[key];
  // What has the wrong type was told by the schema; the rest of the file is looked through all the same.
  const given = (key: string) => (isMapping(found(key)) ? found(key) : {}) as Record<string, unknown>;
  const block = (key: string, parameters: Block["parameters"]): Block => ({
    key,
    given: given(key),
    parameters,
  });
  const blocks = {
    connector: block("connector_auth", connector.manifest.auth),
    other: block(otherKey, other.manifest.auth),
    pull: block(
      "pull_parameters",
      openParameters(pull?.parameters, action.pull_parameters, action.required_parameters),
    ),
    push: block(
      "push_parameters",
      openParameters(push?.parameters, action.push_parameters, action.required_parameters),
    ),
  };
  for (const one of Object.values(blocks))
    if (found(one.key) === undefined || isMapping(found(one.key))) checkBlock(one, slots, findings);

  const record = originConnector.shapes[action.entity] ?? anything;
  const seen = {
    pull_parameters: parameterShape(pull?.parameters),
    push_parameters: parameterShape(push?.parameters),
  };
  const mapping = slots.seeing(seen);
  const texts = Array.isArray(pipeline.logics) ? pipeline.logics : [];
  const logics = compileLogics(mapping, texts, record);
  const preset = { connector, action, record, seen };
  const isFormat = typeof pipeline.format === "string" || isMapping(pipeline.format);
  const form = isFormat ? (pipeline.format ?? undefined) : undefined;
  const format = await compileFormat(mapping, form, logics.after, preset, around);
  const callback = compileCallback(slots, pipeline);
  if (pipeline.incremental && pull && !pull.cursor) {
    const location = locateKey(source, ["incremental"]);
    const message = `${originConnector.manifest.title} cannot be read incrementally for ${action.entity}`;
    findings.push(new Fault("INVALID", message, { hint: "Remove `incremental`.", location }));
  }
  if (!originEntity || !targetEntity || !pull || !push) return undefined;
  const pullPlan = compilePull(originConnector, action.entity, originEntity, pull);
  const pushPlan = compilePush(targetConnector, action.entity, targetEntity, operation);
  if (!pushPlan || findings.length > parts.before) return undefined;

  const [origin, target] = [side(originConnector), side(targetConnector)];
  const plan: Plan = {
    workflowId: pipeline.workflow_id,
    action: pipeline.action,
    entity: action.entity,
    mode: action.mode,
    persist: pipeline.persist ?? true,
    incremental: pipeline.incremental ?? false,
    origin,
    target,
    pull: pullPlan,
    push: pushPlan,
    logics: logics.plans,
    format,
    callback,
    report: compileReport(connector, actionName, action, inbound ? origin : target),
    event: compileEvent(connector, actionName, action),
  };
  if (findings.length > parts.before) return undefined;
  const environment = Object.values(blocks).flatMap(({ key, given: values }) =>
    Object.entries(values).flatMap(([name, value]) =>
      environmentNames(value).map((one) => ({ name: one, key: `${key}.${name}` })),
    ),
  );
  const callbackNames = environmentNames(pipeline.callback).map((name) => ({ name, key: "callback" }));
  return {
    plan,
    environment: [...environment, ...callbackNames],
    resolve: async (env, missing, event = {}) => {
      const auth = await resolveBlock(blocks.connector, slots, env, missing);
      const otherAuth = await resolveBlock(blocks.other, slots, env, missing);
      const pullParameters = {
        ...(await resolveBlock(
          { ...blocks.pull, given: { ...blocks.pull.given, ...event } },
          slots,
          env,
          missing,
        )),
        ...action.pull_parameters,
      };
      const pushParameters = {
        ...(await resolveBlock(blocks.push, slots, env, missing)),
        ...action.push_parameters,
      };
      const callbackBlock = { key: "callback", given: given("callback"), parameters: undefined };
      const used = [...environment, ...callbackNames].map(({ name }) => [name, env[name] ?? ""] as const);
      if (callback) checkCallback(callbackBlock, slots, env, missing);
      const credentials = [
        ...secretsOf(connector.manifest.auth, auth),
        ...secretsOf(other.manifest.auth, otherAuth),
      ];
      return {
        origin: { auth: inbound ? auth : otherAuth, parameters: pullParameters },
        target: { auth: inbound ? otherAuth : auth, parameters: pushParameters },
        env: Object.fromEntries(used),
        credentials,
        secrets: [...credentials, ...used.map(([, value]) => value).filter((value) => value.length >= 8)],
      };
    },
  };
}

function checkCallback(block: Block, slots: Slots, env: Environment, findings: Fault[]): void {
  for (const name of environmentNames(block.given)) {
    if (env[name]) continue;
    const location = locateKey(slots.source, [block.key]);
    findings.push(
      new Fault("INVALID", `the environment has no ${name}`, { hint: `Set it: export ${name}=…`, location }),
    );
  }
}

function compileCallback(slots: Slots, pipeline: Pipeline): CallbackPlan | undefined {
  const { callback } = pipeline;
  if (!callback || !isMapping(callback)) return undefined;
  const names = object({ env: anything, result: anything });
  return {
    address: slots.template(["callback", "post"], callback.post, names),
    headers: slots.template(["callback", "headers"], callback.headers ?? {}, names),
    json: slots.template(["callback", "json"], callback.json ?? {}, names),
  };
}
