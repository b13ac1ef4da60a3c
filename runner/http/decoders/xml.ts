/**
 * `read: xml`: a document as objects. An element becomes a member, one without others in it a text, an attribute a member with `@`
 * before its name, and a text beside those `#text`; prefixes of names are left out. Which elements are lists is declared: else the
 * same expression would meet a value today and a list tomorrow.
 */
import { decodeXML } from "entities";
import { Fault } from "../../faults/fault.js";
import { toUtf8 } from "../charset.js";
import type { FileHandle } from "../files.js";
import { defaultSizes } from "../limits.js";
import { Amount } from "./amount.js";
import type { Reading } from "./decoder.js";
import { assertNoPage } from "./text.js";

/** Tags and attributes: some seconds of work. */
const MOST = 1_000_000;
const ENTITIES = "declares entities, which are not read";
const DECLARED = /^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/;

/** @throws {Fault} HTTP_BAD_BODY, also for a document that declares entities; HTTP_TOO_LARGE */
export async function readXml(body: FileHandle, reading: Reading): Promise<unknown> {
  const { what, form } = reading;
  await assertNoPage(body, reading, "XML");
  // It is read as a whole, as JSON is.
  if (body.size > defaultSizes.json)
    throw new Fault("HTTP_TOO_LARGE", `${what} is larger than ${defaultSizes.json} bytes`);
  const bytes = await body.bytes();
  const declared = DECLARED.exec(bytes.toString("latin1", 0, 256))?.[1];
  const text = toUtf8(bytes, reading.charset ?? declared).toString("utf8");
  if (text.trim() === "") return undefined;
  new Amount(what, MOST).add(text.match(/<|=["']/g)?.length ?? 0);
  const { XMLParser, XMLValidator } = await import("fast-xml-parser");
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    parseTagValue: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    entityDecoder: references(what),
  });
  const checked = XMLValidator.validate(text);
  if (checked !== true)
    throw new Fault("HTTP_BAD_BODY", `${what} is not XML: see its line ${checked.err.line}`);
  let document: unknown;
  try {
    document = parser.parse(text);
  } catch (error) {
    if (error instanceof Fault) throw error;
    if (text.includes("<!ENTITY")) throw new Fault("HTTP_BAD_BODY", `${what} ${ENTITIES}`);
    // What the parser says may quote the document.
    throw new Fault("HTTP_BAD_BODY", `${what} is not XML, or nests deeper than 100 elements`);
  }
  return readNode(document, new Set(form.lists), what);
}

/** Reads the references that XML itself has. A document that declares others is meant to be large, or to read what it should not (I7). */
function references(what: string) {
  return {
    decode: (text: string) => decodeXML(text),
    addInputEntities: (entities: object) => {
      if (Object.keys(entities).length > 0) throw new Fault("HTTP_BAD_BODY", `${what} ${ENTITIES}`);
    },
    setExternalEntities: () => {},
    setXmlVersion: () => {},
    reset: () => {},
  };
}

function readNode(node: unknown, lists: ReadonlySet<string>, what: string): unknown {
  if (typeof node !== "object" || node === null) return node;
  const members = new Map<string, unknown>();
  for (const [name, inner] of Object.entries(node)) {
    const local = localName(name);
    if (local === "@nil" && inner === "true") return null;
    if (local === undefined) continue;
    const found = [inner].flat().map((one) => readNode(one, lists, what));
    if (lists.has(local)) members.set(local, [...((members.get(local) as unknown[]) ?? []), ...found]);
    else if (found.length === 1 && !members.has(local)) members.set(local, found[0]);
    else throw repeated(local, what);
  }
  if (members.size === 0) return "";
  return members.size === 1 && members.has("#text") ? members.get("#text") : Object.fromEntries(members);
}

/** The name without its prefix; undefined for what says nothing but how names and types are to be understood. */
function localName(name: string): string | undefined {
  if (/^@(xmlns(:|$)|(xsi|i):(type|schemaLocation|noNamespaceSchemaLocation)$)/.test(name)) return undefined;
  return name.replace(/^(@?)[^:]*:/, "$1");
}

function repeated(name: string, what: string): Fault {
  return new Fault("HTTP_BAD_BODY", `the element ${name} stands more than once beside itself in ${what}`, {
    hint: `Declare it as a list: \`read: { xml: { lists: [${name}] } }\`.`,
  });
}
