/** Builds bodies of JSON. A file stands in one in base64, and never becomes a text of it: its bytes are encoded while they are sent. */
import { randomBytes } from "node:crypto";
import { Fault } from "../faults/fault.js";
import { bodyOf, joined, type Piece, type RequestBody, sizeOf } from "./body.js";
import { type FileHandle, isFile } from "./files.js";

const TYPE = "application/json";

/**
 * A JSON body. Members that are undefined are left out; null stays. A file of `$base64(…)` is a text in base64.
 *
 * @throws {Fault} INVALID when the value holds a file as it is, or is no JSON value.
 * @example jsonBody({ name: "Ada", phone: null }) // {"name":"Ada","phone":null}
 */
export function jsonBody(value: unknown): RequestBody {
  const text = written(value);
  if (!mayHoldFile(text)) return bodyOf(TYPE, Buffer.from(text));
  const files: FileHandle[] = [];
  // No value of a stranger can hold what is drawn for this body alone.
  const mark = randomBytes(16).toString("hex");
  const marked = written(value, function (this: Readonly<Record<string, unknown>>, key, member) {
    // A file has become a text before it comes here; what holds it has it still.
    const file = this[key];
    if (!isFile(file)) return member;
    if (file.encoding === undefined) throw inJson();
    files.push(file);
    return mark;
  });
  if (files.length === 0) return bodyOf(TYPE, Buffer.from(text));
  const pieces = marked.split(mark).flatMap((part, at): Piece[] => {
    const file = files[at];
    return file ? [Buffer.from(part), { inBase64: file }] : [Buffer.from(part)];
  });
  return { contentType: TYPE, size: sizeOf(pieces), create: () => joined(pieces), shown: text };
}

/**
 * A value as JSON that stands as text elsewhere.
 *
 * @throws {Fault} INVALID when it holds a file
 */
export function jsonText(value: unknown): string {
  const text = written(value);
  if (mayHoldFile(text) && holdsFile(value)) throw inJson();
  return text;
}

function written(value: unknown, replacer?: (this: never, key: string, member: unknown) => unknown): string {
  try {
    return JSON.stringify(value, replacer as Parameters<typeof JSON.stringify>[1]) ?? "null";
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault("INVALID", "a body cannot be written as JSON", { cause });
  }
}

/** A file writes itself as `[file …]`: only where that appears is it worth looking for one. */
function mayHoldFile(text: string): boolean {
  return text.includes("[file ");
}

function holdsFile(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return isFile(value) || Object.values(value).some(holdsFile);
}

function inJson(): Fault {
  return new Fault("INVALID", "a file cannot be sent inside JSON or a form as it is", {
    hint: "In a `json` body write `$base64(file)`, where the system takes it as text; or send it as a part of a `multipart` body.",
  });
}
