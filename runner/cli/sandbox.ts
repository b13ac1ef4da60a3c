/** `sync-runner sandbox`: the simulated systems, served until interrupted. */
import { join } from "node:path";
import { Fault } from "../faults/fault.js";
import { plain } from "../faults/render.js";
import { projectOf } from "../load/project.js";
import { findDescriptions } from "../sandbox/described/find.js";
import { parseFaults } from "../sandbox/faults.js";
import { startSandbox } from "../sandbox/server.js";
import { stateDirectory } from "./settings.js";
import type { Shell } from "./shell.js";

interface SandboxCommandOptions {
  readonly port: number;
  readonly seed: number;
  readonly candidates: number;
  readonly count?: readonly string[];
  readonly latency: number;
  readonly faults?: string;
  readonly memory?: boolean;
  readonly rateLimit: boolean;
}

export async function sandboxCommand(shell: Shell, options: SandboxCommandOptions): Promise<number> {
  const { port, seed, candidates, latency, rateLimit } = options;
  const sandbox = await startSandbox({
    port,
    seed,
    candidates,
    counts: countsOf(options.count ?? []),
    latency,
    rateLimit,
    faults: parseFaults(options.faults ?? ""),
    descriptions: await findDescriptions(projectOf(shell.cwd), shell.cwd),
    onUnknown: (host, what) =>
      shell.stderr.write(`${plain(shell.redactor.mask(`${host} does not know ${what}`))}\n`),
    ...(options.memory ? {} : { directory: join(stateDirectory(shell, true), "served") }),
  });
  const endpoints = Object.entries(sandbox.endpoints).map(([host, url]) => `  --endpoint ${host}=${url}`);
  const accounts = Object.entries(sandbox.accounts).flatMap(([connector, values]) =>
    Object.entries(values).map(([name, value]) => `${nameOf(connector, name)}=${value}`),
  );
  shell.stdout.write(`${sandbox.url}\n`);
  shell.stderr.write(
    [
      `the sandbox is at ${sandbox.url}; what arrived is shown at ${sandbox.url}/__state`,
      "send a run to it with",
      endpoints.join(" \\\n"),
      "and these credentials, in its environment or in a file for --env-file",
      ...accounts,
      "stop it with Ctrl-C\n",
    ].join("\n"),
  );
  await new Promise<void>((resolve) => {
    shell.onSignal("SIGINT", resolve);
    shell.onSignal("SIGTERM", resolve);
    shell.onParentGone?.(resolve);
  });
  await sandbox.close();
  return 0;
}

/** The name of a value in the environment, as the shipped pipelines and `new pipeline` write it. */
function nameOf(connector: string, name: string): string {
  return `${connector}_${name}`.toUpperCase();
}

/** `acme.people=1000`, once for each collection. */
function countsOf(texts: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, name, count] = /^(\w+\.\w+)=(\d{1,7})$/.exec(text) ?? [];
      if (name === undefined)
        throw new Fault("USAGE", `--count ${plain(text)} is not connector.collection=number`, {
          hint: "Write e.g. --count acme.people=1000.",
        });
      return [name, Number(count)];
    }),
  );
}
