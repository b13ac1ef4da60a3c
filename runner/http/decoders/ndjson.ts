/** `read: ndjson`: a JSON value a line, as a list. */
import { Fault } from "../../faults/fault.js";
import type { FileHandle } from "../files.js";
import { parseJson } from "../json.js";
import { Amount, valuesIn } from "./amount.js";
import type { Reading } from "./decoder.js";
import { linesOf } from "./lines.js";
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
  const tooLong = () => new Fault("HTTP_TOO_LARGE", `a line of ${what} is longer than ${LONGEST}`);
  for await (const line of linesOf(textOf(body, reading, reading.charset), LONGEST, tooLong)) {
    number += 1;
    if (line.trim() === "") continue;
    const value = parseJson(Buffer.from(line), `line ${number} of ${what}`);
    amount.add(valuesIn(value));
    values.push(value);
  }
  return values;
}
