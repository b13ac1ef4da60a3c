/** Undoes the Content-Encoding of an answer, strictly: a compressed body that ends early is broken, not short. */
import { Readable, type Transform } from "node:stream";
import zlib from "node:zlib";

const decoders: Readonly<Record<string, (firstByte: number) => Transform>> = {
  gzip: () => zlib.createGunzip(),
  "x-gzip": () => zlib.createGunzip(),
  br: () => zlib.createBrotliDecompress(),
  // Half of the servers send a zlib stream, as the standard has it, and half the bare one.
  deflate: (firstByte) => ((firstByte & 0x0f) === 0x08 ? zlib.createInflate() : zlib.createInflateRaw()),
};

/** Codings that exist and are not undone here: a body in one of them is not what it looks like. */
const unread = new Set(["aes128gcm", "compress", "dcb", "dcz", "exi", "pack200-gzip", "x-compress", "zstd"]);

/** Nobody means more than two; each costs memory. */
const mostCodings = 4;

/**
 * The codings of a body in the order in which they were applied. Words that name none are passed over: storages give back
 * whatever was written into the header, such as `utf-8`, `none`, `binary` or `aws-chunked`.
 *
 * @returns the name of the coding that cannot be undone, where there is one
 * @example codingsOf("identity, GZIP") // ["gzip"]
 */
export function codingsOf(encoding: string | undefined): readonly string[] | { readonly unread: string } {
  const words = (encoding ?? "").split(",").map((word) => word.trim().toLowerCase());
  const foreign = words.find((word) => unread.has(word));
  if (foreign !== undefined) return { unread: foreign };
  const codings = words.filter((word) => Object.hasOwn(decoders, word));
  return codings.length > mostCodings ? { unread: `${codings.length} codings` } : codings;
}

/**
 * Hands over the stream to read a body from: the body itself, or its decoder. An empty body is read as empty whatever its
 * encoding, since servers name one for 204 too.
 *
 * @param codings of `codingsOf`; undone from the last to the first
 * @param broken called with the error of a decoder
 */
export function decoded(
  body: Readable,
  codings: readonly string[],
  attach: (source: Readable) => void,
  broken: (error: Error) => void,
): void {
  const create = decoders[codings.at(-1) ?? ""];
  if (create === undefined) {
    attach(body);
    return;
  }
  const empty = () => attach(Readable.from([]));
  body.once("end", empty);
  body.once("data", (first: Buffer) => {
    body.off("end", empty);
    const decoder = create(first[0] ?? 0);
    decoder.on("error", broken);
    decoded(decoder, codings.slice(0, -1), attach, broken);
    decoder.write(first);
    body.pipe(decoder);
  });
}
