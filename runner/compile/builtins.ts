/** Functions that mappings between recruiting systems need and JSONata does not have, bound in every expression. */
import { decodeHTML } from "entities";
import { Fault } from "../faults/fault.js";
import { isFile } from "../http/files.js";
import { parseJson } from "../http/json.js";

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

/** A function as expressions call it: nothing in, nothing out. */
type Builtin = (value: unknown, more?: unknown) => unknown;

/** Name without `$` → function. */
export const builtins: Readonly<Record<string, Builtin>> = {
  /** Character references as characters: `&amp;eacute;` → `&eacute;`, `&eacute;` → `é`. */
  unescapeHtml: (text) => (typeof text === "string" ? decodeHTML(text) : undefined),
  /** The media type of a file name: `cv.PDF` → `application/pdf`; of any other `application/octet-stream`. */
  mediaTypeOf: (name) => {
    if (typeof name !== "string") return undefined;
    const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
    return Object.hasOwn(MEDIA_TYPES, extension) ? MEDIA_TYPES[extension] : "application/octet-stream";
  },
  /** The value in a file that holds JSON, nothing where it holds something else; of a text, which has to be JSON. */
  jsonOf: async (file) => {
    if (file === undefined || file === null) return undefined;
    if (typeof file === "string") return parseJson(Buffer.from(file), "the text given to $jsonOf");
    if (!isFile(file)) throw new Fault("EXPRESSION_FAILED", "$jsonOf takes a file or a text");
    try {
      return parseJson(await file.bytes(), file.name ?? "a file");
    } catch {
      return undefined;
    }
  },
  /** A file with another `name` or `content_type`. */
  withFile: (file, facts) => {
    if (!isFile(file)) return undefined;
    const { name, content_type: contentType } = (facts ?? {}) as Record<string, string | undefined>;
    return file.with({ ...(name ? { name } : {}), ...(contentType ? { contentType } : {}) });
  },
  /** A number from text or a number; nothing where there is none. */
  toNumber: (value) => {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    return typeof number === "number" && Number.isFinite(number) ? number : undefined;
  },
};
