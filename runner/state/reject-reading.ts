/** Reads reject files back: for the list of what was rejected, and for the replay. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { diskFault } from "../faults/disk-fault.js";
import { Fault } from "../faults/fault.js";
import { FileHandle } from "../http/files.js";
import { decodeValue, type Reject, type SavedFile } from "./reject.js";

const ending = ".jsonl";
const replayedEnding = ".replayed.jsonl";
const shownReasons = 3;

/** A reject file in a list. */
export interface RejectSummary {
  readonly workflow_id: string;
  readonly run_id: string;
  readonly path: string;
  readonly count: number;
  /** When the newest was written; ISO 8601, UTC. */
  readonly at: string;
  /** The newest reasons, at most three different ones, newest first. */
  readonly reasons: readonly string[];
}

/**
 * The rejects of a file, in their order, with their files. A last line that a kill cut short is left out.
 *
 * @throws Fault REJECTS_CORRUPT for any other line the runner did not write, and for a file that is not what was saved;
 * FILE_NOT_FOUND
 * @example for await (const reject of readRejects(path)) await push(reject.item);
 */
export async function* readRejects(path: string): AsyncGenerator<Reject, void> {
  for await (const { line, reject } of readLines(path)) {
    const restore = (saved: unknown) => restoreFile(path, line, saved);
    const { record, item } = reject;
    yield {
      ...reject,
      ...(record === undefined ? {} : { record: await decodeValue(record, restore) }),
      ...(item === undefined ? {} : { item: await decodeValue(item, restore) }),
    };
  }
}

/** The reject files that were not replayed yet, newest first. A directory that does not exist holds none. */
export async function listRejects(directory: string, workflowId?: string): Promise<RejectSummary[]> {
  const summaries: RejectSummary[] = [];
  for (const workflow of await namesIn(directory)) {
    if (workflowId !== undefined && workflow !== workflowId) continue;
    for (const name of await namesIn(join(directory, workflow))) {
      if (!name.endsWith(ending) || name.endsWith(replayedEnding)) continue;
      const summary = await summarise(
        workflow,
        join(directory, workflow, name),
        name.slice(0, -ending.length),
      );
      if (summary !== undefined) summaries.push(summary);
    }
  }
  return summaries.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

/**
 * Takes a file off the list by renaming it to `<run_id>.replayed.jsonl`.
 *
 * @returns the new path
 * @throws Fault DISK_FAILED
 */
export async function markReplayed(path: string): Promise<string> {
  const renamed = `${path.slice(0, -ending.length)}${replayedEnding}`;
  try {
    await rename(path, renamed);
  } catch (error) {
    throw diskFault(path, "renamed", error);
  }
  return renamed;
}

async function summarise(
  workflowId: string,
  path: string,
  runId: string,
): Promise<RejectSummary | undefined> {
  const reasons = new Set<string>();
  let count = 0;
  let at: string | undefined;
  for await (const { reject } of readLines(path)) {
    const reason = `${reject.error.code}: ${reject.error.message}`;
    // Added anew so that a set, which keeps the order of its insertions, ends with the newest.
    reasons.delete(reason);
    reasons.add(reason);
    count += 1;
    at = reject.at;
    const [oldest] = reasons;
    if (reasons.size > shownReasons && oldest !== undefined) reasons.delete(oldest);
  }
  if (at === undefined) return undefined;
  return { workflow_id: workflowId, run_id: runId, path, count, at, reasons: [...reasons].reverse() };
}

async function* readLines(path: string): AsyncGenerator<{ line: number; reject: Reject }, void> {
  let line = 0;
  for await (const { text, complete } of splitLines(path)) {
    line += 1;
    let reject: unknown;
    try {
      reject = JSON.parse(text);
    } catch {
      // Only the end of the file can have been cut short; everything before was followed by more.
      if (!complete) return;
    }
    if (!isReject(reject))
      throw malformed(path, line, "is not a reject that this version of sync-runner wrote");
    yield { line, reject };
  }
}

/** By "\n" alone: readline would also split at U+2028, which JSON leaves inside of texts. */
async function* splitLines(path: string): AsyncGenerator<{ text: string; complete: boolean }, void> {
  let pieces: Buffer[] = [];
  const taken = (): string => {
    const text = Buffer.concat(pieces).toString("utf8");
    pieces = [];
    return text;
  };
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      let start = 0;
      for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
        pieces.push(chunk.subarray(start, end));
        yield { text: taken(), complete: true };
        start = end + 1;
      }
      if (start < chunk.length) pieces.push(chunk.subarray(start));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw diskFault(path, "read", error);
    throw new Fault("FILE_NOT_FOUND", `there is no reject file ${path}`, {
      hint: "`sync-runner rejects list` shows those there are",
      cause: error,
    });
  }
  if (pieces.length > 0) yield { text: taken(), complete: false };
}

async function restoreFile(rejectsPath: string, line: number, saved: unknown): Promise<FileHandle> {
  const { path: relative, name, content_type, size, sha256 } = Object(saved) as Partial<SavedFile>;
  // Only what the writer names: a line must not be able to point at another file of this machine (I7).
  if (!/^[^/\\]+\.files\/\d+-[0-9a-f]{12}$/.test(String(relative)) || !sha256 || size === undefined) {
    throw malformed(rejectsPath, line, "names a file in a way the runner does not write");
  }
  const path = join(dirname(rejectsPath), String(relative));
  const hash = createHash("sha256");
  let found = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      found += chunk.length;
    }
  } catch (error) {
    throw diskFault(path, "read", error);
  }
  if (found !== size || hash.digest("hex") !== sha256) {
    throw malformed(rejectsPath, line, `names ${path}, whose content is not what was saved`);
  }
  // The kept file stays until somebody deletes it: a replay may fail as well.
  return new FileHandle({ path, size, sha256, remove: async () => {} }, { name, contentType: content_type });
}

function malformed(path: string, line: number, why: string): Fault {
  return new Fault("REJECTS_CORRUPT", `${path}:${line} ${why}`, {
    location: { file: path, line, column: 1 },
    hint: "correct or remove the line, then run the same command again",
  });
}

function isReject(value: unknown): value is Reject {
  const { version, run_id, workflow_id, action, at, bucket, index, error } = Object(value) as Partial<Reject>;
  const texts = [run_id, workflow_id, action, at, bucket, error?.code, error?.message];
  return version === 1 && Number.isInteger(index) && texts.every((text) => typeof text === "string");
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw diskFault(directory, "read", error);
  }
}
