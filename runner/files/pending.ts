/**
 * What a run has confirmed and no version of the file has yet: it survives a kill and a power cut, holds each key once, and locks the
 * file, for as long as the process lives, against every other run (I4, I5, I8).
 */
import { open } from "node:fs/promises";
import Database from "libsql";
import { isThere, type Place } from "./place.js";
import { ofDisk, Refusal } from "./refusal.js";

/** How the rows that wait are to be written. */
export interface PendingForm {
  /** The member that tells one row from another. */
  readonly key: string;
  readonly delimiter: string;
}

export interface Item {
  readonly key: string;
  /** An object, as JSON. */
  readonly text: string;
}

/** The rows while a version is written: first those whose keys the file has, then the others. */
export interface Taking {
  /**
   * The row for a line of the file with this key; undefined where none is to stand in its place.
   *
   * @throws {Refusal} 422 where an earlier line of the file has the key, too: of two lines nobody knows which is meant
   */
  of(key: string, line: number): string | undefined;
  others(): Iterable<string>;
}

/** Where the rows come from that are laid over those of a file. */
export interface Over {
  /** All rows, in the order in which their keys came first. */
  all(): Iterable<string>;
  taking(): Taking;
}

/** What is told of a key that more than one line of a file has. */
export function standsTwice(name: string, first: number, next: number): string {
  return `its key stands in ${name} more than once, in the lines ${first} and ${next}: leave one of them`;
}

const LAYOUT = `BEGIN EXCLUSIVE;
CREATE TABLE IF NOT EXISTS form (key TEXT, delimiter TEXT);
CREATE TABLE IF NOT EXISTS items (place INTEGER PRIMARY KEY, key TEXT UNIQUE, text TEXT, is_there INTEGER DEFAULT 0);
COMMIT;
CREATE TEMP TABLE lines (key TEXT PRIMARY KEY, first INTEGER, next INTEGER) WITHOUT ROWID;`;

async function createEmpty(path: string): Promise<void> {
  const file = await open(path, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await file?.close();
}

export class Pending implements Over {
  readonly #database: Database.Database;
  readonly #name: string;

  private constructor(database: Database.Database, name: string) {
    this.#database = database;
    this.#name = name;
  }

  /** @throws {Refusal} 423 where another run has it, 403 where a link stands in its place, 503 */
  static async open({ pending, name }: Place): Promise<Pending> {
    let database: Database.Database | undefined;
    try {
      // SQLite would make it readable by everybody.
      if (!(await isThere(pending, `.${name}.pending`))) await createEmpty(pending);
      database = new Database(pending, { timeout: 0 });
      // The lock is the one of the operating system: it ends with the process, however that ends.
      database.exec("PRAGMA locking_mode = EXCLUSIVE");
      database.exec("PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA");
      database.exec(LAYOUT);
      return new Pending(database, name);
    } catch (error) {
      database?.close();
      const { code = "" } = error as NodeJS.ErrnoException;
      if (/BUSY|LOCKED/.test(code))
        throw new Refusal(423, `another run is writing ${name}; start again when it has ended`);
      throw ofDisk(`.${name}.pending`, "written", error);
    }
  }

  /** How what is here was to be written; undefined where nothing is here. */
  get form(): PendingForm | undefined {
    const { count } = this.#database.prepare("SELECT count(*) AS count FROM items").get() as {
      count: number;
    };
    if (count === 0) return undefined;
    return this.#database.prepare("SELECT key, delimiter FROM form").get() as PendingForm | undefined;
  }

  /** Begins anew, for rows of this form. */
  begin({ key, delimiter }: PendingForm): void {
    this.#whole(() => {
      this.#database.exec("DELETE FROM items; DELETE FROM form");
      this.#database.prepare("INSERT INTO form VALUES (?, ?)").run(key, delimiter);
    });
  }

  /** Keeps rows, each in the place of an earlier one with its key. When this returns they are on the disk. */
  put(items: readonly Item[]): void {
    const put = this.#database.prepare(
      "INSERT INTO items (key, text) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET text = excluded.text",
    );
    this.#whole(() => {
      for (const { key, text } of items) put.run(key, text);
    });
  }

  *all(): Generator<string> {
    for (const { text } of this.#database
      .prepare("SELECT text FROM items ORDER BY place")
      .iterate() as Iterable<Item>)
      yield text;
  }

  /** Begins to give the rows to a version. */
  taking(): Taking {
    const database = this.#database;
    database.exec("BEGIN; UPDATE items SET is_there = 0 WHERE is_there");
    const find = database.prepare("SELECT text, is_there AS line FROM items WHERE key = ?");
    const mark = database.prepare("UPDATE items SET is_there = ? WHERE key = ?");
    return {
      of: (key, line) => {
        const found = find.get(key) as { readonly text: string; readonly line: number } | undefined;
        if (!found) return undefined;
        if (found.line > 0)
          throw new Refusal(
            422,
            `${this.#name} cannot be written: of the item ${JSON.stringify(key.slice(0, 100))}, ${standsTwice(this.#name, found.line, line)}`,
          );
        mark.run(line, key);
        return found.text;
      },
      *others() {
        database.exec("COMMIT");
        const rest = database.prepare("SELECT text FROM items WHERE NOT is_there ORDER BY place");
        for (const { text } of rest.iterate() as Iterable<Item>) yield text;
      },
    };
  }

  /** Takes no row into a version, and notes which keys the file has more than once. */
  looking(): Over {
    const database = this.#database;
    const note = database.prepare(
      "INSERT INTO lines (key, first) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET next = coalesce(next, ?)",
    );
    return {
      all: () => [],
      taking: () => {
        database.exec("BEGIN; DELETE FROM lines");
        return {
          of: (key, line) => {
            note.run(key, line, line);
            return undefined;
          },
          others: () => {
            database.exec("DELETE FROM lines WHERE next IS NULL; COMMIT");
            return [];
          },
        };
      },
    };
  }

  /** The first two lines of the file that have this key, where several do. */
  twice(key: string): { readonly first: number; readonly next: number } | undefined {
    return this.#database
      .prepare("SELECT first, next FROM lines WHERE key = ? AND next IS NOT NULL")
      .get(key) as { readonly first: number; readonly next: number } | undefined;
  }

  /** What was here stands in the file. */
  clear(): void {
    this.#whole(() => this.#database.exec("DELETE FROM items"));
    this.#database.exec("VACUUM");
  }

  close(): void {
    if (this.#database.inTransaction) this.#database.exec("ROLLBACK");
    // Closing does not end the lock while a statement is not collected.
    this.#database.exec("PRAGMA locking_mode = NORMAL");
    this.#database.prepare("SELECT count(*) FROM items").get();
    this.#database.close();
  }

  #whole(work: () => void): void {
    try {
      this.#database.exec("BEGIN");
      work();
      this.#database.exec("COMMIT");
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec("ROLLBACK");
      throw ofDisk(`.${this.#name}.pending`, "written", error);
    }
  }
}
