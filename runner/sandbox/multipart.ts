/** Reads multipart/form-data from memory; enough for a form with one file of a few megabytes. */

export interface FormFile {
  readonly filename: string;
  readonly bytes: Buffer;
}

export interface Form {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, FormFile>;
}

/**
 * The parts of a form; undefined when the body is no multipart form.
 *
 * @example readForm(Buffer.from("--x\r\n…"), "multipart/form-data; boundary=x")?.fields.get("reference")
 */
export function readForm(body: Buffer, contentType: string): Form | undefined {
  const [, quoted, plain] =
    /^multipart\/form-data\s*;.*?boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return undefined;
  const fields = new Map<string, string>();
  const files = new Map<string, FormFile>();
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first delimiter has no line before it.
  let at = body.indexOf(delimiter.subarray(2));
  if (at < 0) return undefined;
  at += delimiter.length - 2;
  while (body.toString("latin1", at, at + 2) !== "--") {
    const head = body.indexOf("\r\n\r\n", at);
    const end = head < 0 ? -1 : body.indexOf(delimiter, head + 4);
    if (end < 0) return undefined;
    keep(body.toString("utf8", at, head), body.subarray(head + 4, end), fields, files);
    at = end + delimiter.length;
  }
  return { fields, files };
}

function keep(head: string, bytes: Buffer, fields: Map<string, string>, files: Map<string, FormFile>): void {
  const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? "";
  const name = unquote(/[;\s]name="([^"]*)"/i.exec(disposition)?.[1] ?? "");
  const filename = /[;\s]filename="([^"]*)"/i.exec(disposition)?.[1];
  if (filename === undefined) fields.set(name, bytes.toString("utf8"));
  else files.set(name, { filename: unquote(filename), bytes });
}

/** The three characters that forms escape in names. */
function unquote(text: string): string {
  return text.replace(/%22/g, '"').replace(/%0D/gi, "\r").replace(/%0A/gi, "\n");
}
