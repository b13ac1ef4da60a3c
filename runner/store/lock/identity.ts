/** Who holds a lock: enough to tell on the same machine that the holder has died, so that a killed run can be repeated at once. */
import { readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";
// Reads of the own process id and of the existence of others; nothing of the command line is touched here.
import { kill, pid } from "node:process";

/** One process on one machine. What a system cannot tell is null. */
export interface Identity {
  readonly host: string;
  readonly pid: number;
  /** Start of the process in clock ticks since boot: tells a reused process id from the original. */
  readonly started: string | null;
  /** Changes with every boot. */
  readonly boot: string | null;
  /** Process ids mean something only within one pid namespace (container). */
  readonly pid_namespace: string | null;
  /** Two processes of the same clock read the same monotonic time. */
  readonly clock: string | null;
}

/** The identity of this process. */
export async function ownIdentity(): Promise<Identity> {
  const [boot, pidNamespace, timeNamespace, state] = await Promise.all([
    readable(readFile("/proc/sys/kernel/random/boot_id", "utf8")),
    readable(readlink("/proc/self/ns/pid")),
    readable(readlink("/proc/self/ns/time")),
    processState(pid),
  ]);
  return {
    host: hostname(),
    pid,
    started: state?.started ?? null,
    boot,
    pid_namespace: pidNamespace,
    clock: boot === null ? null : `${boot} ${timeNamespace ?? "time:unknown"}`,
  };
}

/**
 * Reads an identity from a lease; undefined for anything else, which leaves the end of the lease as the only way to free it.
 *
 * @example parseIdentity(JSON.stringify(await ownIdentity()))
 */
export function parseIdentity(text: string): Identity | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const { host, pid: id, started, boot, pid_namespace, clock } = value as Record<string, unknown>;
  if (typeof host !== "string" || !Number.isInteger(id)) return undefined;
  return {
    host,
    pid: id as number,
    started: textOrNull(started),
    boot: textOrNull(boot),
    pid_namespace: textOrNull(pid_namespace),
    clock: textOrNull(clock),
  };
}

/** True only when it is certain that the process has ended: it lived where this one lives, and is not there any more. */
export async function isGone(owner: Identity, self: Identity): Promise<boolean> {
  if (!sharesProcesses(owner, self)) return false;
  if (!exists(owner.pid)) return true;
  const state = await processState(owner.pid);
  if (state === undefined) return false;
  if (state.dead) return true;
  return owner.started !== null && owner.started !== state.started;
}

/** Whether a process id of one means the same process to the other. */
export function sharesProcesses(a: Identity, b: Identity): boolean {
  return a.host === b.host && a.boot === b.boot && a.pid_namespace === b.pid_namespace;
}

function exists(id: number): boolean {
  try {
    kill(id, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** undefined where the system has no /proc, or hides this process. */
async function processState(id: number): Promise<{ started: string; dead: boolean } | undefined> {
  const stat = await readable(readFile(`/proc/${id}/stat`, "utf8"));
  if (stat === null) return undefined;
  // The second field is the name of the program in brackets and may itself hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state] = fields;
  const started = fields[19];
  if (started === undefined) return undefined;
  // A zombie was killed and only waits for its parent to notice.
  return { started, dead: state === "Z" || state === "X" };
}

async function readable(source: Promise<string>): Promise<string | null> {
  try {
    return (await source).trim();
  } catch {
    return null;
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
