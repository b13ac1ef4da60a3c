/** The key of what a store holds sealed: that of the environment, or one that is made once, beside a store that is a file. */
import { randomBytes } from "node:crypto";
import { link, open, rm } from "node:fs/promises";
import { platform } from "node:os";
import { dirname } from "node:path";
import { diskFault } from "../faults/disk-fault.js";
import { Fault } from "../faults/fault.js";
import type { Store } from "./store.js";

const BYTES = 32;
const MAKE = "export SYNC_RUNNER_KEY=$(openssl rand -hex 32)";

/**
 * @param given what the environment has as SYNC_RUNNER_KEY
 * @throws {Fault} USAGE for a key of another form, and where a shared store has none: one of this machine alone would be of no use to
 *   the others
 */
export async function sealKey(
  { file, url }: Pick<Store, "file" | "url">,
  given: string | undefined,
): Promise<Buffer> {
  if (given) {
    if (isKey(given)) return Buffer.from(given, "hex");
    throw new Fault("USAGE", "SYNC_RUNNER_KEY is no key: it has 64 hexadecimal digits", {
      hint: `Make one: ${MAKE}`,
    });
  }
  if (file === undefined) {
    throw new Fault("USAGE", `what a session keeps is encrypted in ${url}, and there is no SYNC_RUNNER_KEY`, {
      hint: `Make one, and give the same to every machine that shares the store: ${MAKE}`,
    });
  }
  const path = `${file}.key`;
  try {
    return (await readKey(path)) ?? (await makeKey(path));
  } catch (error) {
    throw diskFault(path, "read", error);
  }
}

function isKey(text: string): boolean {
  return new RegExp(`^[0-9a-f]{${BYTES * 2}}$`, "i").test(text);
}

async function readKey(path: string): Promise<Buffer | undefined> {
  const file = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (!file) return undefined;
  try {
    const { mode } = await file.stat();
    if (platform() !== "win32" && (mode & 0o077) !== 0) {
      throw new Fault("STORE_FAILED", `the key ${path} can be read by other users of this machine`, {
        hint: `Take their rights away: chmod 600 ${path}`,
      });
    }
    const text = (await file.readFile("utf8")).trim();
    if (isKey(text)) return Buffer.from(text, "hex");
    throw new Fault("STORE_CORRUPT", `${path} holds no key`, {
      hint: "Put the file back that was there. If it is lost, remove it, and log in again.",
    });
  } finally {
    await file.close();
  }
}

/** Whole or not at all, and by the first who makes it: two keys would each be blind to what the other sealed. */
async function makeKey(path: string): Promise<Buffer> {
  const key = randomBytes(BYTES);
  const whole = `${path}.${randomBytes(6).toString("hex")}`;
  const file = await open(whole, "wx", 0o600);
  try {
    await file.writeFile(`${key.toString("hex")}\n`);
    await file.sync();
    await file.close();
    await link(whole, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const theirs = await readKey(path);
    if (theirs) return theirs;
    throw error;
  } finally {
    await rm(whole, { force: true });
  }
  await syncFolder(dirname(path));
  return key;
}

/** What is sealed must not outlive its key when the power fails; Windows syncs no folders. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
