/** Writes the reject file of a run: what is in it and synced counts as dealt with, so the token may pass it (I1). */
import { mkdir, type FileHandle as OpenFile, open } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { diskFault } from "../faults/disk-fault.js";
import type { FileHandle } from "../http/files.js";
import { encodeValue, type NewReject, type Reject, type SavedFile } from "./reject.js";

export type { NewReject, Reject } from "./reject.js";

/** The reject file of one run. Any failure is final: nothing is written after it. */
export interface RejectWriter {
  /** Where the file is or will be; it is created with the first reject. */
  readonly path: string;
  /** Rejects written so far. */
  readonly count: number;
  /** Calls may overlap; the lines keep their order. @throws Fault DISK_FAILED */
  add(reject: NewReject): Promise<void>;
  /** Resolves when everything that was added is on the disk. @throws Fault DISK_FAILED */
  sync(): Promise<void>;
  /** Syncs and closes. @throws Fault DISK_FAILED, but not for a failure that a call before has thrown already */
  close(): Promise<void>;
}

export interface RejectOptions {
  /** Takes credentials out of every text of a record or item (I6); anything else in it has to stay, or a replay would send it masked. */
  readonly mask?: (text: string) => string;
  /** Takes secrets out of messages. */
  readonly maskMessage?: (text: string) => string;
  readonly now?: () => number;
}

/** Whose rejects these are. */
export type RejectSource = Pick<Reject, "workflow_id" | "run_id" | "action">;

/**
 * The writer of `<directory>/<workflow_id>/<run_id>.jsonl`. Files inside of records are saved in `<run_id>.files/` beside it.
 *
 * @example const rejects = openRejects(".sync-runner/rejects", { workflow_id: "orders", run_id: "r1", action: "shop.pull_orders" });
 */
export function openRejects(
  directory: string,
  source: RejectSource,
  options: RejectOptions = {},
): RejectWriter {
  const { mask = (text) => text, maskMessage = mask, now = Date.now } = options;
  const path = join(directory, source.workflow_id, `${source.run_id}.jsonl`);
  const filesDirectory = join(dirname(path), `${source.run_id}.files`);
  let file: OpenFile | undefined;
  let count = 0;
  let saved = 0;
  let unsynced = false;
  let failed = false;
  const changedDirectories = new Set<string>();
  let tail: Promise<void> = Promise.resolve();

  /** One after the other; once one failed, the rest fails alike. */
  function inOrder(work: () => Promise<void>): Promise<void> {
    const done = tail.then(work).catch((error: unknown) => {
      failed = true;
      throw diskFault(path, "written", error);
    });
    tail = done;
    // Whoever called knows of the failure; the next call does too.
    tail.catch(() => {});
    return done;
  }

  async function append(reject: NewReject): Promise<void> {
    const files: [FileHandle, string][] = [];
    const save = (handle: FileHandle): SavedFile => {
      saved += 1;
      const name = `${saved}-${handle.sha256.slice(0, 12)}`;
      files.push([handle, join(filesDirectory, name)]);
      return {
        path: `${basename(filesDirectory)}/${name}`,
        name: handle.name === undefined ? undefined : mask(handle.name),
        content_type: handle.content_type,
        size: handle.size,
        sha256: handle.sha256,
      };
    };
    const { bucket, key, index, cursor, error, outcome_unknown, record, item } = reject;
    const text = (value: unknown) => encodeValue(value, save, mask);
    const line = {
      version: 1,
      ...source,
      at: new Date(now()).toISOString(),
      bucket,
      key: text(key),
      index,
      cursor: text(cursor),
      error: encodeValue(error, save, maskMessage),
      outcome_unknown: outcome_unknown === true ? true : undefined,
      record: text(record),
      item: text(item),
    };
    for (const [handle, target] of files) await saveFile(handle, target);
    file ??= await create(path);
    unsynced = true;
    await file.appendFile(`${JSON.stringify(line)}\n`);
    count += 1;
  }

  async function create(target: string): Promise<OpenFile> {
    await makeDirectory(dirname(target));
    changedDirectories.add(dirname(target));
    return open(target, "ax", 0o600);
  }

  async function makeDirectory(target: string): Promise<void> {
    const first = await mkdir(target, { recursive: true, mode: 0o700 });
    if (first === undefined) return;
    for (let made = target; ; made = dirname(made)) {
      changedDirectories.add(dirname(made));
      if (made === first || made === dirname(made)) return;
    }
  }

  async function saveFile(handle: FileHandle, target: string): Promise<void> {
    await makeDirectory(filesDirectory);
    changedDirectories.add(filesDirectory);
    const copy = await open(target, "wx", 0o600);
    try {
      for await (const chunk of handle.stream()) await copy.appendFile(chunk as Buffer);
      await copy.sync();
    } catch (error) {
      throw diskFault(target, "written", error);
    } finally {
      await copy.close();
    }
  }

  async function flush(): Promise<void> {
    if (!unsynced) return;
    await file?.sync();
    for (const changed of changedDirectories) await syncDirectory(changed);
    changedDirectories.clear();
    unsynced = false;
  }

  return {
    path,
    get count() {
      return count;
    },
    add: (reject) => inOrder(() => append(reject)),
    sync: () => inOrder(flush),
    async close() {
      try {
        await tail.catch(() => {});
        if (!failed) await inOrder(flush);
      } finally {
        await file?.close();
        file = undefined;
      }
    },
  };
}

/** A file is only sure to be found after a power cut when its directory is on the disk too. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
