/** `sync-runner login <connector|pipeline>`: a person logs in once, in a browser, and runs go on from what is kept of it. */
import { join } from "node:path";
import { Exit } from "../faults/catalogue.js";
import { Fault } from "../faults/fault.js";
import { createHttpClient } from "../http/client.js";
import { openVault } from "../state/vault.js";
import { authorization } from "../steps/authorization.js";
import { openSystem } from "../steps/open-system.js";
import { chosenSession, Sessions } from "../steps/sessions.js";
import { openBrowser } from "./browser.js";
import { type CheckTarget, checkTarget, type SystemToCheck } from "./check-target.js";
import { openLoopback } from "./loopback.js";
import type { PipelineOptions } from "./prepare.js";
import { argumentRedactor } from "./redactor.js";
import type { Shell } from "./shell.js";

export interface LoginOptions extends PipelineOptions {
  readonly browser: boolean;
  readonly port?: number;
  /** Seconds. */
  readonly wait: number;
}

export async function loginCommand(shell: Shell, given: string, options: LoginOptions): Promise<number> {
  const target = await checkTarget(shell, given, options);
  try {
    argumentRedactor(shell, target.secrets);
    // Both ends of a pipeline may log in with the same credentials.
    const systems = new Map<string, SystemToCheck>();
    for (const system of target.systems) {
      const logins = system.logins.filter(({ authorize }) => authorize !== undefined);
      const { side, auth } = system;
      if (logins.length > 0) systems.set(JSON.stringify([side.connector, auth]), { ...system, logins });
    }
    if (systems.size === 0) {
      const hint =
        "Only a connector with `authorize` in one of its sessions has one; others log in by themselves.";
      throw new Fault("USAGE", `${given} has no log-in in a browser`, { hint });
    }
    for (const system of systems.values()) await logIn(shell, system, target, options);
    return Exit.ok;
  } finally {
    await target.close();
  }
}

async function logIn(
  shell: Shell,
  { side, auth, logins }: SystemToCheck,
  { around }: CheckTarget,
  { browser, port, wait }: LoginOptions,
): Promise<void> {
  const plan = await chosenSession(logins, side, auth);
  if (!plan) return;
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) shell.onSignal(name, () => stop.abort());
  const loopback = await openLoopback(port ?? 0);
  const { store, key } = around;
  const owner = { run_id: `login-${Date.now()}`, action: `${side.connector}: log-in` };
  const vault = openVault({ store, key, owner, signal: stop.signal });
  const client = createHttpClient({
    ...around,
    filesDirectory: join(around.directory, "files", "login"),
    signal: stop.signal,
    emit: () => {},
    learn: (secret) => shell.redactor.add(secret),
  });
  try {
    const { address, answered } = await authorization(plan, side.title, auth, loopback.address);
    const say = (text: string) => (browser ? shell.stderr : shell.stdout).write(`${text}\n`);
    say(`Log in to ${side.title} at this address: ${address.href}`);
    if (browser) openBrowser(address.href, shell.env);
    const authorized = await loopback.answer(answered, wait * 1000, stop.signal);
    for (const secret of [authorized.code, authorized.code_verifier]) shell.redactor.add(secret);
    const sessions = new Sessions({ vault, authorized });
    const system = await openSystem(side, auth, client, around.rateLimits, [plan], sessions);
    await system.enter?.();
    shell.stderr.write(`logged in to ${side.title}: what its session keeps is in the store\n`);
  } finally {
    await loopback.close();
    await vault.close();
    await client.close();
  }
}
