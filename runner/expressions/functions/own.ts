/** Functions that mappings between recruiting systems need and JSONata does not have. */
import { decodeHTML } from "entities";
import { Fault } from "../../faults/fault.js";
import { meter } from "../bounds.js";
import { define } from "./define.js";

/** What no text of XML 1.0 can hold, not even as a reference. */
const NOT_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const OF_MARKUP: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** One link of a Link header: the address, and its parameters. */
const LINK = /<([^<>]*)>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:"[^"]*"|[^\s;,"]*))?)*)/g;
const RELATION = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]*))/i;

export const own = define(
  {
    name: "unescapeHtml",
    signature: "<x:s>",
    description: "The text with the character references of HTML read, once; nothing for what is no text.",
    example: ["$unescapeHtml('caf&eacute;')", "'café'"],
    call: (text: unknown) => (typeof text === "string" ? decodeHTML(text) : undefined),
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
    name: "xml",
    signature: "<x:s>",
    description:
      "The text as it stands in XML, in an element or an attribute: signs of markup are escaped, characters that XML cannot hold left out.",
    example: ["$xml('Müller & <Söhne>')", "'Müller &amp; &lt;Söhne&gt;'"],
    call: (value: unknown) => {
      if (value === null) return undefined;
      if (typeof value === "object" || typeof value === "function")
        throw new Fault("EXPRESSION_FAILED", "$xml takes a text, not a list, an object or a file");
      const text = String(value)
        .replace(NOT_IN_XML, "")
        .replace(/[&<>"']/g, (sign) => OF_MARKUP[sign] ?? sign);
      meter.text(text.length);
      return text;
    },
  },
  {
    name: "link",
    signature: "<xs?:s>",
    description:
      "The address that a Link header names for a relation, `next` where none is given; nothing where it names none.",
    example: ["$link('</p?page=3>; rel=\"next\", </p?page=9>; rel=\"last\"', 'last')", "'/p?page=9'"],
    call: (header: unknown, relation = "next") => {
      if (typeof header !== "string") return undefined;
      meter.search(header.length);
      for (const [, address, parameters = ""] of header.matchAll(LINK)) {
        const [, quoted, bare] = RELATION.exec(parameters) ?? [];
        const relations = (quoted ?? bare ?? "").toLowerCase().split(/\s+/);
        if (relations.includes(relation.toLowerCase())) return address;
      }
      return undefined;
    },
  },
);
