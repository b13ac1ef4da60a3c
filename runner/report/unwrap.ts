/**
 * Undoes what writers do to a text on its way out (line wraps, JSON escapes, URL encoding, references of HTML), so that a secret can be searched
 * for in one form only. The plain text is a string of UTF-8 bytes, one character a byte; each part knows where it came from.
 */
import { decodeHTML } from "entities";

/** A text without its wrapping. */
export interface Unwrapped {
  /** UTF-8 bytes as characters, without ASCII whitespace and without backslashes. */
  readonly bytes: string;
  /** The part of the original text that the bytes from `start` to before `end` were made of. */
  origin(start: number, end: number): readonly [start: number, end: number];
}

// In this order: \u{a} · a surrogate pair · \u000a · \n \r \t · other backslashes · %0A, also doubly encoded · &#xa; · &#10; · &sol;
// as readers of HTML take them, without their end, too, and encoded once more · whitespace ·
// whatever is more than one byte.
const WRAPPING =
  /\\+u\{([\da-fA-F]{1,6})\}|\\+u([dD][89abAB][\da-fA-F]{2})\\+u([dD][c-fC-F][\da-fA-F]{2})|\\+u([\da-fA-F]{4})|\\+[nrt]|\\+|%(?:25)*([\da-fA-F]{2})|&(?:amp;|#38;|#x26;)*(#[xX][\da-fA-F]+;?|#\d+;?|[A-Za-z][A-Za-z\d]{1,31};?)|[\t-\r ]+|[^\p{ASCII}]/gu;

/**
 * Unwraps a text.
 *
 * @example unwrap("a%20b\\u0063").bytes // "abc"
 */
export function unwrap(text: string): Unwrapped {
  const runs = new Runs();
  let done = 0;
  let bytes = "";
  for (const match of text.matchAll(WRAPPING)) {
    if (match.index > done) {
      runs.add(bytes.length, done, true);
      bytes += text.slice(done, match.index);
    }
    done = match.index + match[0].length;
    const plain = plainBytes(match);
    runs.add(bytes.length, match.index, plain === match[0]);
    bytes += plain;
  }
  runs.add(bytes.length, done, true);
  bytes += text.slice(done);
  runs.add(bytes.length, text.length, true);
  return {
    bytes,
    origin: (start, end) => [runs.startOf(start), runs.endOf(end - 1)],
  };
}

/** What one piece of wrapping stands for. */
function plainBytes([whole, braced, high, low, escaped, byte, reference]: RegExpExecArray): string {
  const code = braced ?? escaped;
  let char = "";
  if (byte !== undefined) char = String.fromCharCode(Number.parseInt(byte, 16));
  else if (high !== undefined && low !== undefined)
    char = utf8(String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16)));
  else if (reference !== undefined) {
    const decoded = decodeHTML(`&${reference}`);
    // What is no reference is the text that it is.
    return decoded === `&${reference}` ? whole : utf8(decoded).replace(/[\t-\r \\]/g, "");
  } else if (code !== undefined) char = utf8(character(Number.parseInt(code, 16)));
  else if (whole.charCodeAt(0) > 0x7f) char = utf8(whole);
  return /^[\t-\r \\]$/.test(char) ? "" : char;
}

function character(code: number): string {
  return code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
}

/** The UTF-8 bytes of a text, one character a byte. */
export function utf8(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

/** Where each run of bytes begins, here and in the original: kept by run, since most of a text is copied as it is. */
class Runs {
  readonly #bytes: number[] = [];
  readonly #origins: number[] = [];
  /** True for a run that was copied: byte by byte its own place. Any other run is one piece. */
  readonly #copied: boolean[] = [];

  add(byte: number, origin: number, copied: boolean): void {
    this.#bytes.push(byte);
    this.#origins.push(origin);
    this.#copied.push(copied);
  }

  startOf(byte: number): number {
    const run = this.#runOf(byte);
    const origin = this.#origins[run] ?? 0;
    return this.#copied[run] ? origin + byte - (this.#bytes[run] ?? 0) : origin;
  }

  /** Where the piece that holds this byte ends. */
  endOf(byte: number): number {
    const run = this.#runOf(byte);
    return this.#copied[run] ? this.startOf(byte) + 1 : (this.#origins[run + 1] ?? 0);
  }

  /** The last run that begins at or before this byte: of several, the others are empty. */
  #runOf(byte: number): number {
    let low = 0;
    let high = this.#bytes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#bytes[middle] ?? 0) <= byte) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
