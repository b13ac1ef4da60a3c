/** What is peculiar to the store in PostgreSQL; what all stores promise is in stores.test.ts. */
import assert from "node:assert/strict";
import { after, describe, type TestContext, test } from "node:test";
import { inspect } from "node:util";
import { Fault } from "../runner/faults/fault.js";
import { connectPostgres, type PostgresConnection } from "../runner/store/postgres/connection.js";
import { openStore, type Store } from "../runner/store/store.js";
import { command } from "./process/command.js";
import { type PostgresServer, postgresMissing, startPostgres } from "./process/postgres-server.js";
import { pipeline, workplace } from "./process/workplace.js";
import { fault } from "./stores/expect-fault.js";

const owner = (run_id: string) => ({ run_id, action: "x.y" });

describe("the store in PostgreSQL", { skip: postgresMissing }, () => {
  let starting: Promise<PostgresServer> | undefined;
  let places = 0;
  after(async () => (await starting)?.stop());

  async function administer(statement: string): Promise<PostgresServer> {
    starting ??= startPostgres();
    const server = await starting;
    const connection = await connectPostgres(server.url("postgres"));
    await connection.ask(statement);
    await connection.close();
    return server;
  }

  /** A database of the test's own. */
  async function arrange(t: TestContext): Promise<Scene> {
    places += 1;
    const database = `place_${places}`;
    const server = await administer(`CREATE DATABASE ${database}`);
    const url = server.url(database);
    const postgres = await connectPostgres(url);
    t.after(() => postgres.close());
    const open = async (at = url) => {
      const store = await openStore(at);
      t.after(() => store.close());
      return store;
    };
    return { server, database, url, postgres, open };
  }

  /** Opens a store that cannot be opened; gives the fault, which shows no secret. */
  async function refusal(url: string, secret: RegExp): Promise<Fault> {
    const error = await openStore(url).then(
      () => assert.fail("it was opened"),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof Fault, String(error));
    assert.doesNotMatch(`${inspect(error, { depth: 9, showHidden: true })} ${error.hint}`, secret);
    return error;
  }

  test("user name and password are used, and nothing shows them", async (t) => {
    const { server, database, url, open } = await arrange(t);
    const store = await open(url.replace("postgres:", "postgresql:"));
    assert.equal(store.url, `postgres://127.0.0.1:${server.port}/${database}`);
    for (const user of ["sync", "nobody-of-ours"]) {
      const wrong = url.replace(/\/\/[^@]+@/, `//${user}:hunter23@`);
      const { code, message, exit } = await refusal(wrong, /hunter23|nobody-of-ours/);
      assert.equal(code, "STORE_FAILED");
      assert.equal(exit, 3);
      assert.equal(message, `the state store ${store.url} refused the user name or the password`);
    }
    const cwd = await workplace(t, { "pipeline.yaml": pipeline() });
    const args = ["state", "show", "candidates", "--store", url.replace(/\/\/[^@]+@/, "//sync:hunter23@")];
    const { exit, stdout, stderr } = await command(t, args, { cwd });
    assert.equal(exit, 3, stderr);
    assert.doesNotMatch(`${stdout}${stderr}`, /hunter23/);
  });

  test("an address that cannot be read is refused without showing any of it", async () => {
    const wrong = [
      "postgres://hunter2:hunter2@127.0.0.1",
      "postgres://127.0.0.1/hunter2",
      "postgres://hunter2:hunter2%@127.0.0.1/x",
      "postgres://hunter2:hunter2@127.0.0.1:1/x?sslmode=prefer",
      "postgres://hunter2:hunter2@127.0.0.1:1/x?hunter2=1",
      "postgres://hunter2:hunter2@127.0.0.1:99999/x",
    ];
    for (const url of wrong) assert.equal((await refusal(url, /hunter2/)).code, "USAGE", url);
  });

  test("a database that is missing is told, with what to do", async (t) => {
    const { server } = await arrange(t);
    const { code, message, hint } = await refusal(server.url("elsewhere"), /hunter/);
    assert.equal(code, "STORE_FAILED");
    assert.equal(
      message,
      `the state store postgres://127.0.0.1:${server.port}/elsewhere has no such database`,
    );
    assert.match(String(hint), /createdb/);
  });

  test("TLS that was asked for is not done without", async (t) => {
    const { url } = await arrange(t);
    const { code, message } = await refusal(`${url}?sslmode=require`, /hunter/);
    assert.equal(code, "STORE_FAILED");
    assert.match(message, /offers no TLS/);
  });

  test("of twelve that open a new database at once none stumbles over the tables of another", async (t) => {
    const { open, postgres } = await arrange(t);
    const stores = await Promise.all(Array.from({ length: 12 }, () => open()));
    await Promise.all(stores.map((store, n) => put(store, `token:${n}`, n)));
    const [row] = await postgres.ask("SELECT count(*) AS n FROM sync_runner_state");
    assert.equal(row?.n, "12");
  });

  test("a user who may not create tables uses those that are there, and is told when there are none", async (t) => {
    const { server, database, open, postgres } = await arrange(t);
    await administer(`CREATE ROLE guest_${database} LOGIN PASSWORD 'guest'`);
    const url = `postgres://guest_${database}:guest@127.0.0.1:${server.port}/${database}`;
    assert.match((await refusal(url, /guest/)).message, /does not allow this user what is needed/);
    await open();
    await postgres.ask(
      `GRANT SELECT, INSERT, UPDATE, DELETE ON sync_runner_state, sync_runner_lease TO guest_${database}`,
    );
    const store = await open(url);
    const lease = await store.acquire("a", owner("r1"));
    await lease.commit([{ key: "token:a", value: 1 }]);
    assert.equal(await store.read("token:a"), 1);
    await lease.release();
  });

  test("I3: tables that were dropped or are not ours are no empty store", async (t) => {
    const { open, url, postgres } = await arrange(t);
    const store = await open();
    await put(store, "token:a", 1);
    await postgres.ask("DROP TABLE sync_runner_state");
    await assert.rejects(store.read("token:a"), fault("STORE_FAILED", /has lost its tables/));
    await postgres.ask("CREATE TABLE sync_runner_state (id text)");
    const foreign = fault("STORE_CORRUPT", /tables of these names that sync-runner did not make/);
    await assert.rejects((await openStore(url)).read("token:a"), foreign);
    await postgres.ask(
      "ALTER TABLE sync_runner_lease ALTER epoch TYPE text; INSERT INTO sync_runner_lease VALUES ('a', 'x', 'r', 'x.y', '{}', 1, 1, 1)",
    );
    await assert.rejects(store.acquire("a", owner("r1")), fault("STORE_CORRUPT", /something under epoch/));
  });

  test("I3: a value that the server altered or swallowed while it was written is not taken for written", async (t) => {
    const { open, postgres } = await arrange(t);
    const store = await open();
    await put(store, "token:c", "old");
    const lease = await store.acquire("a", owner("r1"));
    for (const result of ["NEW", "NULL"]) {
      await postgres.ask(`CREATE OR REPLACE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN NEW.value := '{"value":2}'; RETURN ${result}; END $$`);
      if (result === "NEW") {
        await postgres.ask(
          "CREATE TRIGGER t BEFORE INSERT OR UPDATE ON sync_runner_state FOR EACH ROW EXECUTE FUNCTION meddle()",
        );
      }
      const altered = fault("STORE_FAILED", /answers another value than was just written/);
      const changes = [
        { key: "token:a", value: 1 },
        { key: "token:b", value: 2 },
        { key: "token:c", value: undefined },
      ];
      await assert.rejects(lease.commit(changes), altered);
      assert.deepEqual(await store.list("token:"), [["token:c", "old"]]);
    }
    await postgres.ask(`CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
      CREATE TRIGGER d BEFORE DELETE ON sync_runner_state FOR EACH ROW EXECUTE FUNCTION keep()`);
    const removal = [{ key: "token:c", value: undefined }];
    await assert.rejects(lease.commit(removal), fault("STORE_FAILED", /answers another value/));
    assert.equal(lease.lost.aborted, false);
  });

  test("a connection that the server ended answers no more, though the server is there", async (t) => {
    const { open, database, postgres } = await arrange(t);
    const store = await open();
    await put(store, "token:a", 1);
    await postgres.ask(
      `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
       WHERE datname = '${database}' AND pid <> pg_backend_pid()`,
    );
    const ended = fault("STORE_FAILED", /ended the connection/);
    await assert.rejects(store.read("token:a"), ended);
    await assert.rejects(store.read("token:a"), ended);
    assert.equal(await (await open()).read("token:a"), 1);
  });

  test("I3: a fenced write that waits for a take-over is refused once that is done", async (t) => {
    const { open, postgres } = await arrange(t);
    const store = await open();
    const lease = await store.acquire("a", owner("r1"));
    await postgres.ask("BEGIN");
    await postgres.ask("UPDATE sync_runner_lease SET epoch = 2, run_id = 'r2'");
    const late = assert.rejects(
      lease.commit([{ key: "token:a", value: "late" }]),
      fault("LOCK_LOST", /lost a/),
    );
    const isWaiting = "SELECT 1 AS one FROM pg_locks WHERE NOT granted";
    while ((await postgres.ask(isWaiting)).length === 0) assert.equal(lease.lost.aborted, false);
    await postgres.ask("COMMIT");
    await late;
    assert.equal(await store.read("token:a"), undefined);
  });
});

/** Stores a value under a lease that no test asks for. */
async function put(store: Store, key: string, value: unknown): Promise<void> {
  const lease = await store.acquire(`for ${key}`, owner("test"));
  await lease.commit([{ key, value }]);
  await lease.release();
}

interface Scene {
  readonly server: PostgresServer;
  readonly database: string;
  readonly url: string;
  /** Looks into the database from outside. */
  readonly postgres: PostgresConnection;
  open(url?: string): Promise<Store>;
}
