/** `sync-runner check <connector|pipeline>`: whether the systems, the credentials, the clocks and the store are as a run needs them. */
import { constants, existsSync } from "node:fs";
import { access } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Exit } from "../faults/catalogue.js";
import { diskFault } from "../faults/disk-fault.js";
import { asFault, type Fault } from "../faults/fault.js";
import { type Finding, renderFindings } from "../report/checks.js";
import { isTooShort, SHORTEST } from "../report/forms.js";
import { renderJson } from "../report/json.js";
import { duration } from "../report/words.js";
import { openVault } from "../state/vault.js";
import { type Checked, checkSystem } from "../steps/check-system.js";
import { openStoreToRead } from "../store/store.js";
import { type CheckTarget, checkTarget, type SystemToCheck } from "./check-target.js";
import type { PipelineOptions } from "./prepare.js";
import { argumentRedactor } from "./redactor.js";
import { hasColour, type Shell } from "./shell.js";

/** So far may a clock be off before it is told. */
const MOST_SKEW_MS = 60_000;

export async function checkCommand(shell: Shell, given: string, options: PipelineOptions): Promise<number> {
  const target = await checkTarget(shell, given, options);
  const redactor = argumentRedactor(shell, target.secrets);
  const learn = (secret: string) => {
    redactor.add(secret);
    shell.redactor.add(secret);
  };
  const found: { readonly findings: readonly Finding[]; readonly fault?: Fault | undefined }[] = [];
  const { store, key } = target.around;
  const { signal } = new AbortController();
  const owner = { run_id: `check-${Date.now()}`, action: "check" };
  const vault = openVault({ store, key, owner, signal });
  try {
    const client = {
      ...target.around,
      filesDirectory: join(target.around.directory, "files", "check"),
      signal,
      emit: () => {},
      learn,
    };
    for (const system of target.systems) {
      const checked = await checkSystem(system.side, system.check, system.auth, client, vault);
      found.push({ findings: findingsOf(system, checked), fault: checked.fault });
    }
    if (target.workflowId !== undefined) found.push(await checkStore(target.workflowId, target.around));
  } finally {
    await vault.close();
    await target.close();
  }
  const findings = found.flatMap((one) => one.findings);
  const fault = found.find((one) => one.fault)?.fault;
  if (options.json) {
    const said = { command: "check", ok: !fault, result: { checks: findings }, error: fault };
    shell.stdout.write(`${renderJson(said, redactor)}\n`);
  } else {
    const color = hasColour(shell.stdout, shell.env);
    shell.stdout.write(`${renderFindings(findings, { color, mask: redactor.mask })}\n`);
  }
  // What a system says of a check is about the system, whatever it says of items.
  return fault === undefined ? Exit.ok : fault.exit === Exit.rejected ? Exit.environment : fault.exit;
}

function findingsOf(system: SystemToCheck, checked: Checked): Finding[] {
  const { title: subject } = system.side;
  const { host, isReached, ms, fault } = checked;
  if (!isReached) {
    const message = fault?.message ?? "it was not asked";
    const remedy =
      fault?.hint ??
      `Is the address right, and can this machine reach it? Behind a proxy set HTTPS_PROXY; a private address needs --allow-host ${host ?? "HOST"}.`;
    return [{ subject, check: "reached", state: "failed", message, remedy }];
  }
  return [
    { subject, check: "reached", state: "ok", message: `${host} answers in ${ms} ms` },
    credentialsOf(system, checked),
    ...secretsOf(system),
    clockOf(subject, checked),
  ];
}

function credentialsOf({ side, account, credentials }: SystemToCheck, checked: Checked): Finding {
  const about = { subject: side.title, check: "credentials" } as const;
  if (checked.fault) {
    const { hint, message } = checked.fault;
    const remedy = checked.isKnown === false ? `Look at ${credentials}.` : hint;
    return { ...about, state: "failed", message, remedy };
  }
  if (checked.isKnown === undefined) {
    const remedy = "Give its manifest a `check: { get, account }`.";
    const message = "its connector has no request that would tell whether they are good";
    return { ...about, state: "unknown", message, remedy };
  }
  const shown = Object.entries(account).map(([name, value]) => `${name}=${value}`);
  const whose = checked.account ?? (shown.length > 0 ? shown.join(", ") : "no name is told");
  return { ...about, state: "ok", message: `accepted by ${checked.asked}; account: ${whose}` };
}

/** Secrets that the log cannot keep. */
function secretsOf({ side, auth, credentials }: SystemToCheck): Finding[] {
  const short = side.http.secrets.filter((name) => typeof auth[name] === "string" && isTooShort(auth[name]));
  return short.map((name) => ({
    subject: side.title,
    check: "secrets",
    state: "warning",
    message: `\`${name}\` has fewer than ${SHORTEST} characters: it is not masked where it is shown`,
    remedy: `Have a longer one made, and change it in ${credentials}.`,
  }));
}

function clockOf(subject: string, { ahead }: Checked): Finding {
  const about = { subject, check: "clock" } as const;
  if (ahead === undefined) return { ...about, state: "unknown", message: "it does not say what time it has" };
  // The header tells whole seconds.
  const off = Math.abs(ahead);
  if (off < MOST_SKEW_MS) return { ...about, state: "ok", message: "agrees with the one of this machine" };
  const message = `${duration(off)} ${ahead > 0 ? "ahead of" : "behind"} the one of this machine`;
  const remedy =
    "Set the clock of this machine by NTP: locks and tokens are judged by clocks. If it is right, tell whoever runs that system.";
  return { ...about, state: "warning", message, remedy };
}

async function checkStore(workflowId: string, { store: url, directory }: CheckTarget["around"]) {
  const about = { subject: "store", check: "store" } as const;
  const isEmbedded = url === `sqlite:${join(directory, "state.db")}`;
  try {
    if (isEmbedded) await writable(firstThere(join(directory, "state.db")));
    const isNew = isEmbedded && !existsSync(join(directory, "state.db"));
    const store = await openStoreToRead(url, { witness: join(directory, "witness") });
    try {
      await store.confirm(workflowId);
      const warnings = store.warnings.map((message) => ({ ...about, state: "warning", message }) as const);
      const message = isNew ? "there is no state yet; the first run begins it" : `${store.url} answers`;
      return { findings: [{ ...about, state: "ok", message } as const, ...warnings] };
    } finally {
      await store.close();
    }
  } catch (error) {
    const fault = asFault(error);
    const remedy = fault.hint ?? "Look at --store and SYNC_RUNNER_STORE.";
    return { findings: [{ ...about, state: "failed", message: fault.message, remedy } as const], fault };
  }
}

/** The nearest folder above that is there. */
function firstThere(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : firstThere(dirname(path));
}

async function writable(path: string): Promise<void> {
  try {
    await access(path, constants.W_OK);
  } catch (error) {
    throw diskFault(path, "written", error);
  }
}
