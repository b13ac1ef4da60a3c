/** The files of the embedded store of a world, as a disk that was lost or put back from a backup leaves them. */
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { filesBelow } from "../process/workplace.js";

const isDatabase = (bytes: Buffer) => bytes.subarray(0, 15).toString() === "SQLite format 3";

export class StoreFiles {
  readonly #folder: string;
  /** The databases as they were before the last command, with what belongs to them. */
  #kept = new Map<string, Buffer>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** To be called before a command. */
  async keep(): Promise<void> {
    this.#kept = await this.#databases();
  }

  /** @returns false where there is nothing to empty */
  async empty(): Promise<boolean> {
    const files = await this.#databases();
    for (const name of files.keys()) await this.#replace(name, Buffer.alloc(0));
    return files.size > 0;
  }

  /** Puts the store back as it was before the last command. @returns false where it was not there, or is no other */
  async putBack(): Promise<boolean> {
    if (this.#kept.size === 0) return false;
    let isOther = false;
    for (const name of (await this.#databases()).keys()) {
      const before = this.#kept.get(name) ?? Buffer.alloc(0);
      if (!before.equals(await readFile(join(this.#folder, name)))) isOther = true;
      await this.#replace(name, before);
    }
    return isOther;
  }

  /** Another file in its place: one that is cut off ends a process that has it open, and this process may be one. */
  async #replace(name: string, bytes: Buffer): Promise<void> {
    const path = join(this.#folder, name);
    await rm(path);
    await writeFile(path, bytes);
  }

  async #databases(): Promise<Map<string, Buffer>> {
    const files = await filesBelow(this.#folder);
    const names = [...files].filter(([, bytes]) => isDatabase(bytes)).map(([name]) => name);
    return new Map(
      [...files].filter(([name]) => names.some((one) => name === one || name.startsWith(`${one}-`))),
    );
  }
}
