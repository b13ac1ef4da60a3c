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

/**
 * Hands over the stream to read a body from: the body itself, or its decoder. An empty body is read as empty whatever its
 * encoding, since servers name one for 204 too.
 *
 * @returns false when the encoding is unknown; nothing is read then
 */
export function decoded(
  body: Readable,
  encoding: string | undefined,
  attach: (source: Readable) => void,
): boolean {
  const name = encoding?.trim().toLowerCase();
  if (name === undefined || name === "" || name === "identity") {
    attach(body);
    return true;
  }
  const create = Object.hasOwn(decoders, name) ? decoders[name] : undefined;
  if (create === undefined) return false;
  const empty = () => attach(Readable.from([]));
  body.once("end", empty);
  body.once("data", (first: Buffer) => {
    body.off("end", empty);
    const decoder = create(first[0] ?? 0);
    attach(decoder);
    decoder.write(first);
    body.pipe(decoder);
  });
  return true;
}
