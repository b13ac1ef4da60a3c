/** Builds the bodies of texts and of forms, plain ones and multipart ones that stream their files from where they lie. */
import { randomBytes } from "node:crypto";
import { Fault } from "../faults/fault.js";
import { type BodyPart, bodyOf, joined, type Piece, type RequestBody, sizeOf } from "./body.js";
import { type FileHandle, isFile } from "./files.js";
import { isHeaderText } from "./header-text.js";
import { jsonText } from "./json-body.js";

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

/**
 * A body of text in UTF-8, whose type a header of the request says.
 *
 * @throws {Fault} INVALID for what is no text: what stands in its place would not be what the system expects
 */
export function textBody(value: unknown): RequestBody {
  if (typeof value === "string") return bodyOf("text/plain; charset=utf-8", Buffer.from(value));
  throw new Fault("INVALID", `the text of a body is ${value === undefined ? "nothing" : "no text"}`);
}

/** A field as text: text, numbers and booleans as they are, all else as JSON. */
function plainText(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : jsonText(value);
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
  const pieces: Piece[] = [];
  const shown: BodyPart[] = [];
  for (const [name, value] of Object.entries(parts)) {
    const part = isFile(value) ? { file: value, content_type: "application/octet-stream" } : value;
    if (part === null || part === undefined) continue;
    if (isInBase64(part)) throw inBase64(name);
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
    size: sizeOf(pieces),
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

/** A form takes files as they are: whoever asks for base64 and gets bytes would not notice. */
function isInBase64(part: unknown): boolean {
  const file = isFile(part) ? part : (part as { readonly file?: unknown }).file;
  return isFile(file) && file.encoding !== undefined;
}

function inBase64(name: string): Fault {
  return new Fault("INVALID", `the part ${name} of a multipart body is a file in base64`, {
    hint: "Give the file as it is, without `$base64`: a multipart body holds its bytes.",
  });
}

/** As browsers do it: all but what would end the quoted name goes as it is, in UTF-8. */
function escaped(name: string): string {
  return name.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}
