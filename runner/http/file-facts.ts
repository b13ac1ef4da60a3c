/** What the headers and the address of an answer say about the file it carries; all of it is a stranger's word. */
import type { FileFacts } from "./files.js";

const longestName = 255;

/**
 * @example fileFacts({ "content-disposition": 'attachment; filename="cv.pdf"' }, url) // { name: "cv.pdf", contentType: undefined }
 */
export function fileFacts(headers: Readonly<Record<string, string>>, url: URL): FileFacts {
  const disposition = headers["content-disposition"];
  const named = disposition === undefined ? undefined : dispositionName(disposition);
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  return {
    name: plainName(named) ?? plainName(lastSegment(url)),
    contentType: type === "" ? undefined : type,
  };
}

/** Names with blanks come without quotes, too, and the extended form with some: both go up to the next semicolon. */
function dispositionName(disposition: string): string | undefined {
  const extended = /;\s*filename\*\s*=\s*"?([\w-]+)'[^']*'([^;"]+)/i.exec(disposition);
  if (extended?.[1] !== undefined && extended[2] !== undefined) {
    const name = percentDecoded(extended[2].trim(), extended[1]);
    if (name !== undefined) return name;
  }
  const plain = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]+))/i.exec(disposition);
  const text = plain?.[1]?.replace(/\\(["\\])/g, "$1") ?? plain?.[2]?.trim();
  return text === undefined ? undefined : asUtf8(text);
}

/** Headers are read as Latin-1, but many servers write UTF-8 into them. */
function asUtf8(text: string): string {
  const decoded = Buffer.from(text, "latin1").toString("utf8");
  return decoded.includes("\ufffd") ? text : decoded;
}

function percentDecoded(text: string, charset: string): string | undefined {
  try {
    if (charset.toLowerCase() !== "iso-8859-1") return decodeURIComponent(text);
    return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  } catch {
    return undefined;
  }
}

function lastSegment(url: URL): string | undefined {
  const segment = url.pathname.split("/").at(-1) ?? "";
  return percentDecoded(segment, "utf-8") ?? segment;
}

/** A bare name: no folders, no control characters, not too long to be the name of a file. */
function plainName(name: string | undefined): string | undefined {
  const bare = name
    ?.split(/[/\\]/)
    .at(-1)
    ?.replace(/\p{Cc}/gu, "")
    .trim();
  return bare === undefined || bare === "" || bare === "." || bare === ".."
    ? undefined
    : bare.slice(0, longestName);
}
