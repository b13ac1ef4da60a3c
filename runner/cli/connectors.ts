/** `sync-runner connectors [name]`: what can be connected, the user's own connectors and the shipped ones. */
import { dirname, join, relative } from "node:path";
import { dropAllowed } from "../compile/allowed.js";
import { loadConnector } from "../compile/connector.js";
import { openWorkspace, type Project } from "../compile/workspace.js";
import { type Fault, throwFindings } from "../faults/fault.js";
import { palette } from "../faults/render.js";
import { connectorNames, findManifest } from "../load/folders.js";
import { connectorTable, connectorText, type Listed } from "../reference/overview.js";
import { renderJson } from "../report/json.js";
import { projectFolder } from "./settings.js";
import { hasColour, type Shell } from "./shell.js";

export async function connectorsCommand(
  shell: Shell,
  name: string | undefined,
  { json = false }: { readonly json?: boolean },
): Promise<number> {
  const findings: Fault[] = [];
  const connectors: Listed[] = [];
  const around = { ...openWorkspace(shell.cwd), project: projectFolder(shell) };
  for (const one of name === undefined ? await connectorNames(around.project) : [name])
    connectors.push(...(await listed(one, around, findings)));
  dropAllowed(findings, around.sources);
  throwFindings(findings);

  const { bold } = palette(hasColour(shell.stdout, shell.env));
  const [only] = connectors;
  if (json) {
    const result = name === undefined ? { connectors: connectors.map(summary) } : only && inFull(only);
    const envelope = { command: "connectors", ok: true, result, error: null };
    shell.stdout.write(`${renderJson(envelope, shell.redactor)}\n`);
  } else if (name === undefined) shell.stdout.write(connectorTable(connectors, bold));
  else if (only) shell.stdout.write(connectorText(only, bold));
  return 0;
}

/** The connector of a name, or none and a finding. */
async function listed(name: string, around: Project, findings: Fault[]): Promise<Listed[]> {
  const { cwd, project } = around;
  const connector = await loadConnector(name, around, findings);
  const path = findManifest(name, project);
  if (!connector || path === undefined) return [];
  const shipped = path !== join(project, "connectors", name, "connector.yaml");
  return [{ manifest: connector.manifest, folder: relative(cwd, dirname(path)), shipped }];
}

/** What `--json` tells of each connector. */
function summary({ manifest, folder, shipped }: Listed): object {
  const { name, title, type, url, actions = {} } = manifest;
  return { name, title, type, url, folder, shipped, actions: Object.keys(actions) };
}

/** What `--json` tells of one connector; parameters are JSON Schema, as in its manifest. */
function inFull(one: Listed): object {
  const { auth, entities, actions = {} } = one.manifest;
  const parts = Object.entries(entities).map(([name, { pull, push = {} }]) => {
    const operations = Object.entries(push).map(([operation, { parameters }]) => [
      operation,
      { parameters: parameters ?? { properties: {} } },
    ]);
    const reads = pull && {
      incremental: pull.cursor !== undefined,
      parameters: pull.parameters ?? { properties: {} },
    };
    return [name, { pull: reads ?? null, push: Object.fromEntries(operations) }];
  });
  return { ...summary(one), auth, entities: Object.fromEntries(parts), actions };
}
