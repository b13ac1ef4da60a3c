/** Decides what becomes of the body of an answer, by its status and by what was asked for. */
import { asFault, Fault } from "../faults/fault.js";
import { fileFacts } from "./file-facts.js";
import { parseJson } from "./json.js";
import type { Sizes } from "./limits.js";
import type { BodyKind } from "./message.js";
import type { Sink } from "./sink.js";
import { FileSink, type Spool } from "./spool.js";

/** What is known when the headers are there. */
export interface BodyQuestion {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly read: BodyKind;
  /** The address that was asked. */
  readonly url: URL;
  /** True for a write whose answer need not be readable. */
  readonly lenient?: boolean | undefined;
}

/** What the body of a write comes to that was accepted and cannot be read: nothing, and why. */
export class Unreadable {
  constructor(readonly fault: Fault) {}
}

const longestErrorText = 64 * 1024;

export function sinkFor(question: BodyQuestion, sizes: Sizes, spool: Spool): Sink {
  const { status, headers, read, url } = question;
  if (status < 200 || status > 299) {
    return new Collected(sizes.text, "cut", (bytes) => refusedBody(bytes, read, headers));
  }
  switch (read) {
    case "json":
      return new Collected(sizes.json, "refuse", (bytes) => jsonBody(bytes, question));
    case "text":
      return new Collected(sizes.text, "refuse", (bytes) => textBody(bytes, headers, url.host));
    case "file":
      return new FileSink(sizes.file, spool, fileFacts(headers, url));
    case "nothing":
      return new Ignored(sizes.text);
  }
}

class Collected implements Sink {
  readonly cap: number;
  readonly unlessWhole: "refuse" | "cut";
  readonly #chunks: Buffer[] = [];
  readonly #read: (bytes: Buffer) => unknown;

  constructor(cap: number, unlessWhole: "refuse" | "cut", read: (bytes: Buffer) => unknown) {
    this.cap = cap;
    this.unlessWhole = unlessWhole;
    this.#read = read;
  }

  write(chunk: Buffer): undefined {
    this.#chunks.push(chunk);
  }

  end(): unknown {
    const [only] = this.#chunks;
    const bytes = this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks);
    // While a large body is read it need not be held twice.
    this.discard();
    return this.#read(bytes);
  }

  discard(): void {
    this.#chunks.length = 0;
  }
}

/** Reads on, so that the connection can be used again, but not for long. */
export class Ignored implements Sink {
  readonly cap: number;
  readonly unlessWhole = "cut";

  constructor(cap: number) {
    this.cap = cap;
  }

  write(): undefined {}
  end(): undefined {}
  discard(): void {}
}

function jsonBody(bytes: Buffer, question: BodyQuestion): unknown {
  const { headers, url, lenient } = question;
  if (bytes.length === 0) return undefined;
  try {
    return parseJson(bytes, `the answer of ${url.host}`, charsetOf(headers));
  } catch (error) {
    const fault = isMarkup(bytes, headers["content-type"])
      ? new Fault(
          "HTTP_BAD_BODY",
          `${url.host} answered with HTML instead of JSON (a captive portal or proxy?)`,
        )
      : asFault(error);
    if (lenient && fault.code === "HTTP_BAD_BODY" && !isPage(bytes, question)) return new Unreadable(fault);
    throw fault;
  }
}

function isMarkup(bytes: Buffer, contentType: string | undefined): boolean {
  return contentType?.includes("html") === true || /^\s*</.test(bytes.toString("latin1", 0, 256));
}

/** Whether a page stands in the place of an answer. Whatever stands between says 200; only a system says that it has created something. */
function isPage(bytes: Buffer, { status, headers }: BodyQuestion): boolean {
  if (status !== 200) return false;
  const isHtml = /^\s*<(!doctype\s+html|html|head|body)\b/i.test(bytes.toString("latin1", 0, 256));
  return isHtml || headers["content-type"]?.includes("html") === true;
}

function charsetOf(headers: Readonly<Record<string, string>>): string | undefined {
  return /charset\s*=\s*"?([\w:-]+)/i.exec(headers["content-type"] ?? "")?.[1];
}

function textBody(bytes: Buffer, headers: Readonly<Record<string, string>>, host: string): string {
  const charset = charsetOf(headers) ?? "utf-8";
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    throw new Fault("HTTP_BAD_BODY", `the answer of ${host} is no text in ${charset}`);
  }
}

function refusedBody(bytes: Buffer, read: BodyKind, headers: Readonly<Record<string, string>>): unknown {
  if (bytes.length === 0) return undefined;
  if (read !== "text") {
    try {
      return parseJson(bytes, "the answer", charsetOf(headers));
    } catch {
      // Then it is taken for text.
    }
  }
  return new TextDecoder().decode(bytes.subarray(0, longestErrorText));
}
