import assert from "node:assert/strict";
import { open, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import Database from "libsql";
import { Fault } from "../faults/fault.js";
import { openStore, type Store } from "./store.js";
import { temporaryDirectory } from "./temporary.test.support.js";

function fault(code: string, message: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof Fault, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  };
}

/** Stores values under a lease that no test asks for. */
async function put(store: Store, values: Readonly<Record<string, unknown>>): Promise<void> {
  const lease = await store.acquire("of the test", { run_id: "test", action: "x.y" });
  await lease.commit(Object.entries(values).map(([key, value]) => ({ key, value })));
  await lease.release();
}

/** Puts a raw text where the store keeps its values, as a foreign program or a bad disk would. */
function plant(path: string, key: string, text: string): void {
  const database = new Database(path);
  database.prepare("INSERT OR REPLACE INTO state VALUES (?, ?)").run([`sync-runner:${key}`, text]);
  database.close();
}

test("a value is read back by another process' store as it was written", async (t) => {
  const path = join(await temporaryDirectory(t), "state.db");
  const first = await openStore(`sqlite:${path}`);
  await put(first, { "token:a": { n: 1, text: "é\u2028", none: null } });
  await first.close();
  const second = await openStore(`sqlite:${path}`);
  assert.deepEqual(await second.read("token:a"), { n: 1, text: "é\u2028", none: null });
  await second.close();
});

test("null is a value and not an absent key", async (t) => {
  const store = await openStore(`sqlite:${join(await temporaryDirectory(t), "state.db")}`);
  await put(store, { "token:a": null });
  assert.equal(await store.read("token:a"), null);
  assert.equal(await store.read("token:b"), undefined);
  await store.close();
});

test("keys are listed even when a value is not readable", async (t) => {
  const path = join(await temporaryDirectory(t), "state.db");
  const store = await openStore(`sqlite:${path}`);
  plant(path, "token:a", "{");
  assert.deepEqual(await store.keys("token:"), ["token:a"]);
  await store.close();
});

for (const text of ["", "null", "{}", "{", '"text"', "[1]", '{"value":1,"expires":1}', '{"expires":1}']) {
  test(`I3: the stored text ${text || "(nothing)"} is refused and not taken for an absent key`, async (t) => {
    const path = join(await temporaryDirectory(t), "state.db");
    const store = await openStore(`sqlite:${path}`);
    plant(path, "token:orders", text);
    await assert.rejects(store.read("token:orders"), (error) => {
      fault("STORE_CORRUPT", /under token:orders .*: /)(error);
      assert.match(
        String((error as Fault).hint),
        /Put the store back from a copy, or remove what is damaged: npx sync-runner state reset orders/,
      );
      return true;
    });
    await store.close();
  });
}

test("I3: a store whose file was removed is broken, not empty", async (t) => {
  const path = join(await temporaryDirectory(t), "state.db");
  const store = await openStore(`sqlite:${path}`);
  await put(store, { "token:a": 1 });
  await rm(path);
  await assert.rejects(store.read("token:a"), fault("STORE_FAILED", /state\.db was removed or replaced/));
  await assert.rejects(put(store, { "token:a": 2 }), fault("STORE_FAILED", /removed or replaced/));
  await store.close();
});

test("I3: a store whose file was replaced is broken", async (t) => {
  const directory = await temporaryDirectory(t);
  const store = await openStore(`sqlite:${join(directory, "state.db")}`);
  await (await openStore(`sqlite:${join(directory, "other.db")}`)).close();
  await rename(join(directory, "other.db"), join(directory, "state.db"));
  await assert.rejects(store.read("token:a"), fault("STORE_FAILED", /removed or replaced/));
  await store.close();
});

test("I3: reads, writes, lists and locks of a broken store fail", async (t) => {
  const path = join(await temporaryDirectory(t), "state.db");
  const store = await openStore(`sqlite:${path}`);
  const lease = await store.acquire("a", { run_id: "r1", action: "x.y" });
  const database = new Database(path);
  database.exec("DROP TABLE state; DROP TABLE lease");
  database.close();
  const broken = fault("STORE_FAILED", /no such table/);
  await assert.rejects(store.read("token:a"), broken);
  await assert.rejects(store.readMany(["token:a"]), broken);
  await assert.rejects(lease.commit([{ key: "token:a", value: 1 }]), broken);
  await assert.rejects(store.list("token:"), broken);
  await assert.rejects(store.acquire("a", { run_id: "r1", action: "x.y" }), broken);
  await store.close();
});

test("I3: a closed store does not answer", async (t) => {
  const store = await openStore(`sqlite:${join(await temporaryDirectory(t), "state.db")}`);
  await store.close();
  await assert.rejects(store.read("token:a"), fault("STORE_FAILED", /is closed/));
});

test("a file that is no database is refused by its path, with what to do", async (t) => {
  const path = join(await temporaryDirectory(t), "state.db");
  await writeFile(path, "this is not a database at all. ".repeat(100));
  await assert.rejects(openStore(`sqlite:${path}`), (error) => {
    fault("STORE_FAILED", /state\.db is damaged or is not a SQLite database/)(error);
    assert.match(String((error as Fault).hint), /restore it from a backup/);
    return true;
  });
});

test("a database with a damaged page is refused when it is opened", async (t) => {
  const path = join(await temporaryDirectory(t), "state.db");
  const store = await openStore(`sqlite:${path}`);
  for (let n = 0; n < 50; n += 1) await put(store, { [`token:${n}`]: "x".repeat(500) });
  await store.close();
  const { size } = await stat(path);
  const bytes = Buffer.alloc(size - 4096, 7);
  const file = await open(path, "r+");
  await file.write(bytes, 0, bytes.length, 4096);
  await file.close();
  await assert.rejects(openStore(`sqlite:${path}`), fault("STORE_FAILED", /is damaged/));
});

test("I3: a file that was cut off in the middle is refused when it is opened", async (t) => {
  const path = join(await temporaryDirectory(t), "state.db");
  const store = await openStore(`sqlite:${path}`);
  for (let n = 0; n < 50; n += 1) await put(store, { [`token:${n}`]: "x".repeat(500) });
  await store.close();
  const { size } = await stat(path);
  for (const left of [size - 4096, 8192, 4096, 100]) {
    await truncate(path, left);
    await assert.rejects(openStore(`sqlite:${path}`), fault("STORE_FAILED", /is damaged/));
  }
  await truncate(path, 99);
  await assert.rejects(openStore(`sqlite:${path}`), fault("STORE_CORRUPT", /has 99 bytes: it was emptied/));
});

test("the database of another program is not written to", async (t) => {
  const path = join(await temporaryDirectory(t), "notes.db");
  const database = new Database(path);
  database.exec("CREATE TABLE notes (text TEXT)");
  database.close();
  await assert.rejects(openStore(`sqlite:${path}`), fault("STORE_CORRUPT", /database of another program/));
});

test("the file of a newer layout is refused", async (t) => {
  const path = join(await temporaryDirectory(t), "state.db");
  await (await openStore(`sqlite:${path}`)).close();
  const database = new Database(path);
  database.exec("PRAGMA user_version = 3");
  database.close();
  await assert.rejects(openStore(`sqlite:${path}`), fault("STORE_CORRUPT", /newer sync-runner/));
});

test("I3: a file that is empty or was cut off is no new store, and its -wal file is left alone", async (t) => {
  const path = join(await temporaryDirectory(t), "state.db");
  await writeFile(path, "");
  await writeFile(`${path}-wal`, "what is left");
  await assert.rejects(openStore(`sqlite:${path}`), (error) => {
    fault("STORE_CORRUPT", /state\.db is empty: it was emptied or cut off/)(error);
    assert.match(String((error as Fault).hint), /put the right file back.*state accept/);
    return true;
  });
  assert.equal((await stat(`${path}-wal`)).size, 12);
});

test("I3: a database without our tables is no new store", async (t) => {
  const path = join(await temporaryDirectory(t), "state.db");
  const database = new Database(path);
  database.exec("PRAGMA user_version = 1");
  database.close();
  await assert.rejects(openStore(`sqlite:${path}`), fault("STORE_CORRUPT", /holds no tables of sync-runner/));
});

test("a path that cannot be is refused by name", async (t) => {
  const directory = await temporaryDirectory(t);
  await writeFile(join(directory, "file"), "");
  await assert.rejects(
    openStore(`sqlite:${directory}/file/state.db`),
    fault("STORE_FAILED", /file\/state\.db/),
  );
  await assert.rejects(openStore(`sqlite:${directory}`), fault("STORE_FAILED", /cannot be opened/));
});

test("the file and its directory are the user's alone", async (t) => {
  const directory = join(await temporaryDirectory(t), "new", "deep");
  const store = await openStore(`sqlite:${directory}/state.db`);
  await put(store, { "token:a": 1 });
  assert.equal((await stat(directory)).mode & 0o777, 0o700);
  for (const name of ["state.db", "state.db-wal", "state.db-shm"]) {
    assert.equal((await stat(join(directory, name))).mode & 0o777, 0o600, name);
  }
  await store.close();
});

test("another kind of store is refused without showing its password", async () => {
  await assert.rejects(openStore("mysql://user:hunter2@cache.example.org"), (error) => {
    fault("USAGE", /no store of the kind mysql:/)(error);
    assert.doesNotMatch(`${(error as Fault).message} ${(error as Fault).hint}`, /hunter2/);
    assert.match(String((error as Fault).hint), /sqlite:PATH/);
    return true;
  });
  await assert.rejects(openStore("state.db"), fault("USAGE", /that was given/));
});
