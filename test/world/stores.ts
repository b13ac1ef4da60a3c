/** The kinds of stores, each as a test needs it: an empty place per test, a look behind it, and ways to break it. */
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
    let places = 0;
    return {
      async place(t) {
        places += 1;
        const database = places;
        const url = server.url(database);
        return {
          url,
          adapter: () => closing(t, openRedis(url)),
          async forgetLeases() {
            const connection = await connectRedis(url);
            await connection.send("FLUSHDB");
            await connection.close();
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

export const kinds: readonly Kind[] = [sqlite, redis, postgres];

async function closing(t: TestContext, opened: Promise<StateAdapter>): Promise<StateAdapter> {
  const adapter = await opened;
  t.after(() => adapter.disconnect());
  return adapter;
}
