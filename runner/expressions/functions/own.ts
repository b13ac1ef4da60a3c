/** Functions that mappings between recruiting systems need and JSONata does not have. */
import { decodeHTML } from "entities";
import { Fault } from "../../faults/fault.js";
import { isFile } from "../../http/files.js";
import { parseJson } from "../../http/json.js";
import { define } from "./define.js";

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

export const own = define(
  {
    name: "unescapeHtml",
    signature: "<x:s>",
    description: "The text with the character references of HTML read, once; nothing for what is no text.",
    example: ["$unescapeHtml('caf&eacute;')", "'café'"],
    call: (text: unknown) => (typeof text === "string" ? decodeHTML(text) : undefined),
  },
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
    name: "toNumber",
    signature: "<x:n>",
    description: "The number that a text or a number stands for; nothing for others.",
    example: ["$toNumber(' 12 ')", "12"],
    call: (value: unknown) => {
      const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
      return typeof number === "number" && Number.isFinite(number) ? number : undefined;
    },
  },
  {
    name: "jsonOf",
    signature: "<x:x>",
    description:
      "The value in a file that holds JSON, nothing where it holds something else; or that of a text, which has to be JSON.",
    example: [`$jsonOf('{"a": 1}').a`, "1"],
    waits: true,
    call: (given: unknown) => {
      if (given === undefined || given === null) return undefined;
      if (typeof given === "string") return parseJson(Buffer.from(given), "the text given to $jsonOf");
      if (!isFile(given)) throw new Fault("EXPRESSION_FAILED", "$jsonOf takes a file or a text");
      const { name = "a file" } = given;
      return given.bytes().then((bytes) => {
        try {
          return parseJson(bytes, name);
        } catch {
          return undefined;
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
);
