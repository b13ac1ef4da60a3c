/** A Redis server of a test file's own, on a free port of loopback, that keeps nothing. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, said } from "./server.js";

/** Why there is no server; false when there is one. */
export const redisMissing =
  spawnSync("redis-server", ["--version"]).error !== undefined &&
  "there is no redis-server on this machine: apt-get install redis-server";

/** How many databases it has: each test takes one of its own. */
const databases = 1000;

export interface RedisServer {
  readonly port: number;
  url(database: number, port?: number): string;
  kill(): Promise<void>;
  /** Ends it and removes its files. */
  stop(): Promise<void>;
}

export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), "sync-runner-redis-"));
  const settings = { port, bind: "127.0.0.1", save: "", appendonly: "no", databases, dir };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn("redis-server", args, { stdio: ["ignore", "pipe", "inherit"] });
  await said(server, server.stdout, "eady to accept connections");
  const kill = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill("SIGKILL");
    await once(server, "exit");
  };
  return {
    port,
    url: (database, at = port) => `redis://127.0.0.1:${at}/${database}`,
    kill,
    async stop() {
      await kill();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
