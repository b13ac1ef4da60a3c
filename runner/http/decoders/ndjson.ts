/** `read: ndjson`: a JSON value a line, as a list. */
import { Fault } from "../../faults/fault.js";
import type { FileHandle } from "../files.js";
import { parseJson } from "../json.js";
import { Amount, valuesIn } from "./amount.js";
import type { Reading } from "./decoder.js";
import { assertNoPage, textOf } from "./text.js";

/** The most characters of one line. */
const LONGEST = 32 * 2 ** 20;

/** @throws {Fault} HTTP_BAD_BODY with the number of the line, HTTP_TOO_LARGE */
export async function readNdjson(body: FileHandle, reading: Reading): Promise<unknown[]> {
  await assertNoPage(body, reading, "JSON lines");
  const { what } = reading;
  const amount = new Amount(what);
  const values: unknown[] = [];
  let number = 0;
  for await (const line of linesOf(textOf(body, reading, reading.charset), what)) {
    number += 1;
    if (line.trim() === "") continue;
    const value = parseJson(Buffer.from(line), `line ${number} of ${what}`);
    amount.add(valuesIn(value));
    values.push(value);
  }
  return values;
}

async function* linesOf(text: AsyncIterable<string>, what: string): AsyncGenerator<string> {
  let begun: string[] = [];
  let length = 0;
  for await (const piece of text) {
    const [first = "", ...others] = piece.split("\n");
    begun.push(first);
    length += first.length;
    if (length > LONGEST) throw new Fault("HTTP_TOO_LARGE", `a line of ${what} is longer than ${LONGEST}`);
    for (const next of others) {
      yield begun.join("");
      begun = [next];
      length = next.length;
    }
  }
  yield begun.join("");
}
