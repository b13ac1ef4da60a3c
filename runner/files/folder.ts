/** The files of one folder while a run reads and writes them. */
import { readdir } from "node:fs/promises";
import { diskFault } from "../faults/disk-fault.js";
import { Fault } from "../faults/fault.js";
import { cellsOf } from "./cells.js";
import { Pages, type ReadForm } from "./pages.js";
import { type Item, Pending, type PendingForm, standsTwice } from "./pending.js";
import { isThere, type Place, placeOf } from "./place.js";
import { Refusal } from "./refusal.js";
import { assertWritable, keyOf, writeVersion } from "./version.js";

/** What is written, as the connector sends it. */
export interface Sent {
  readonly key?: unknown;
  readonly values?: unknown;
}

export class Folder {
  readonly #path: string;
  readonly #pages = new Map<string, Pages>();
  readonly #written = new Map<
    string,
    { readonly place: Place; readonly form: PendingForm; readonly pending: Pending }
  >();

  /** @param path its real path */
  constructor(path: string) {
    this.#path = path;
  }

  /** How many files are there, for whoever asks whether the folder is. */
  async count(): Promise<number> {
    return (await readdir(this.#path)).length;
  }

  /** A page of records, as JSON. @throws {Refusal} */
  async read(name: string, form: ReadForm, from: number): Promise<string> {
    const place = placeOf(this.#path, name);
    const id = JSON.stringify([name, form]);
    let pages = this.#pages.get(id);
    if (!pages) {
      await this.#finish(place);
      pages = new Pages(place, this.#path, form);
      this.#pages.set(id, pages);
    }
    return pages.page(from);
  }

  /** Makes a file ready to be written, and keeps other runs from it. @throws {Refusal} */
  async open(name: string, form: PendingForm): Promise<void> {
    const place = placeOf(this.#path, name);
    if (this.#written.has(name)) return;
    const pending = await Pending.open(place);
    try {
      const left = pending.form;
      if (left) await writeVersion(place, this.#path, left, pending);
      await assertWritable(place, this.#path, form, pending);
      pending.begin(form);
    } catch (error) {
      pending.close();
      throw error;
    }
    this.#written.set(name, { place, form, pending });
  }

  /** Keeps items for the next version. Gives for each why it was not taken, or nothing. @throws {Refusal} */
  write(name: string, items: readonly Sent[]): { readonly error?: string }[] {
    const file = this.#written.get(name);
    if (!file) throw new Refusal(409, `${name} was not opened`);
    const results: { error?: string }[] = [];
    const rows: Item[] = [];
    for (const item of items) {
      const row = rowOf(item, file.form, file.place);
      const lines = "error" in row ? undefined : file.pending.twice(row.key);
      if ("error" in row) results.push(row);
      else if (lines) results.push({ error: standsTwice(name, lines.first, lines.next) });
      else {
        rows.push(row);
        results.push({});
      }
    }
    file.pending.put(rows);
    return results;
  }

  /**
   * Puts everything that was written into the files, and lets go of them.
   *
   * @throws {Fault} DISK_FAILED with the first that could not be written; it stays pending
   */
  async close(): Promise<void> {
    for (const pages of this.#pages.values()) await pages.close();
    this.#pages.clear();
    let failed: unknown;
    for (const [name, { place, form, pending }] of this.#written) {
      this.#written.delete(name);
      try {
        if (pending.form) await writeVersion(place, this.#path, form, pending);
      } catch (error) {
        failed ??= unwritten(place, error);
      } finally {
        pending.close();
      }
    }
    if (failed !== undefined) throw failed;
  }

  /** What a run that was killed had confirmed is a part of the file. */
  async #finish(place: Place): Promise<void> {
    if (this.#written.has(place.name) || !(await isThere(place.pending, `.${place.name}.pending`))) return;
    const pending = await Pending.open(place).catch((error: unknown) => {
      // Whoever writes it now will put it in; what is there until then is whole.
      if (error instanceof Refusal && error.status === 423) return undefined;
      throw error;
    });
    try {
      const left = pending?.form;
      if (pending && left) await writeVersion(place, this.#path, left, pending);
    } finally {
      pending?.close();
    }
  }
}

function rowOf({ key, values }: Sent, form: PendingForm, { kind }: Place): Item | { readonly error: string } {
  const own = keyOf(key);
  if (own === undefined) return { error: "it has no key" };
  if (typeof values !== "object" || values === null || Array.isArray(values))
    return { error: "it is no object" };
  const said = (values as Record<string, unknown>)[form.key];
  if (said !== undefined && said !== null && keyOf(said) !== own)
    return { error: `its key is not what it has under ${JSON.stringify(form.key)}` };
  const row = { [form.key]: own, ...values, ...(said === null ? { [form.key]: own } : {}) };
  try {
    if (kind === "csv") cellsOf(row);
  } catch (error) {
    if (error instanceof Refusal) return { error: error.message };
    throw error;
  }
  return { key: own, text: JSON.stringify(row) };
}

function unwritten({ name, path }: Place, error: unknown): Fault {
  const kept = `What was written is kept beside it: the next run that opens ${name} puts it in.`;
  if (error instanceof Refusal)
    return new Fault("DISK_FAILED", error.message, {
      hint: `Put it right and run again. ${kept}`,
      cause: error,
    });
  const { message, hint } = diskFault(path, "written", error);
  return new Fault("DISK_FAILED", message, { hint: hint ? `${hint}. ${kept}` : kept, cause: error });
}
