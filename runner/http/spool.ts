/** Keeps large files on disk while they wait to be sent, readable by this user alone and no longer than the client lives. */
import { createHash, randomUUID } from "node:crypto";
import { mkdir, type FileHandle as OpenFile, open, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import { diskFault } from "../faults/disk-fault.js";
import { type FileFacts, FileHandle } from "./files.js";
import type { Sink } from "./sink.js";

/** Bytes up to which a file stays in memory. */
const keptInMemory = 64 * 1024;

export class Spool {
  readonly #directory: string;
  readonly #paths = new Set<string>();
  /** The outermost folder that was made for it. */
  #made: string | undefined;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** A new empty file of the spool. */
  async open(): Promise<{ readonly file: OpenFile; readonly path: string }> {
    const name = path.join(this.#directory, randomUUID());
    try {
      const made = await mkdir(this.#directory, { recursive: true, mode: 0o700 });
      this.#made ??= made;
      const file = await open(name, "wx", 0o600);
      this.#paths.add(name);
      return { file, path: name };
    } catch (error) {
      throw diskFault(name, "written", error);
    }
  }

  async remove(name: string): Promise<void> {
    this.#paths.delete(name);
    await rm(name, { force: true });
  }

  /** Removes the files that nobody released, and the folders that were made for them and hold nothing else. */
  async close(): Promise<void> {
    await Promise.all([...this.#paths].map((name) => this.remove(name)));
    if (this.#made === undefined) return;
    try {
      for (let folder = this.#directory; folder.length >= this.#made.length; folder = path.dirname(folder))
        await rmdir(folder);
    } catch {
      // Somebody else has put something into it.
    }
  }
}

/** Receives a file: small ones in memory, the rest on disk while they arrive. */
export class FileSink implements Sink {
  readonly cap: number;
  readonly unlessWhole = "refuse";
  readonly #spool: Spool;
  readonly #facts: FileFacts;
  readonly #hash = createHash("sha256");
  #kept: Buffer[] = [];
  #size = 0;
  #opened: Promise<{ readonly file: OpenFile; readonly path: string }> | undefined;
  #written: Promise<void> = Promise.resolve();

  constructor(cap: number, spool: Spool, facts: FileFacts) {
    this.cap = cap;
    this.#spool = spool;
    this.#facts = facts;
  }

  write(chunk: Buffer): Promise<void> | undefined {
    this.#size += chunk.length;
    if (this.#opened === undefined) {
      this.#kept.push(chunk);
      if (this.#size <= keptInMemory) return undefined;
    }
    const piece = this.#opened === undefined ? Buffer.concat(this.#kept) : chunk;
    this.#kept = [];
    this.#opened ??= this.#spool.open();
    this.#hash.update(piece);
    this.#written = this.#append(this.#opened, piece);
    return this.#written;
  }

  async end(): Promise<FileHandle> {
    if (this.#opened === undefined) return new FileHandle({ bytes: Buffer.concat(this.#kept) }, this.#facts);
    await this.#written;
    const { file, path: name } = await this.#opened;
    try {
      await file.close();
    } catch (error) {
      // A file system over the network may find only now that it is full.
      throw diskFault(name, "written", error);
    }
    const remove = () => this.#spool.remove(name);
    return new FileHandle(
      { path: name, size: this.#size, sha256: this.#hash.digest("hex"), remove },
      this.#facts,
    );
  }

  discard(): void {
    this.#kept = [];
    const opened = this.#opened;
    if (opened === undefined) return;
    // The file goes once its last write has ended; what goes wrong with it then concerns nobody any more.
    this.#written
      .catch(() => undefined)
      .then(async () => {
        const { file, path: name } = await opened;
        await file.close();
        await this.#spool.remove(name);
      })
      .catch(() => undefined);
  }

  async #append(
    opened: Promise<{ readonly file: OpenFile; readonly path: string }>,
    piece: Buffer,
  ): Promise<void> {
    const { file, path: name } = await opened;
    try {
      await file.writeFile(piece);
    } catch (error) {
      throw diskFault(name, "written", error);
    }
  }
}
