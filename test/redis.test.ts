/** The store in Redis, against a real server: it keeps I3 and I4 as the embedded one does. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type TestContext, test } from "node:test";
import { connectRedis, type RedisConnection } from "../runner/checkpoint/redis-connection.js";
import { openStore, type Store } from "../runner/checkpoint/store.js";
import { Fault } from "../runner/faults/fault.js";
import { packageRoot } from "../runner/load/folders.js";
import { command, resultOf } from "./process/command.js";
import { startSystems } from "./process/systems.js";
import { workplace } from "./process/workplace.js";

const missing = spawnSync("redis-server", ["--version"]).error !== undefined;
const skip = missing && "there is no redis-server on this machine: apt-get install redis-server";
const owner = (run_id: string) => ({ run_id, action: "x.y" });

test("values are read back by another store, null is a value, and an absent key is undefined", {
  skip,
}, async (t) => {
  const { store, other } = await arrange(t);
  await store.write("token:a", { n: 1, text: "é\u2028", none: null });
  await store.write("token:null", null);
  assert.deepEqual(await other.read("token:a"), { n: 1, text: "é\u2028", none: null });
  assert.equal(await other.read("token:null"), null);
  assert.equal(await other.read("token:b"), undefined);
});

test("keys lists what starts with the prefix and nothing of others, and remove takes a key away", {
  skip,
}, async (t) => {
  const { store, redis } = await arrange(t);
  await redis.send("SET", "token:of-another-program", "1");
  await store.acquire("a", owner("r1"));
  for (const key of ["token:b", "inflight:a", "token:a", "tok*n:c"]) await store.write(key, 1);
  assert.deepEqual(await store.keys("token:"), ["token:a", "token:b"]);
  assert.deepEqual(await store.keys("tok*n:"), ["tok*n:c"]);
  assert.deepEqual(await store.keys(""), ["inflight:a", "tok*n:c", "token:a", "token:b"]);
  await store.remove("token:a");
  assert.deepEqual(await store.keys("token:"), ["token:b"]);
  assert.equal(await store.read("token:a"), undefined);
});

test("I3: what was not written by the runner is refused and not taken for an absent key", {
  skip,
}, async (t) => {
  const { store, redis } = await arrange(t);
  await redis.send("SET", "sync-runner:token:a", "{");
  await assert.rejects(store.read("token:a"), fault("STORE_CORRUPT", /it is not JSON/));
  await redis.send("LPUSH", "sync-runner:token:b", "1");
  await assert.rejects(store.read("token:b"), fault("STORE_FAILED", /WRONGTYPE/));
  await redis.send("HSET", "sync-runner-lease:a", "epoch", "x");
  await assert.rejects(store.acquire("a", owner("r1")), fault("STORE_CORRUPT", /the lock of a /));
});

test("I4: of ten that acquire at once one wins, and the others are told who", { skip }, async (t) => {
  const { store, other } = await arrange(t);
  const attempts = Array.from({ length: 10 }, (_, n) => (n % 2 ? store : other).acquire("a", owner(`r${n}`)));
  const results = await Promise.allSettled(attempts);
  assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
  for (const one of results) {
    if (one.status === "rejected") fault("LOCKED", /a is held by run r\d \(x\.y\), process \d+/)(one.reason);
  }
});

test("a released lease is free at once, its epoch goes on growing, and another workflow_id is free all the time", {
  skip,
}, async (t) => {
  const { store, other } = await arrange(t);
  const first = await store.acquire("a", owner("r1"));
  assert.equal(first.epoch, 1);
  assert.equal((await other.acquire("b", owner("r2"))).epoch, 1);
  await first.release();
  assert.equal((await other.acquire("a", owner("r3"))).epoch, 2);
});

test("I3: after a take-over the old lease writes nothing, is told so, and its release frees nothing", {
  skip,
}, async (t) => {
  const { url, store } = await arrange(t);
  let now = 1_000_000;
  const later = await openStore(url, { now: () => now });
  t.after(() => later.close());
  const old = await later.acquire("a", owner("r1"), { ttlMs: 600_000 });
  await old.write("token:a", "old");
  now += 600_001;
  const taken = await later.acquire("a", owner("r2"), { ttlMs: 600_000 });
  await assert.rejects(old.write("token:a", "late"), fault("LOCK_LOST", /lost a/));
  assert.equal(old.lost.aborted, true);
  await old.release();
  await taken.write("token:a", "new");
  assert.equal(await store.read("token:a"), "new");
});

test("a lease is renewed while its run lives, and lost when it is not there any more", {
  skip,
}, async (t) => {
  const { store, redis } = await arrange(t);
  const lease = await store.acquire("a", owner("r1"), { ttlMs: 1500 });
  const expires = async () => Number(await redis.send("HGET", "sync-runner-lease:a", "expires"));
  const first = await expires();
  while ((await expires()) <= first) assert.equal(lease.lost.aborted, false);
  await redis.send("FLUSHALL");
  if (!lease.lost.aborted) await once(lease.lost, "abort");
  fault("LOCK_LOST", /lost a/)(lease.lost.reason);
});

test("the lock of a process that was killed is free at once", { skip }, async (t) => {
  const { url, store } = await arrange(t);
  const module = new URL("../runner/checkpoint/store.js", import.meta.url).href;
  const code = `const { openStore } = await import(${JSON.stringify(module)});
    const store = await openStore(${JSON.stringify(url)});
    await store.acquire("a", { run_id: "r1", action: "x.y" }, { ttlMs: 600000 });
    console.log("held");`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.after(() => child.kill("SIGKILL"));
  await said(child, "held");
  await assert.rejects(store.acquire("a", owner("r2")), fault("LOCKED", /process/));
  child.kill("SIGKILL");
  await once(child, "exit");
  assert.equal((await store.acquire("a", owner("r2"))).epoch, 2);
});

test("I3: a server that dies in between is a broken store, not an empty one, at once", {
  skip,
}, async (t) => {
  const { url, server, store } = await arrange(t);
  await store.write("token:a", 1);
  server.kill("SIGKILL");
  await once(server, "exit");
  const broken = fault("STORE_FAILED", /redis:\/\/127\.0\.0\.1:\d+ (ended the connection|cannot be reached)/);
  const began = performance.now();
  await assert.rejects(store.read("token:a"), broken);
  await assert.rejects(store.read("token:none"), broken);
  await assert.rejects(store.write("token:a", 2), broken);
  await assert.rejects(store.keys("token:"), broken);
  await assert.rejects(store.acquire("a", owner("r1")), broken);
  await assert.rejects(openStore(url), fault("STORE_FAILED", /cannot be reached/));
  assert.ok(performance.now() - began < 3000);
});

test("I3: a closed store does not answer", { skip }, async (t) => {
  const { store } = await arrange(t);
  await store.close();
  await assert.rejects(store.read("token:a"), fault("STORE_FAILED", /is closed/));
});

test("a server that throws keys away when its memory is full is refused", { skip }, async (t) => {
  const { url, redis } = await arrange(t);
  await redis.send("CONFIG", "SET", "maxmemory", "100mb", "maxmemory-policy", "allkeys-lru");
  await assert.rejects(openStore(url), fault("STORE_FAILED", /its policy is allkeys-lru/));
});

test("user name, password and database of the URL are used, and no message shows them", {
  skip,
}, async (t) => {
  const { url, redis } = await arrange(t);
  await redis.send("CONFIG", "SET", "requirepass", "hunter/22");
  const secret = (text: string) => url.replace("redis://", `redis://${text}@`);
  const store = await openStore(`${secret("default:hunter%2F22")}/3`);
  t.after(() => store.close());
  assert.equal(store.url, `${url}/3`);
  await store.write("token:a", 1);
  await redis.send("SELECT", "3");
  assert.equal(await redis.send("GET", "sync-runner:token:a"), '{"value":1}');
  for (const wrong of [
    `${secret("default:hunter23")}`,
    `${secret("default:hunter23")}/x`,
    secret("a:hunter23%"),
  ]) {
    await assert.rejects(openStore(wrong), (error) => {
      assert.ok(error instanceof Fault);
      assert.match(error.message, /refused the user name or the password|cannot be read/);
      assert.doesNotMatch(`${error.stack} ${error.hint}`, /hunter2/);
      return true;
    });
  }
});

test("an incremental run keeps its token in Redis, and the next one goes on from there", {
  skip,
}, async (t) => {
  const { url, store } = await arrange(t);
  const systems = await startSystems(t, { candidates: 5 });
  const cwd = await workplace(t, {});
  const path = join(packageRoot, "pipelines", "teamtailor-to-hrflow.yaml");
  const args = ["run", path, "--store", url, "--incremental", "--json", ...systems.endpoints];
  const run = () => command(t, args, { cwd, env: systems.env });
  const first = await run();
  assert.equal(first.exit, 0, first.stderr);
  assert.equal(resultOf(first).events.write_success, 5);
  const [key = "", ...others] = await store.keys("token:");
  assert.deepEqual(others, []);
  const token = await store.read(key);
  assert.notEqual(token, undefined);
  await systems.touch(1);
  const second = await run();
  assert.equal(second.exit, 0, second.stderr);
  assert.ok(resultOf(second).events.read_success < resultOf(first).events.read_success);
  assert.notDeepEqual(await store.read(key), token);
});

interface Scene {
  /** `redis://127.0.0.1:<port>` */
  readonly url: string;
  readonly server: ChildProcess;
  /** Looks into the server from outside. */
  readonly redis: RedisConnection;
  readonly store: Store;
  readonly other: Store;
}

/** A server of the test's own that keeps nothing. */
async function arrange(t: TestContext): Promise<Scene> {
  const port = await freePort();
  const dir = await workplace(t, {});
  const args = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--appendonly",
    "no",
    "--dir",
    dir,
  ];
  const server = spawn("redis-server", args, { stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => server.kill("SIGKILL"));
  await said(server, "eady to accept connections");
  const url = `redis://127.0.0.1:${port}`;
  const [redis, store, other] = await Promise.all([connectRedis(url), openStore(url), openStore(url)]);
  t.after(() => Promise.all([redis.close(), store.close(), other.close()]));
  return { url, server, redis, store, other };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

/** Resolves when the program prints a line with this text. */
async function said(child: ChildProcess, text: string): Promise<void> {
  assert.ok(child.stdout);
  for await (const line of createInterface({ input: child.stdout })) if (line.includes(text)) return;
  throw new Error(`it ended without saying "${text}"`);
}

function fault(code: string, message: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof Fault, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  };
}
