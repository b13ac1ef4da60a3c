/** Builds the bodies of requests: JSON, forms, and multipart forms that stream their files from where they lie. */
import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { Fault } from "../faults/fault.js";
import { type FileHandle, isFile } from "./files.js";
import { isHeaderText } from "./header-text.js";

/** A body that can be sent again, for another attempt. */
export interface RequestBody {
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  /** The body from its beginning, anew for each attempt. */
  create(): Buffer | Readable;
  /** The parts of a multipart form, for who shows it. */
  readonly parts?: readonly BodyPart[] | undefined;
}

/** One part of a multipart form: a value, or a file, of which the bytes are shown to nobody. */
export type BodyPart =
  | { readonly name: string; readonly value: string }
  | {
      readonly name: string;
      readonly filename: string;
      readonly content_type: string | undefined;
      readonly size: number;
    };

/**
 * A JSON body. Members that are undefined are left out; null stays.
 *
 * @throws {Fault} INVALID when the value holds a file, or is no JSON value.
 * @example jsonBody({ name: "Ada", phone: null }) // {"name":"Ada","phone":null}
 */
export function jsonBody(value: unknown): RequestBody {
  return bodyOf("application/json", Buffer.from(jsonText(value)));
}

/**
 * An `application/x-www-form-urlencoded` body: a list repeats its name, null and undefined are left out, an object is sent
 * as JSON.
 *
 * @throws {Fault} INVALID when a field holds a file.
 * @example formBody({ tag: ["a", "b"], none: null }) // tag=a&tag=b
 */
export function formBody(fields: Readonly<Record<string, unknown>>): RequestBody {
  const form = new URLSearchParams();
  for (const [name, field] of Object.entries(fields)) {
    for (const value of Array.isArray(field) ? field : [field]) {
      if (value !== undefined && value !== null) form.append(name, plainText(value));
    }
  }
  return bodyOf("application/x-www-form-urlencoded", Buffer.from(form.toString()));
}

/** A field as text: text, numbers and booleans as they are, all else as JSON. */
function plainText(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : jsonText(value);
}

function bodyOf(contentType: string, bytes: Buffer): RequestBody {
  return { contentType, size: bytes.length, create: () => bytes };
}

function jsonText(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(value) ?? "null";
  } catch (cause) {
    throw new Fault("INVALID", "a body cannot be written as JSON", { cause });
  }
  // A file writes itself as `[file …]`: only where that appears is it worth looking for one.
  if (text.includes("[file ") && holdsFile(value)) {
    throw new Fault("INVALID", "a file cannot be sent inside JSON", {
      hint: "Send it as a part of a `multipart` body.",
    });
  }
  return text;
}

function holdsFile(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return isFile(value) || Object.values(value).some(holdsFile);
}

interface FilePart {
  readonly file: FileHandle | null | undefined;
  readonly filename?: string | null | undefined;
  readonly content_type?: string | null | undefined;
}

const keysOfFilePart = new Set(["file", "filename", "content_type"]);

/**
 * A form may say of a file under which name and type it goes; a null `file` leaves the part out.
 *
 * @throws {Fault} INVALID for a `file` that is none: sent as JSON it would look as if the file had arrived
 */
function isFilePart(name: string, value: unknown): value is FilePart {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, "file")) return false;
  const { file } = value as { readonly file: unknown };
  if (file === null || file === undefined || isFile(file)) return true;
  if (!Object.keys(value).every((key) => keysOfFilePart.has(key))) return false;
  const what = Array.isArray(file)
    ? "a list"
    : typeof file === "string"
      ? "a text"
      : `a value (${typeof file})`;
  throw new Fault("INVALID", `the \`file\` of the part ${name} is no file but ${what}`, {
    hint: "A file comes from a request with `read: file`; a text in base64 is no file.",
  });
}

/**
 * A `multipart/form-data` body. A FileHandle, or `{ file, filename, content_type }`, becomes a file; text, numbers and
 * booleans become text, objects and lists JSON; null and undefined are left out.
 *
 * @throws {Fault} INVALID when a file hides in an object or list, a `file` is none, or a content type cannot be sent.
 * @example multipartBody({ profile: "7", resume: { file: handle, filename: "cv.pdf", content_type: "application/pdf" } })
 */
export function multipartBody(parts: Readonly<Record<string, unknown>>): RequestBody {
  const boundary = `sync-runner-${randomBytes(18).toString("hex")}`;
  const pieces: (Buffer | FileHandle)[] = [];
  const shown: BodyPart[] = [];
  for (const [name, value] of Object.entries(parts)) {
    const part = isFile(value) ? { file: value, content_type: "application/octet-stream" } : value;
    if (part === null || part === undefined) continue;
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"`;
    if (!isFilePart(name, part)) {
      const text = plainText(part);
      shown.push({ name, value: text });
      pieces.push(Buffer.from(`${head}\r\n\r\n${text}\r\n`));
    } else if (part.file !== null && part.file !== undefined) {
      const filename = escaped(part.filename ?? part.file.name ?? "file");
      const type = typeLine(name, part.content_type);
      const { size } = part.file;
      shown.push({ name, filename, content_type: part.content_type ?? undefined, size });
      pieces.push(
        Buffer.from(`${head}; filename="${filename}"${type}\r\n\r\n`),
        part.file,
        Buffer.from("\r\n"),
      );
    }
  }
  pieces.push(Buffer.from(`--${boundary}--\r\n`));
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    size: pieces.reduce((sum, piece) => sum + (isFile(piece) ? piece.size : piece.length), 0),
    create: () => joined(pieces),
    parts: shown,
  };
}

function typeLine(part: string, contentType: string | null | undefined): string {
  if (contentType === null || contentType === undefined) return "";
  if (!isHeaderText(contentType)) {
    throw new Fault(
      "INVALID",
      `the content type of the part ${part} has a character that no header can have`,
    );
  }
  return `\r\nContent-Type: ${contentType}`;
}

/** As browsers do it: all but what would end the quoted name goes as it is, in UTF-8. */
function escaped(name: string): string {
  return name.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}

function joined(pieces: readonly (Buffer | FileHandle)[]): Buffer | Readable {
  const inMemory = pieces.map((piece) => (isFile(piece) ? piece.inMemory : piece));
  if (inMemory.every((piece) => piece !== undefined)) return Buffer.concat(inMemory);
  return Readable.from(streamed(pieces), { objectMode: false });
}

async function* streamed(pieces: readonly (Buffer | FileHandle)[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) {
    if (isFile(piece)) yield* piece.stream();
    else yield piece;
  }
}
