/** A PostgreSQL server of a test file's own, on a free port of loopback, that keeps nothing. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { freePort, said } from "./server.js";
import { unprivileged } from "./unprivileged.js";

const programs = findPrograms();
/** Why there is no server; false when there is one. */
export const postgresMissing =
  programs === undefined && "there is no PostgreSQL on this machine: apt-get install postgresql";

/** A password with everything that a URL has to escape. */
const password = "hunter/22:@?#%";

export interface PostgresServer {
  readonly port: number;
  /** The URL of a database, as the user who may do everything. */
  url(database: string, port?: number): string;
  /** Ends it at once, with all its processes, as a machine that dies would. */
  kill(): Promise<void>;
  /** Ends it and removes its files. */
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<PostgresServer> {
  if (programs === undefined) throw new Error(String(postgresMissing));
  const user = unprivileged("postgres");
  const folder = mkdtempSync(join(tmpdir(), "sync-runner-postgres-"));
  const secret = join(folder, "password");
  const data = join(folder, "data");
  writeFileSync(secret, password, { mode: 0o600 });
  if (user) for (const path of [folder, secret]) chownSync(path, user.uid, user.gid);
  const surroundings = { cwd: folder, env: { PATH: process.env.PATH, LC_ALL: "C" }, ...user };
  const init = ["-D", data, "-U", "sync", "-A", "scram-sha-256", "--pwfile", secret, "-E", "UTF8", "-N"];
  const made = spawnSync(join(programs, "initdb"), init, { ...surroundings, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`initdb: ${made.error ?? ""} ${made.stdout}${made.stderr}`);
  const port = await freePort();
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    fsync: "off",
    max_connections: 60,
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = spawn(join(programs, "postgres"), ["-D", data, ...options], {
    ...surroundings,
    stdio: ["ignore", "ignore", "pipe"],
  });
  await said(server, server.stderr, "ready to accept connections");
  // SIGKILL would leave its children behind, with the connections open.
  const kill = () => ended(server, "SIGQUIT");
  const written = encodeURIComponent(password);
  return {
    port,
    url: (database, at = port) => `postgres://sync:${written}@127.0.0.1:${at}/${database}`,
    kill,
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill(signal);
  await once(server, "exit");
}

/** In the PATH, or where Debian puts them, the newest version first. */
function findPrograms(): string | undefined {
  const inPath = (process.env.PATH ?? "").split(":").map((folder) => join(folder, "initdb"));
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const all = [...inPath, ...versions.map((version) => join(debian, version, "bin", "initdb"))];
  const found = all.find((path) => existsSync(path) && existsSync(join(dirname(path), "postgres")));
  return found && dirname(found);
}
