/** `read: csv`: a table as a list of objects, a line each, whose members are the texts of its columns. */
import { Readable } from "node:stream";
import type { Parser } from "csv-parse";
import { Fault } from "../../faults/fault.js";
import type { FileHandle } from "../files.js";
import { Amount } from "./amount.js";
import type { Reading } from "./decoder.js";
import { piped } from "./piped.js";
import { isBlank, NO_HEAD, otherDelimiter } from "./table-head.js";
import { assertNoPage, textOf } from "./text.js";

/** The most bytes of one line. */
const LONGEST = 2 ** 20;

type Row = readonly string[];

/**
 * @throws {Fault} HTTP_BAD_BODY for a table without a head, or a line that has not as many values as there are columns: whose is which
 *   cannot be told; HTTP_TOO_LARGE
 */
export async function readCsv(body: FileHandle, reading: Reading): Promise<Record<string, string>[]> {
  await assertNoPage(body, reading, "CSV");
  const { what, form } = reading;
  const { parse } = await import("csv-parse");
  const amount = new Amount(what);
  const records: Record<string, string>[] = [];
  let columns = form.columns;
  const take = (row: Row): void => {
    amount.add(1 + row.length);
    if (columns === undefined) columns = isBlank(row) ? undefined : head(row, reading);
    else if (row.length === columns.length) records.push(recordOf(columns, row));
    else {
      const at = records.length + 1;
      throw bad(what, `has ${row.length} values in its record ${at}, and ${columns.length} columns`);
    }
  };
  const { delimiter = ",", charset = reading.charset } = form;
  const parser: Parser = parse({
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST,
  });
  try {
    await piped(Readable.from(textOf(body, reading, charset)), parser, async (rows: AsyncIterable<Row>) => {
      for await (const row of rows) take(row);
    });
  } catch (error) {
    if (error instanceof Fault) throw error;
    // What the parser says may quote the table.
    throw bad(what, `is not CSV: see its record ${records.length + 1}, and the quotes in it`);
  }
  if (columns === undefined) throw bad(what, NO_HEAD);
  return records;
}

/** The names of the columns. */
function head(row: Row, { what, form: { delimiter = "," } }: Reading): Row {
  const names = row.map((name) => name.trim());
  const other = otherDelimiter(names, delimiter);
  if (other !== undefined)
    throw bad(what, "has one column alone, and other delimiters in its name", {
      hint: `If ${JSON.stringify(other)} stands between the values, write \`read: { csv: { delimiter: ${JSON.stringify(other)} } }\`.`,
    });
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice === undefined) return names;
  const hint = "Name the columns under `columns`, if the table has no head.";
  throw bad(what, `has two columns that are called ${JSON.stringify(twice.slice(0, 100))}`, { hint });
}

function recordOf(columns: Row, row: Row): Record<string, string> {
  return Object.fromEntries(columns.map((name, at) => [name, row[at] ?? ""]));
}

function bad(what: string, said: string, details: { readonly hint?: string } = {}): Fault {
  return new Fault("HTTP_BAD_BODY", `${what} ${said}`, details);
}
