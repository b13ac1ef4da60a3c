/**
 * Files on their way from one system to another: resumes are personal data and may be large, so expressions, logs and JSON see
 * a handle, and only the request that sends the file sees its bytes.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { diskFault } from "../faults/disk-fault.js";
import { Fault } from "../faults/fault.js";

/** What is known of a file besides its bytes. */
export interface FileFacts {
  readonly name?: string | undefined;
  /** Media type without parameters. */
  readonly contentType?: string | undefined;
  /** In what signs it is written where it stands inside JSON; a file without it stands in none. */
  readonly encoding?: "base64" | undefined;
  /** Where anybody may read the same file: the address that gave it without credentials. */
  readonly url?: string | undefined;
}

/** Where the bytes are. */
export type FileContent =
  | { readonly bytes: Buffer }
  | {
      readonly path: string;
      readonly size: number;
      readonly sha256: string;
      readonly remove: () => Promise<void>;
    };

/**
 * A file. Expressions see its `name`, `content_type`, `size` and `url`, and so find that it is there; whatever copies, prints or
 * serialises a record finds nothing of its content.
 *
 * @example JSON.stringify({ resume: handle }) // {"resume":"[file resume.pdf, 1234 bytes]"}
 */
export class FileHandle {
  readonly name: string | undefined;
  /** Media type without parameters, in lower case. */
  readonly content_type: string | undefined;
  /** Bytes. */
  readonly size: number;
  /** Where anybody may read the same file: the address that gave it without credentials. */
  declare url?: string;
  readonly #encoding: FileFacts["encoding"];
  #content: FileContent | undefined;
  #sha256: string | undefined;

  constructor(content: FileContent, facts: FileFacts = {}) {
    this.#content = content;
    this.name = facts.name;
    this.content_type = facts.contentType;
    this.#encoding = facts.encoding;
    if (facts.url !== undefined) this.url = facts.url;
    this.size = "bytes" in content ? content.bytes.length : content.size;
    this.#sha256 = "bytes" in content ? undefined : content.sha256;
  }

  /** Of the content, as 64 hexadecimal digits. */
  get sha256(): string {
    if (this.#sha256 === undefined) {
      const content = this.#held();
      const bytes = "bytes" in content ? content.bytes : Buffer.alloc(0);
      this.#sha256 = createHash("sha256").update(bytes).digest("hex");
    }
    return this.#sha256;
  }

  /** In what signs it is written inside JSON. No property of it, so that whoever looks at a file finds the same as before. */
  get encoding(): FileFacts["encoding"] {
    return this.#encoding;
  }

  /** The whole content. @throws {Fault} DISK_FAILED when it cannot be read, BUG after `release`. */
  async bytes(): Promise<Buffer> {
    const content = this.#held();
    if ("bytes" in content) return content.bytes;
    try {
      return await readFile(content.path);
    } catch (error) {
      throw diskFault(content.path, "read", error);
    }
  }

  /** The content from its beginning; each call reads anew. It ends with DISK_FAILED when it cannot be read. */
  stream(): Readable {
    const content = this.#held();
    const pieces = "bytes" in content ? [content.bytes] : read(content.path);
    return Readable.from(pieces, { objectMode: false });
  }

  /** The same file under another name or media type. It lives as long as this one. */
  with(facts: FileFacts): FileHandle {
    return new FileHandle(this.#held(), {
      name: this.name,
      contentType: this.content_type,
      encoding: this.#encoding,
      url: this.url,
      ...facts,
    });
  }

  /** The content where it is in memory; undefined where it must be read from disk. */
  get inMemory(): Buffer | undefined {
    const content = this.#held();
    return "bytes" in content ? content.bytes : undefined;
  }

  /** Lets go of the content, and removes it from the disk. To be called once nothing will send the file again. */
  async release(): Promise<void> {
    const content = this.#content;
    this.#content = undefined;
    if (content !== undefined && "remove" in content) await content.remove();
  }

  toJSON(): string {
    return `[file ${this.name ?? "without name"}, ${this.size} bytes]`;
  }

  #held(): FileContent {
    if (this.#content === undefined) throw new Fault("BUG", "a file was used after its release");
    return this.#content;
  }
}

async function* read(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path);
  } catch (error) {
    throw diskFault(path, "read", error);
  }
}

/** True for a file handle. */
export function isFile(value: unknown): value is FileHandle {
  return value instanceof FileHandle;
}

/**
 * A file whose bytes are at hand.
 *
 * @example fileFromBytes(Buffer.from("%PDF-"), { name: "resume.pdf", contentType: "application/pdf" })
 */
export function fileFromBytes(bytes: Buffer, facts: FileFacts = {}): FileHandle {
  return new FileHandle({ bytes }, facts);
}
