/** Puts a text into UTF-8, whatever it was sent in: older systems send JSON as UTF-16 or Latin-1 and say so, or do not. */
import { isUtf8 } from "node:buffer";

/**
 * The bytes of a text in UTF-8, without a byte order mark. What a mark says counts first, then UTF-16 by its zeros, since no text
 * in UTF-8 has those; bytes that are UTF-8 are taken for that, whatever is said, and only the rest goes by `charset`.
 *
 * @param charset as Content-Type names it
 * @returns the bytes as they are where they are in no encoding that is known; they are no UTF-8 then
 * @example toUtf8(Buffer.from([0x22, 0xe9, 0x22]), "iso-8859-1") // the bytes of `"é"`
 */
export function toUtf8(bytes: Buffer, charset: string | undefined): Buffer {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return decoded(bytes, "utf-16le");
  if (first === 0xfe && second === 0xff) return decoded(bytes, "utf-16be");
  if (first === 0xef && second === 0xbb && third === 0xbf) return bytes.subarray(3);
  if (bytes.length >= 2 && first !== 0 && second === 0) return decoded(bytes, "utf-16le");
  if (bytes.length >= 2 && first === 0 && second !== 0) return decoded(bytes, "utf-16be");
  if (charset === undefined || isUtf8(bytes)) return bytes;
  return decoded(bytes, charset);
}

function decoded(bytes: Buffer, charset: string): Buffer {
  try {
    return Buffer.from(new TextDecoder(charset, { fatal: true }).decode(bytes));
  } catch {
    return bytes;
  }
}
