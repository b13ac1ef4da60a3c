/** The kinds of stores, each as a test needs it: an empty place per test, a look behind it, and ways to break it. */
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import Database from "libsql";
import type { StateAdapter } from "../../runner/store/adapter.js";
import { connectPostgres } from "../../runner/store/postgres/connection.js";
import { openPostgres } from "../../runner/store/postgres/postgres.js";
import { connectRedis } from "../../runner/store/redis/connection.js";
import { openRedis } from "../../runner/store/redis/redis.js";
import { openSqlite } from "../../runner/store/sqlite/sqlite.js";
import { postgresMissing, startPostgres } from "../process/postgres-server.js";
import { redisMissing, startRedis } from "../process/redis-server.js";
import { workplace } from "../process/workplace.js";
import { openProxy, type TcpProxy } from "./proxy.js";

/** An empty store. */
export interface Place {
  readonly url: string;
  /** The same store as its adapter sees it: what is set here is set as it is, whoever may have written it. */
  adapter(): Promise<StateAdapter>;
  /** Takes all leases away, as an operator might who deletes what he does not know. */
  forgetLeases(): Promise<void>;
  /** Takes everything away, as somebody might who cleans up, or a server that keeps nothing on its disk. */
  empty(): Promise<void>;
  /** Keeps the leases as they are now; what it gives puts them back, as a backup would. */
  snapshot(): Promise<() => Promise<void>>;
  /** Makes the store as version 0.1.0 left it: the token of `a` is 7, its epoch 4. */
  old(): Promise<void>;
  /** The store behind a wire that can be silenced or cut. */
  wired(): Promise<{ readonly url: string; readonly proxy: TcpProxy }>;
}

/** What runs while a test file needs it. */
export interface Running {
  place(t: TestContext): Promise<Place>;
  /** Ends the server at once. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface Kind {
  readonly name: string;
  /** Why it cannot be tested here; false when it can. */
  readonly skip: string | false;
  /** False for a file: it has no server that could die, and no wire. */
  readonly isRemote: boolean;
  start(): Promise<Running>;
}

const sqlite: Kind = {
  name: "SQLite",
  skip: false,
  isRemote: false,
  start: async () => ({
    async place(t) {
      const path = join(await workplace(t, {}), "state.db");
      return {
        url: `sqlite:${path}`,
        adapter: () => closing(t, openSqlite(path)),
        async forgetLeases() {
          const database = new Database(path);
          database.exec("DELETE FROM lease");
          database.close();
        },
        empty: () => removeDatabase(path),
        async snapshot() {
          const database = new Database(path);
          database.exec(`VACUUM INTO '${path}.copy'`);
          database.close();
          return async () => {
            await removeDatabase(path);
            await rename(`${path}.copy`, path);
          };
        },
        async old() {
          const database = new Database(path);
          database.exec(oldSqlite);
          database.close();
        },
        wired: () => Promise.reject(new Error("a file has no wire")),
      };
    },
    kill: () => Promise.reject(new Error("a file has no server")),
    stop: async () => {},
  }),
};

const redis: Kind = {
  name: "Redis",
  skip: redisMissing,
  isRemote: true,
  async start() {
    const server = await startRedis();
    const ask = async (url: string, ...words: readonly string[]): Promise<void> => {
      const connection = await connectRedis(url);
      await connection.send(...words);
      await connection.close();
    };
    let places = 0;
    return {
      async place(t) {
        places += 1;
        const database = places;
        const url = server.url(database);
        return {
          url,
          adapter: () => closing(t, openRedis(url)),
          forgetLeases: () => ask(url, "FLUSHDB"),
          empty: () => ask(url, "FLUSHDB"),
          async snapshot() {
            await ask(url, "COPY", "sync-runner-lease:a", "of-the-test", "REPLACE");
            return () => ask(url, "COPY", "of-the-test", "sync-runner-lease:a", "REPLACE");
          },
          async old() {
            await ask(url, "SET", "sync-runner:token:a", '{"value":7}');
            const fields = {
              epoch: 4,
              run_id: "r0",
              action: "x.y",
              owner: "{}",
              since: 1,
              expires: 0,
              expires_monotonic: 0,
            };
            await ask(url, "HSET", "sync-runner-lease:a", ...Object.entries(fields).flat().map(String));
          },
          async wired() {
            const proxy = await openProxy(t, server.port);
            return { url: server.url(database, proxy.port), proxy };
          },
        };
      },
      kill: server.kill,
      stop: server.stop,
    };
  },
};

const postgres: Kind = {
  name: "PostgreSQL",
  skip: postgresMissing,
  isRemote: true,
  async start() {
    const server = await startPostgres();
    const ask = async (database: string, statement: string): Promise<void> => {
      const connection = await connectPostgres(server.url(database));
      await connection.ask(statement);
      await connection.close();
    };
    let places = 0;
    return {
      async place(t) {
        places += 1;
        const database = `place_${places}`;
        await ask("postgres", `CREATE DATABASE ${database}`);
        const url = server.url(database);
        return {
          url,
          adapter: () => closing(t, openPostgres(url)),
          forgetLeases: () => ask(database, "DELETE FROM sync_runner_lease"),
          empty: () => ask(database, "TRUNCATE sync_runner_lease, sync_runner_state"),
          async snapshot() {
            await ask(database, "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS TABLE sync_runner_lease");
            const restored = "TRUNCATE sync_runner_lease; INSERT INTO sync_runner_lease TABLE kept";
            return () => ask(database, restored);
          },
          old: () => ask(database, oldPostgres),
          async wired() {
            const proxy = await openProxy(t, server.port);
            return { url: server.url(database, proxy.port), proxy };
          },
        };
      },
      kill: server.kill,
      stop: server.stop,
    };
  },
};

/** The layout of version 0.1.0. */
const oldSqlite = `
  CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE lease (
    workflow_id TEXT PRIMARY KEY, epoch INTEGER NOT NULL, run_id TEXT NOT NULL, action TEXT NOT NULL,
    owner TEXT NOT NULL, since INTEGER NOT NULL, expires INTEGER NOT NULL, expires_monotonic INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO state VALUES ('sync-runner:token:a', '{"value":7}');
  INSERT INTO lease VALUES ('a', 4, 'r0', 'x.y', '{}', 1, 0, 0);
  PRAGMA application_id = 0x73796e63;
  PRAGMA user_version = 1;
  PRAGMA journal_mode = WAL;`;

const oldPostgres = `
  CREATE TABLE sync_runner_state (key text COLLATE "C" PRIMARY KEY, value text NOT NULL);
  CREATE TABLE sync_runner_lease (
    workflow_id text COLLATE "C" PRIMARY KEY, epoch bigint NOT NULL, run_id text NOT NULL, action text NOT NULL,
    owner text NOT NULL, since bigint NOT NULL, expires bigint NOT NULL, expires_monotonic bigint NOT NULL
  );
  INSERT INTO sync_runner_state VALUES ('sync-runner:token:a', '{"value":7}');
  INSERT INTO sync_runner_lease VALUES ('a', 4, 'r0', 'x.y', '{}', 1, 0, 0);`;

export const kinds: readonly Kind[] = [sqlite, redis, postgres];

async function removeDatabase(path: string): Promise<void> {
  for (const end of ["", "-wal", "-shm"]) await rm(path + end, { force: true });
}

async function closing(t: TestContext, opened: Promise<StateAdapter>): Promise<StateAdapter> {
  const adapter = await opened;
  t.after(() => adapter.disconnect());
  return adapter;
}
