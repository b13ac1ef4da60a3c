/** The files of rejects, in the store with everything else of them: wherever a replay runs, they are there. */
import { createHash } from "node:crypto";
import { Fault } from "../faults/fault.js";
import type { FileFacts, FileHandle } from "../http/files.js";
import type { Store } from "../store/store.js";
import type { Commits } from "./commits.js";
import { pieceName } from "./names.js";
import type { KeptFile } from "./reject-value.js";

/** Bytes of one value in the store. */
const PIECE = 192 * 1024;

/** Whose files they are. */
export interface Owner {
  readonly workflowId: string;
  readonly scope: string;
  readonly ordinal: string;
}

/**
 * Keeps the files of one reject. Each piece is stored before the next one is read; the reject that names them is stored last.
 */
export class FilesOfReject {
  /** Pieces that were stored so far. */
  pieces = 0;
  readonly #owner: Owner;
  readonly #commits: Commits;

  constructor(owner: Owner, commits: Commits) {
    this.#owner = owner;
    this.#commits = commits;
  }

  /** @throws Fault LOCK_LOST, STORE_FAILED, DISK_FAILED */
  readonly keep = async (file: FileHandle): Promise<KeptFile> => {
    const first = this.pieces;
    let held = Buffer.alloc(0);
    for await (const chunk of file.stream() as AsyncIterable<Buffer>) {
      held = Buffer.concat([held, chunk]);
      for (; held.length >= PIECE; held = held.subarray(PIECE)) await this.#store(held.subarray(0, PIECE));
    }
    if (held.length > 0) await this.#store(held);
    return {
      first,
      pieces: this.pieces - first,
      name: file.name,
      content_type: file.content_type,
      encoding: file.encoding,
      url: file.url,
      size: file.size,
      sha256: file.sha256,
    };
  };

  async #store(bytes: Buffer): Promise<void> {
    const { workflowId, scope, ordinal } = this.#owner;
    this.#commits.note(pieceName(workflowId, scope, ordinal, this.pieces), bytes.toString("base64"));
    this.pieces += 1;
    await this.#commits.commit(false);
  }
}

/** Keeps bytes as a file of this run. */
export type Keep = (bytes: Buffer, facts: FileFacts) => Promise<FileHandle>;

/**
 * A file of a reject, read back.
 *
 * @throws Fault REJECTS_CORRUPT when it is not what was kept, STORE_FAILED
 */
export async function readFile(store: Store, owner: Owner, kept: KeptFile, keep: Keep): Promise<FileHandle> {
  const { workflowId, scope, ordinal } = owner;
  const names = Array.from({ length: kept.pieces }, (_, index) =>
    pieceName(workflowId, scope, ordinal, kept.first + index),
  );
  const pieces = (await store.readMany(names)).map((text) => Buffer.from(String(text ?? ""), "base64"));
  const bytes = Buffer.concat(pieces);
  if (createHash("sha256").update(bytes).digest("hex") !== kept.sha256) {
    throw new Fault(
      "REJECTS_CORRUPT",
      `a file of the reject ${ordinal} of ${workflowId} is not what was kept`,
      {
        hint: `Remove the reject: npx sync-runner rejects drop ${workflowId} --all`,
      },
    );
  }
  const { name, content_type: contentType, encoding, url } = kept;
  return keep(bytes, { name, contentType, encoding, url });
}
