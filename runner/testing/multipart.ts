/** Reads the parts of a multipart body apart from the code that writes them, so that a mistake cannot cancel itself out. */
import { createHash } from "node:crypto";
import type { ExpectedPart as Part } from "../../schemas/test.types.js";

/**
 * The parts in the order sent; undefined when the body is not what its type promises.
 *
 * @param type the whole content-type, with its boundary
 * @example multipartParts(body, "multipart/form-data; boundary=x") // [{ name: "reference", text: "7" }]
 */
export function multipartParts(body: Buffer, type: string): Part[] | undefined {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return undefined;
  const delimiter = `\r\n--${boundary}`;
  // Latin-1 keeps one character for each byte, so that positions in the text are positions in the body.
  const pieces = `\r\n${body.toString("latin1")}`.split(delimiter);
  if (pieces.length < 2 || pieces.shift() !== "" || !pieces.pop()?.startsWith("--")) return undefined;
  const parts: Part[] = [];
  for (const piece of pieces) {
    const end = piece.indexOf("\r\n\r\n");
    if (end < 0) return undefined;
    parts.push(part(utf8(piece.slice(0, end)), Buffer.from(piece.slice(end + 4), "latin1")));
  }
  return parts;
}

function part(head: string, bytes: Buffer): Part {
  const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? "";
  const name = unescaped(/[;\s]name="([^"]*)"/i.exec(disposition)?.[1] ?? "");
  const plain = /[;\s]filename="([^"]*)"/i.exec(disposition)?.[1];
  const encoded = /[;\s]filename\*=utf-8''([^;\s]*)/i.exec(disposition)?.[1];
  const filename = encoded === undefined ? plain && unescaped(plain) : decodeURIComponent(encoded);
  const type = /^content-type:\s*([^;\r\n]*)/im.exec(head)?.[1]?.trim();
  const named = type === undefined || type === "application/octet-stream" ? {} : { content_type: type };
  if (filename === undefined) return { name, text: bytes.toString("utf8"), ...named };
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { name, filename, sha256, size: bytes.length, ...named };
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, "latin1").toString("utf8");
}

/** The three characters that forms escape in names. */
function unescaped(text: string): string {
  return text.replace(/%22|%0D|%0A/gi, decodeURIComponent);
}
