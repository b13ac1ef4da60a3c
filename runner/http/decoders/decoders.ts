/** Bodies that are more than JSON or a file: a decoder is one file in this folder, one line here, and one word in the schema. */
import { Fault } from "../../faults/fault.js";
import { type FileHandle, isFile } from "../files.js";
import { parseJson } from "../json.js";
import { defaultSizes } from "../limits.js";
import { readCsv } from "./csv.js";
import type { Decoder, Reading } from "./decoder.js";
import { unframe } from "./framed-zip.js";
import { readNdjson } from "./ndjson.js";
import { textOf } from "./text.js";
import { type Packing, unpack } from "./unpack.js";
import { readXml } from "./xml.js";
import { unzip } from "./zip.js";

/** By the word that `read` says. */
export const decoders = {
  csv: readCsv,
  ndjson: readNdjson,
  xml: readXml,
  zip: async (body, { keep }) => unzip(await body.bytes(), keep),
  framed_zip: unframe,
} as const satisfies Record<string, Decoder>;

/** What was unpacked is no answer any more, and read here whatever it is. */
const unpacked: Readonly<Record<string, Decoder>> = {
  ...decoders,
  json: async (body, reading) => {
    const { what, charset } = reading;
    assertReadable(body, reading);
    const bytes = await body.bytes();
    return bytes.length === 0 ? undefined : parseJson(bytes, what, charset);
  },
  text: async (body, reading) => {
    assertReadable(body, reading);
    let text = "";
    for await (const piece of textOf(body, reading, reading.charset)) text += piece;
    return text;
  },
  file: async (body) => body,
};

function assertReadable({ size }: FileHandle, { what }: Reading): void {
  const { json: most } = defaultSizes;
  if (size > most) throw new Fault("HTTP_TOO_LARGE", `${what} is larger than ${most} bytes`);
}

/** How a body is decoded that is read in this way; undefined for one that needs no decoder. @example decoderOf("json") // undefined */
export function decoderOf(read: string, packing?: Packing): Decoder | undefined {
  if (packing === undefined)
    return Object.hasOwn(decoders, read) ? decoders[read as keyof typeof decoders] : undefined;
  const decode = unpacked[read];
  if (decode === undefined) return undefined;
  return async (body, reading) => {
    const file = await unpack(packing, body, reading);
    const value = await decode(file, reading).catch(async (error: unknown) => {
      await file.release();
      throw error;
    });
    if (value !== file) await file.release();
    return value;
  };
}

/** Decodes a body, which is of no further use then. */
export async function decode(decoder: Decoder, body: FileHandle, reading: Reading): Promise<unknown> {
  try {
    return await decoder(body, reading);
  } finally {
    await body.release();
  }
}

/** The files in a decoded value. */
export function filesIn(value: unknown): FileHandle[] {
  if (isFile(value)) return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(filesIn);
}
