/**
 * What this machine has seen of a store, kept in a file outside of it: a store that was emptied, replaced by an older copy or has lost
 * its newest part cannot say so itself (I3).
 */
import { createHash } from "node:crypto";
import { writeSync } from "node:fs";
import { type FileHandle, mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { diskFault } from "../faults/disk-fault.js";
import type { Generation, StateAdapter } from "./adapter.js";

/** What was seen of one workflow_id of one store. */
export interface Witness {
  /**
   * The newest generation that was seen and cannot have been lost since by a power cut; undefined when none was, or when the file says
   * nothing that can be read.
   */
  read(): Promise<Generation | undefined>;
  /** Keeps a generation in the place of what was there before, and then the revisions that follow. @throws Fault DISK_FAILED */
  keep(generation: Generation): Promise<WitnessFile>;
}

/** Is open as long as the lease is held. */
export interface WitnessFile {
  /**
   * Notes a commit. One that is not durable counts until the machine starts anew: nothing less takes it away.
   *
   * @throws Fault DISK_FAILED
   */
  note(revision: number, durable: boolean): void;
  close(): Promise<void>;
}

/** For a store that nobody watches. */
export const noWitness: Witness = {
  read: async () => undefined,
  keep: async () => ({ note: () => {}, close: async () => {} }),
};

/**
 * The witness of a workflow_id.
 *
 * @param directory absolute; is made, for the user alone, when there is none
 * @param boot changes with every start of this machine; null when it cannot tell
 * @example const seen = await witnessOf("/project/.sync-runner/witness", adapter, self.boot, "orders").read();
 */
export function witnessOf(
  directory: string,
  adapter: StateAdapter,
  boot: string | null,
  workflowId: string,
): Witness {
  const path = join(directory, nameOf(directory, adapter, workflowId));
  return {
    async read() {
      try {
        return parse(await readFile(path, "latin1"), boot);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw diskFault(path, "read", error);
      }
    },
    async keep({ lineage, revision }) {
      let file: FileHandle | undefined;
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        // Only the holder of the lease comes here, so the name need not be one of its own. A new file for each lease: a process that
        // was frozen past its lease and wakes writes into a file that nobody reads any more.
        file = await open(`${path}.new`, "w", 0o600);
        const record: WitnessRecord = { lineage, boot, durable: revision, newest: revision };
        await file.write(textOf(record), 0);
        await rename(`${path}.new`, path);
        return witnessFile(path, file, record);
      } catch (error) {
        await file?.close();
        throw diskFault(path, "written", error);
      }
    },
  };
}

function witnessFile(path: string, file: FileHandle, first: WitnessRecord): WitnessFile {
  let last = first;
  let isClosed = false;
  return {
    note(newest, durable) {
      if (isClosed || newest <= last.newest) return;
      last = { ...last, newest, durable: durable ? newest : last.durable };
      try {
        writeSync(file.fd, textOf(last), 0);
      } catch (error) {
        throw diskFault(path, "written", error);
      }
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await file.close();
    },
  };
}

interface WitnessRecord {
  readonly lineage: string;
  /** The boot in which `newest` was written. */
  readonly boot: string | null;
  /** The revision of the last durable commit or acquisition. */
  readonly durable: number;
  /** The revision of the last one of any kind. */
  readonly newest: number;
}

/** All records of a store are of one length: a newer one is written over an older one. */
function textOf({ lineage, boot, durable, newest }: WitnessRecord): string {
  const [a, b] = [durable, newest].map((revision) => String(revision).padStart(16, "0"));
  return `sync-runner witness 1 ${lineage} ${a} ${b} ${boot ?? "unknown"}\n`;
}

function parse(text: string, boot: string | null): Generation | undefined {
  const found = /^sync-runner witness 1 (\S+) (\d{16}) (\d{16}) (\S+)\n$/.exec(text);
  if (found === null) return undefined;
  const [, lineage = "", durable, newest, written] = found;
  return { lineage, revision: Number(written === boot ? newest : durable) };
}

/** A file is named as it is seen from the witness, so that both may be moved, or mounted elsewhere, together. */
function nameOf(directory: string, { url, file }: StateAdapter, workflowId: string): string {
  const place = file === undefined ? url : `sqlite:${relative(directory, file).replaceAll(sep, "/")}`;
  return createHash("sha256")
    .update(JSON.stringify([place, workflowId]))
    .digest("hex")
    .slice(0, 32);
}
