/** What `check` is given: a pipeline file, the manifest of a connector, or its name. */
import { basename, dirname, join, resolve } from "node:path";
import { compileCheck } from "../compile/check.js";
import { loadConnector } from "../compile/connector.js";
import { isNamed } from "../compile/hosts.js";
import type { CheckPlan, SessionPlan, SidePlan } from "../compile/plan.js";
import { sessionsOf } from "../compile/session.js";
import { asText } from "../compile/slots.js";
import { resolveBlock, secretsOf } from "../compile/values.js";
import { openWorkspace } from "../compile/workspace.js";
import { Fault, throwFindings } from "../faults/fault.js";
import { variableOf } from "../load/variable.js";
import { findDescriptions } from "../sandbox/described/find.js";
import { openFolder } from "./folder.js";
import { type PipelineOptions, prepare, surroundings } from "./prepare.js";
import { rehearseConnector } from "./rehearsal.js";
import { endpoints, environment, projectFolder, stateDirectory, unusedFiles } from "./settings.js";
import type { Shell } from "./shell.js";

/** One system to ask. */
export interface SystemToCheck {
  readonly side: SidePlan;
  readonly check: CheckPlan;
  /** The log-ins that there are. */
  readonly logins: readonly SessionPlan[];
  readonly auth: Readonly<Record<string, unknown>>;
  /** The credentials that are not secret. */
  readonly account: Readonly<Record<string, unknown>>;
  /** Where its credentials come from, for the remedy. */
  readonly credentials: string;
}

export interface CheckTarget {
  readonly systems: readonly SystemToCheck[];
  /** Of a pipeline. */
  readonly workflowId: string | undefined;
  readonly secrets: readonly string[];
  readonly around: ReturnType<typeof surroundings>;
  close(): Promise<void>;
}

/** @throws Fault INVALID, USAGE */
export async function checkTarget(
  shell: Shell,
  given: string,
  options: PipelineOptions,
): Promise<CheckTarget> {
  const isFile = /\.ya?ml$/.test(given);
  if (isFile && basename(given) !== "connector.yaml") return ofPipeline(shell, given, options);
  const path = resolve(shell.cwd, given);
  return ofConnector(shell, isFile ? basename(dirname(path)) : given, isFile ? path : undefined, options);
}

async function ofPipeline(shell: Shell, pipeline: string, options: PipelineOptions): Promise<CheckTarget> {
  const prepared = await prepare(shell, pipeline, options);
  const { program, values, rehearsal, folder } = prepared;
  if (rehearsal) shell.stderr.write(`${rehearsal.note}\n`);
  const { plan } = program;
  const systems = (["origin", "target"] as const).map((end) => ({
    side: plan[end],
    check: plan.checks[end],
    logins: (end === "origin" ? plan.pull : plan.push).sessions,
    auth: values[end].auth,
    account: values[end].place.account,
    credentials: `\`${plan[end].authKey}\` in ${pipeline}`,
  }));
  return {
    systems,
    workflowId: plan.workflowId,
    // Whose account it is, is what is asked: what is not marked as a secret is shown.
    secrets: values.credentials,
    around: surroundings(shell, pipeline, options, prepared),
    close: async () => {
      await rehearsal?.close();
      await folder?.close();
    },
  };
}

/** The credentials of a connector alone are those that the environment has under its name: `ACME_TOKEN`. */
async function ofConnector(
  shell: Shell,
  name: string,
  path: string | undefined,
  options: PipelineOptions,
): Promise<CheckTarget> {
  const findings: Fault[] = [];
  const project = projectFolder(shell, path === undefined ? undefined : dirname(path));
  const connector = await loadConnector(name, { ...openWorkspace(shell.cwd), project }, findings);
  throwFindings(findings);
  if (!connector) throw new Error("a connector without findings was not read");
  const { manifest, slots } = connector;
  const parameters = Object.keys(manifest.auth.properties);
  const own = await environment(shell, options.envFile);
  const directory = stateDirectory(shell, true, path);
  const rehearsal = options.sandbox
    ? await rehearseConnector(
        name,
        parameters,
        own,
        { directory, rateLimit: options.rateLimit },
        await findDescriptions(project, shell.cwd),
      )
    : undefined;
  if (rehearsal) shell.stderr.write(`${rehearsal.note}\n`);
  try {
    const env = rehearsal?.env ?? own;
    const wanted = parameters.filter(
      (one) => manifest.auth.required?.includes(one) || env[variableOf(name, one)],
    );
    const block = Object.fromEntries(wanted.map((one) => [one, `\${ env.${variableOf(name, one)} }`]));
    const reporting = slots.reporting(findings);
    const given = { path: ["auth"], given: block, parameters: manifest.auth, connector: name };
    const auth = await resolveBlock(given, reporting, env, findings, {
      isRehearsed: rehearsal !== undefined,
      files: () => unusedFiles(shell, join(project, "connector"), options.envFile),
    });
    const check = compileCheck({ ...connector, slots: reporting });
    const names = Object.keys(manifest.sessions ?? {});
    const logins = names.flatMap(
      (one) => sessionsOf({ ...connector, slots: reporting }, ["sessions"], one).sessions,
    );
    throwFindings(findings);
    const side = { connector: name, title: manifest.title, http: connector.http, authKey: "auth" };
    const base = asText(await connector.http.baseUrl.render({ auth }));
    assertAsked(endpoints(options.endpoint ?? []), side, base);
    const folder = await openFolder(shell, path, options, [base]);
    const isSecret = (one: string) => manifest.auth.properties[one]?.writeOnly === true;
    const account = Object.fromEntries(Object.entries(auth).filter(([one]) => !isSecret(one)));
    const credentials = wanted.map((one) => variableOf(name, one)).join(", ");
    return {
      systems: [{ side, check, logins, auth, account, credentials: `${credentials} in the environment` }],
      workflowId: undefined,
      secrets: secretsOf(manifest.auth, auth),
      around: surroundings(shell, path, options, { rehearsal, folder }),
      close: async () => {
        await rehearsal?.close();
        await folder?.close();
      },
    };
  } catch (error) {
    await rehearsal?.close();
    throw error;
  }
}

/** @throws Fault USAGE for a host that is not the connector's: the request would go to the real system */
function assertAsked(given: ReadonlyMap<string, URL>, { http }: SidePlan, base: string): void {
  const host = URL.canParse(base) ? new URL(base).host : "";
  const wrong = [...given.keys()].find(
    (one) => one !== host && one !== host.replace(/:\d+$/, "") && !isNamed(one, http.hosts),
  );
  if (wrong === undefined) return;
  const hint = `It asks \`${host}\`.`;
  throw new Fault("USAGE", `--endpoint ${wrong}: this connector asks no such host`, { hint });
}
