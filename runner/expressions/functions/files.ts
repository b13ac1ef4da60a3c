/** Functions of files. A file is a handle, and stays one: what is made of it here has no text that a log could show. */
import { Fault } from "../../faults/fault.js";
import { type FileHandle, fileFromBytes, isFile } from "../../http/files.js";
import { parseJson } from "../../http/json.js";
import { meter } from "../bounds.js";
import { type Definition, define } from "./define.js";

/** Media types of the kinds of files that resumes come as. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  bmp: "image/bmp",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  gif: "image/gif",
  htm: "text/html",
  html: "text/html",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  msg: "application/vnd.ms-outlook",
  odp: "application/vnd.oasis.opendocument.presentation",
  odt: "application/vnd.oasis.opendocument.text",
  pdf: "application/pdf",
  png: "image/png",
  ppt: "application/vnd.ms-powerpoint",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  rtf: "application/rtf",
  txt: "text/plain",
};

/** What a page writes in front of a file that stands in its text. */
const DATA_ADDRESS = /^data:([^;,]{0,200})((?:;[^;,]{0,200}){0,10}),/i;

interface Facts {
  readonly name?: string;
  readonly content_type?: string;
}

export const files: readonly Definition[] = define(
  {
    name: "mediaTypeOf",
    signature: "<x:s>",
    description:
      "The media type of a file by its name, `application/octet-stream` where it is not known; nothing for what is no text.",
    example: ["$mediaTypeOf('cv.PDF')", "'application/pdf'"],
    call: (name: unknown) => {
      if (typeof name !== "string") return undefined;
      const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
      return Object.hasOwn(MEDIA_TYPES, extension) ? MEDIA_TYPES[extension] : "application/octet-stream";
    },
  },
  {
    name: "json",
    signature: "<xx?:x>",
    description:
      "The value in a text or a file that holds JSON. Of one that holds something else, the second argument; without it, nothing of a file, and a text is a mistake.",
    example: [`$json('{"a": 1}').a`, "1"],
    waits: true,
    call: (given: unknown, otherwise?: unknown) => {
      if (given === undefined || given === null) return undefined;
      if (typeof given === "string") return jsonOfText(given, otherwise);
      if (!isFile(given)) throw new Fault("EXPRESSION_FAILED", "$json takes a file or a text");
      const { name = "a file" } = given;
      return given.bytes().then((bytes) => {
        try {
          return parseJson(bytes, name);
        } catch {
          return otherwise;
        }
      });
    },
  },
  {
    name: "withFile",
    signature: "<xo?:x>",
    description: "The file with another `name` or `content_type`; nothing for what is no file.",
    example: ["$exists($withFile('no file', { 'name': 'cv.pdf' }))", "false"],
    call: (file: unknown, facts?: { readonly name?: string; readonly content_type?: string }) => {
      if (!isFile(file)) return undefined;
      const { name, content_type: contentType } = facts ?? {};
      return file.with({ ...(name ? { name } : {}), ...(contentType ? { contentType } : {}) });
    },
  },
  {
    name: "file",
    signature: "<xo?:x>",
    description:
      "The file that a text in base64 holds, with a `name` and a `content_type` if they are given: either alphabet, with or without padding, line breaks, or `data:…;base64,` in front; nothing for an empty text.",
    example: ["$file('JVBERi0', { 'name': 'cv.pdf' }).size", "5"],
    call: (text: unknown, facts: Facts = {}) => {
      if (text === null) return undefined;
      if (typeof text !== "string")
        throw new Fault("EXPRESSION_FAILED", "$file takes a text in base64, not another value");
      const [prefix = "", type] = DATA_ADDRESS.exec(text) ?? [];
      const bytes = bytesOf(text.slice(prefix.length));
      if (bytes === undefined) throw new Fault("EXPRESSION_FAILED", "the text given to $file is not base64");
      if (bytes.length === 0) return undefined;
      const contentType = facts.content_type || type?.trim().toLowerCase() || undefined;
      return fileFromBytes(bytes, { name: facts.name || undefined, contentType });
    },
  },
  {
    name: "base64",
    signature: "<x:x>",
    description:
      "The file, to be written as base64 where it stands inside a JSON body; nothing for what is no file. A text is written so by `$base64encode`.",
    example: ["$base64($file('JVBERi0', { 'name': 'cv.pdf' })).name", "'cv.pdf'"],
    call: (file: unknown) => (isFile(file) ? file.with({ encoding: "base64" }) : undefined),
  },
  {
    name: "sniff",
    signature: "<x:s>",
    description:
      "The media type of a file by its content, office files inside archives, too; nothing where the content does not tell, and for what is no file.",
    example: ["$sniff($file('JVBERi0xLjQK'))", "'application/pdf'"],
    waits: true,
    call: (file: unknown) => (isFile(file) ? sniffed(file) : undefined),
  },
);

/** The bytes that a text in base64 stands for; undefined where it stands for none. */
function bytesOf(text: string): Buffer | undefined {
  meter.search(text.length);
  const solid = text.replace(/\s+/g, "");
  const digits = solid.slice(0, solid.length - paddingOf(solid));
  if (!/^[\w+/-]*$/.test(digits)) return undefined;
  if (digits.length % 4 === 1) return undefined;
  countBytes(digits.length);
  return Buffer.from(digits, "base64");
}

function paddingOf(text: string): number {
  if (!text.endsWith("=")) return 0;
  return text.endsWith("==") ? 2 : 1;
}

/** One text may be larger than any that is built, since it was there before; all of them together may not. */
function countBytes(size: number): void {
  const { text } = meter.limits;
  for (let left = size; left > 0; left -= text) meter.text(Math.min(left, text));
}

async function sniffed(file: FileHandle): Promise<string | undefined> {
  // Few runs look into a file, and all of them start.
  const { fileTypeFromStream } = await import("file-type");
  const stream = file.stream();
  try {
    return (await fileTypeFromStream(stream))?.mime;
  } finally {
    stream.destroy();
  }
}

/** @throws Fault where the text is not JSON, and nothing is given in its place */
function jsonOfText(text: string, otherwise: unknown): unknown {
  try {
    return parseJson(Buffer.from(text), "the text given to $json");
  } catch (error) {
    if (otherwise === undefined) throw error;
    return otherwise;
  }
}
