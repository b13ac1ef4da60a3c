/** A pipeline of any action of a shipped connector, with a format of its own, and what `validate` finds in that. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { parse } from "yaml";
import { packageRoot } from "../../runner/load/folders.js";
import type { Connector, Parameters } from "../../schemas/connector.types.js";
import { workplace } from "../process/workplace.js";
import { command, findings } from "./workspace.js";

/** A format with a mistake, as the table tells it. */
export interface Slip {
  readonly what: string;
  /** The action whose format it is. */
  readonly action: string;
  readonly format: string;
  /** What is found. */
  readonly found: string;
}

/** Reads a table: `# what (connector.action)`, the lines of the format behind `+`, and what is found. */
export async function slipsOf(table: string): Promise<Slip[]> {
  const text = await readFile(join(packageRoot, "test", "fixtures", "mistakes", table), "utf8");
  return text
    .trimEnd()
    .split(/\n\n(?=# )/)
    .map((entry) => {
      const [title = "", ...lines] = entry.split("\n");
      const [, what = "", action = ""] = /^# (.*) \((\w+\.\w+)\)$/.exec(title) ?? [];
      const isOfFormat = (line: string) => line.startsWith("+");
      const format = lines.filter(isOfFormat).map((line) => line.slice(1));
      const found = lines.filter((line) => !isOfFormat(line)).join("\n");
      return { what, action, format: format.join("\n"), found };
    });
}

/** What is found in the format, and in the pipeline around it. */
export async function findIn(t: TestContext, { action, format }: Slip): Promise<string> {
  const pipeline = { ...(await blocksOf(action)), format: "./own.jsonata" };
  const files = { "own.yaml": JSON.stringify(pipeline), "own.jsonata": format };
  const { stderr } = await command(await workplace(t, files), ["validate", "own.yaml"]);
  return findings(stderr);
}

/** A pipeline that gives what its action requires, from the environment. */
async function blocksOf(action: string): Promise<Record<string, unknown>> {
  const [name = "", actionName = ""] = action.split(".");
  const [own, hrflow] = [await manifestOf(name), await manifestOf("hrflow")];
  const plan = own.actions?.[actionName];
  if (!plan) throw new Error(`there is no action ${action}`);
  const [origin, target] = plan.direction === "inbound" ? [own, hrflow] : [hrflow, own];
  const pull = origin.entities[plan.entity]?.pull?.parameters;
  const push = target.entities[plan.entity]?.push?.[plan.operation ?? plan.mode]?.parameters;
  return {
    workflow_id: "own",
    action,
    connector_auth: required(plan.auth ?? own.auth),
    hrflow_auth: required(hrflow.auth),
    pull_parameters: required(pull, plan.pull_parameters),
    push_parameters: required(push, plan.push_parameters),
  };
}

function required(parameters: Parameters | undefined, fixed: object = {}): Record<string, string> {
  const names = (parameters?.required ?? []).filter((name) => !Object.hasOwn(fixed, name));
  return Object.fromEntries(names.map((name) => [name, "${ env.VALUE }"]));
}

async function manifestOf(name: string): Promise<Connector> {
  return parse(await readFile(join(packageRoot, "connectors", name, "connector.yaml"), "utf8"));
}
