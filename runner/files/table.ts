/** The lines of a CSV file, read while they are needed and written by the rules of RFC 4180. */
import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { otherDelimiter } from "../http/decoders/table-head.js";
import { original } from "./cells.js";
import { Refusal } from "./refusal.js";
import { textIn } from "./text.js";

/** The most characters of one record. */
export const LONGEST = 16 * 2 ** 20;

export interface Form {
  readonly delimiter: string;
  readonly charset: string;
}

/** A line of a table. The first one that comes is the head. */
export interface Line {
  /** Where it begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** @throws {Refusal} 422 for what is no CSV, or no text in this charset */
export async function* linesOfTable(file: FileHandle, name: string, form: Form): AsyncGenerator<Line> {
  const { parse } = await import("csv-parse");
  const { delimiter } = form;
  const options = { delimiter, relax_column_count: true, skip_empty_lines: true, info: true, bom: true };
  const parser = parse({ ...options, max_record_size: LONGEST });
  const ended = pipeline(Readable.from(textIn(file, name, form.charset)), parser);
  // What ends the one ends the other; it is told where the lines are taken.
  ended.catch(() => {});
  let last = 0;
  let twice = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      // Within quotes the parser counts the two signs of one line end as two lines.
      for (const cell of record) twice += count(cell, /\r\n/g);
      last = info.lines - twice;
      const within = record.reduce((sum, cell) => sum + count(cell, /\r\n|\r|\n/g), 0);
      yield { line: last - within, cells: record };
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // What the parser says may quote the table.
    throw new Refusal(422, `${name} is not CSV behind line ${last}: look at the quotes there`);
  } finally {
    parser.destroy();
  }
}

function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0;
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * The names of the columns. Columns without a name are empty texts.
 *
 * @throws {Refusal} 422
 */
export function headOf({ cells }: Line, name: string, { delimiter }: Form): readonly string[] {
  const names = cells.map((cell) => original(cell.trim()));
  const other = otherDelimiter(names, delimiter);
  if (other !== undefined)
    throw new Refusal(422, `${name} has one column alone; write \`delimiter: ${JSON.stringify(other)}\``);
  const twice = names.find((one, at) => one !== "" && names.indexOf(one) !== at);
  if (twice !== undefined) throw new Refusal(422, `${name} has two columns that are called ${shown(twice)}`);
  return names;
}

/** @throws {Refusal} 422 with the columns that there are */
export function assertColumn(names: readonly string[], key: string, name: string): void {
  if (!names.includes(key))
    throw new Refusal(
      422,
      `${name} has no column ${shown(key)}; it has ${names.slice(0, 20).map(shown).join(", ")}`,
    );
}

/** A line of a file, with its end. */
export function lineOf(cells: readonly string[], delimiter: string): string {
  const written = cells.map((cell) => quoted(cell, delimiter)).join(delimiter);
  // A line without any character would be none.
  return `${written === "" ? '""' : written}\r\n`;
}

function quoted(cell: string, delimiter: string): string {
  const isPlain = !cell.includes(delimiter) && !/["\r\n]|^\s|\s$/.test(cell);
  return isPlain ? cell : `"${cell.replaceAll('"', '""')}"`;
}

function shown(name: string): string {
  return JSON.stringify(name.slice(0, 100));
}
