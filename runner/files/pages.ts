/** A file in pages of records: a page is read when it is asked for, from the version that was there when the first one was. */
import type { FileHandle } from "node:fs/promises";
import { isBlank, NO_HEAD } from "../http/decoders/table-head.js";
import { nested, original } from "./cells.js";
import { jsonLines } from "./json-lines.js";
import { openPlace, type Place } from "./place.js";
import { Refusal } from "./refusal.js";
import { assertColumn, headOf, type Line, linesOfTable } from "./table.js";
import { keyOf } from "./version.js";

export interface ReadForm {
  readonly delimiter: string;
  readonly charset: string;
  /** Columns with dots are members of members, and lists are JSON. */
  readonly isNested: boolean;
  /** The member, or the column, that tells one record from another. */
  readonly key: string | undefined;
}

/** One record: what it says, or why that cannot be told. */
export interface Row {
  readonly line: number;
  readonly key?: string | undefined;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly error?: string;
}

const MOST = 200;
const MOST_BYTES = 512 * 1024;

/** The records of one file, for one list of a run. */
export class Pages {
  readonly #open: () => AsyncGenerator<Row>;
  #rows: AsyncGenerator<Row>;
  #at = 0;
  /** The last page, for a request whose answer was lost. */
  #last: { readonly from: number; readonly page: string } | undefined;

  constructor(place: Place, folder: string, form: ReadForm) {
    this.#open = () => rowsIn(place, folder, form);
    this.#rows = this.#open();
  }

  /** @returns `{ records, next }` as JSON; without `next` it is the last one. @throws {Refusal} 403, 404, 422 */
  async page(from: number): Promise<string> {
    if (this.#last?.from === from && from !== 0) return this.#last.page;
    if (from !== this.#at || from === 0) await this.#go(from);
    const records: string[] = [];
    let size = 0;
    let isEnd = false;
    while (records.length < MOST && size < MOST_BYTES) {
      const { value, done } = await this.#rows.next();
      isEnd = done === true;
      if (isEnd) break;
      const text = JSON.stringify(value);
      size += text.length;
      records.push(text);
    }
    this.#at += records.length;
    const page = `{"records":[${records.join(",")}]${isEnd ? "" : `,"next":${this.#at}`}}`;
    this.#last = { from, page };
    return page;
  }

  async close(): Promise<void> {
    await this.#rows.return(undefined);
  }

  async #go(from: number): Promise<void> {
    await this.close();
    this.#rows = this.#open();
    this.#at = 0;
    for (; this.#at < from; this.#at += 1) if ((await this.#rows.next()).done) break;
  }
}

async function* rowsIn(place: Place, folder: string, form: ReadForm): AsyncGenerator<Row> {
  const file = await openPlace(place, folder);
  try {
    yield* place.kind === "csv" ? table(file, place, form) : objects(file, place, form);
  } finally {
    await file.close();
  }
}

async function* objects(file: FileHandle, { name }: Place, { key }: ReadForm): AsyncGenerator<Row> {
  for await (const { line, read } of jsonLines(file, name)) {
    if ("error" in read) yield { line, error: read.error };
    else
      yield {
        line,
        ...keyed(key, key === undefined ? undefined : read.values[key], line),
        values: read.values,
      };
  }
}

async function* table(file: FileHandle, { name }: Place, form: ReadForm): AsyncGenerator<Row> {
  const { isNested, key } = form;
  let head: readonly string[] | undefined;
  for await (const one of linesOfTable(file, name, form)) {
    if (head) yield rowOf(one, head, form);
    else if (!isBlank(one.cells)) {
      head = headOf(one, name, form);
      if (key !== undefined) assertColumn(head, key, name);
    }
  }
  if (!head) throw new Refusal(422, `${name} ${NO_HEAD}`);

  function rowOf({ line, cells }: Line, names: readonly string[], { key }: ReadForm): Row {
    if (cells.length !== names.length)
      return { line, error: `line ${line} has ${cells.length} values for ${names.length} columns` };
    const named = names.flatMap((column, at) => (column === "" ? [] : [[column, cells[at] ?? ""] as const]));
    const values = isNested
      ? nested(named)
      : Object.fromEntries(named.map(([column, cell]) => [column, original(cell)]));
    return { line, ...keyed(key, key === undefined ? undefined : values[key], line), values };
  }
}

/** The key of a row, where it is to have one. */
function keyed(wanted: string | undefined, value: unknown, line: number): Pick<Row, "key" | "error"> {
  if (wanted === undefined) return {};
  const key = keyOf(value);
  return key === undefined ? { error: `line ${line} has nothing under ${JSON.stringify(wanted)}` } : { key };
}
