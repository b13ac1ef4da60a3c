/**
 * Writes the next version of a file beside it and gives it the name when it is whole and on the disk, so that nobody ever sees a half.
 * Each line stays where it is; one whose key is pending is replaced, and keys that are new are put behind.
 */
import { constants } from "node:fs";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { cellsOf, harmless, original } from "./cells.js";
import { jsonLines } from "./json-lines.js";
import type { Over, Pending, PendingForm } from "./pending.js";
import { isThere, openPlace, type Place } from "./place.js";
import { Refusal } from "./refusal.js";
import { assertColumn, headOf, type Line, lineOf, linesOfTable } from "./table.js";

const PIECE = 256 * 1024;
/** Without it Excel reads umlauts in the encoding of its country. */
const MARK = "\uFEFF";

/**
 * Looks through the file; `pending` knows then which keys it has more than once.
 *
 * @throws {Refusal} 422 where the file cannot take rows of this form, 403
 */
export async function assertWritable(
  place: Place,
  folder: string,
  form: PendingForm,
  pending: Pending,
): Promise<void> {
  if (!(await isThere(place.path, place.name))) return;
  for await (const _ of version(place, folder, form, pending.looking()));
}

/**
 * Puts what is pending into the file.
 *
 * @throws {Refusal} as `assertWritable`; then the file is as it was, and what is pending still is
 */
export async function writeVersion(
  place: Place,
  folder: string,
  form: PendingForm,
  pending: Pending,
): Promise<void> {
  await rm(place.next, { force: true });
  // For the user alone, as it holds people; who wants others to read it gives it another mode, which stays.
  const mode = await modeOf(place, folder);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
  const next = await open(place.next, flags, 0o600);
  try {
    let piece = "";
    for await (const line of version(place, folder, form, pending)) {
      piece += line;
      if (piece.length < PIECE) continue;
      await next.writeFile(piece);
      piece = "";
    }
    await next.writeFile(piece);
    await next.chmod(mode);
    await next.sync();
  } finally {
    await next.close();
  }
  await rename(place.next, place.path);
  await syncFolder(dirname(place.path));
  pending.clear();
}

async function* version(place: Place, folder: string, form: PendingForm, over: Over): AsyncGenerator<string> {
  const file = (await isThere(place.path, place.name)) ? await openPlace(place, folder) : undefined;
  try {
    yield* place.kind === "csv" ? table(file, place, form, over) : objects(file, place, form, over);
  } finally {
    await file?.close();
  }
}

async function* objects(
  file: FileHandle | undefined,
  { name }: Place,
  { key }: PendingForm,
  over: Over,
): AsyncGenerator<string> {
  const taking = over.taking();
  for await (const { read, text, line } of file ? jsonLines(file, name) : []) {
    if ("error" in read) throw new Refusal(422, `${name} cannot be written: ${read.error}`);
    const own = keyOf(read.values[key]);
    const replaced = own === undefined ? undefined : taking.of(own, line);
    yield `${replaced ?? text}\n`;
  }
  for (const text of taking.others()) yield `${text}\n`;
}

async function* table(
  file: FileHandle | undefined,
  { name }: Place,
  { key, delimiter }: PendingForm,
  over: Over,
): AsyncGenerator<string> {
  const form = { delimiter, charset: "utf-8" };
  const lines = file ? linesOfTable(file, name, form) : undefined;
  const { value: first } = lines ? await lines.next() : { value: undefined };
  const head = first ? headOf(first as Line, name, form) : [];
  if (head.includes(""))
    throw new Refusal(422, `${name} cannot be written: a column in its head has no name`);
  if (first) assertColumn(head, key, name);
  const columns = new Set(head);
  for (const text of over.all()) for (const column of rowOf(text).keys()) columns.add(column);
  const names = [...columns];
  const written = (cells: ReadonlyMap<string, string>) =>
    lineOf(
      names.map((column) => cells.get(column) ?? ""),
      delimiter,
    );
  yield MARK + lineOf(names.map(harmless), delimiter);
  const taking = over.taking();
  for await (const { cells, line } of lines ?? []) {
    if (cells.length !== head.length)
      throw new Refusal(
        422,
        `${name} cannot be written: line ${line} has ${cells.length} values for ${head.length} columns`,
      );
    const own = keyOf(original(cells[head.indexOf(key)] ?? ""));
    const replaced = own === undefined ? undefined : taking.of(own, line);
    yield replaced !== undefined
      ? written(rowOf(replaced))
      : written(new Map(head.map((column, at) => [column, cells[at] ?? ""])));
  }
  for (const text of taking.others()) yield written(rowOf(text));
}

function rowOf(text: string): Map<string, string> {
  return cellsOf(JSON.parse(text) as Record<string, unknown>);
}

/** What tells a row from others, as a text; undefined for what cannot. */
export function keyOf(value: unknown): string | undefined {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

async function modeOf(place: Place, folder: string): Promise<number> {
  if (!(await isThere(place.path, place.name))) return 0o600;
  const file = await openPlace(place, folder);
  try {
    return (await file.stat()).mode & 0o777;
  } finally {
    await file.close();
  }
}

/** A name is only sure to be found after a power cut when the folder is on the disk too. Windows has no such thing. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => undefined);
  try {
    await folder?.sync().catch(() => {});
  } finally {
    await folder?.close();
  }
}
