/** Functions that mappings between recruiting systems need and JSONata does not have. */
import { builtins } from "../../compile/builtins.js";
import { type Definition, define } from "./define.js";

export const own = define(
  {
    name: "unescapeHtml",
    signature: "<x:s>",
    description: "The text with the character references of HTML read; nothing for what is no text.",
    example: ["$unescapeHtml('caf&eacute;')", "'café'"],
    call: ownCall("unescapeHtml"),
  },
  {
    name: "mediaTypeOf",
    signature: "<x:s>",
    description: "The media type of a file by its name; nothing for what is no text.",
    example: ["$mediaTypeOf('cv.PDF')", "'application/pdf'"],
    call: ownCall("mediaTypeOf"),
  },
  {
    name: "toNumber",
    signature: "<x:n>",
    description: "The number that a text or a number stands for; nothing for others.",
    example: ["$toNumber(' 12 ')", "12"],
    call: ownCall("toNumber"),
  },
  {
    name: "jsonOf",
    signature: "<x:x>",
    description:
      "The value in a file that holds JSON, nothing where it holds something else; or that of a text, which has to be JSON.",
    example: [`$jsonOf('{"a": 1}').a`, "1"],
    waits: true,
    call: ownCall("jsonOf"),
  },
  {
    name: "withFile",
    signature: "<xo?:x>",
    description: "The file with another `name` or `content_type`; nothing for what is no file.",
    example: ["$exists($withFile('no file', { 'name': 'cv.pdf' }))", "false"],
    call: ownCall("withFile"),
  },
);

function ownCall(name: string): Definition["call"] {
  const call = builtins[name];
  if (!call) throw new Error(`there is no function ${name}`);
  return (value: unknown, more?: unknown) => call(value, more);
}
