import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type TestContext, test } from "node:test";
import { Fault } from "../../faults/fault.js";
import { openStore } from "../store.js";
import { temporaryDirectory } from "../temporary.test.support.js";

/**
 * A process that commits to the store under the lease of `orders`, and then ends by itself, or lives until it is killed with SIGKILL. It
 * has to be another one: a connection that this process ever had would remember the -wal file.
 */
async function run(t: TestContext, url: string, witness: string, end: "closed" | "killed"): Promise<void> {
  const script = `
    const { openStore } = await import(${JSON.stringify(new URL("../store.js", import.meta.url).href)});
    const store = await openStore(${JSON.stringify(url)}, { witness: ${JSON.stringify(witness)} });
    const lease = await store.acquire("orders", { run_id: "r1", action: "x.y" });
    for (let n = 0; n < 5; n += 1) await lease.commit([{ key: "token:orders", value: n }]);
    console.log("done");
    if ("${end}" === "killed") setInterval(() => {}, 1000);
    else await lease.release().then(() => store.close());`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.after(() => child.kill("SIGKILL"));
  await once(createInterface({ input: child.stdout }), "line");
  if (end === "killed") child.kill("SIGKILL");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

async function tokenOf(url: string, witness: string): Promise<unknown> {
  const store = await openStore(url, { witness });
  try {
    const lease = await store.acquire("orders", { run_id: "r2", action: "x.y" });
    await lease.release();
    return await store.read("token:orders");
  } finally {
    await store.close();
  }
}

for (const runs of ["the first run", "a later run"]) {
  test(`I3: a file that lost its -wal after ${runs} was killed is refused`, async (t) => {
    const directory = await temporaryDirectory(t);
    const [path, witness] = [join(directory, "state.db"), join(directory, "witness")];
    if (runs === "a later run") await run(t, `sqlite:${path}`, witness, "closed");
    await run(t, `sqlite:${path}`, witness, "killed");
    assert.ok((await stat(`${path}-wal`)).size > 0);
    await rm(`${path}-wal`);
    await assert.rejects(tokenOf(`sqlite:${path}`, witness), (error) => {
      assert.ok(error instanceof Fault);
      assert.equal(error.code, "STORE_REPLACED");
      assert.equal(error.exit, 3);
      assert.match(
        error.message,
        runs === "the first run" ? /holds nothing of orders/ : /revision 6, was 12/,
      );
      assert.match(String(error.hint), /-wal file.*`sync-runner state accept orders`/);
      return true;
    });
  });
}

test("I8: a file that is there with its -wal after a run was killed goes on", async (t) => {
  const directory = await temporaryDirectory(t);
  const [path, witness] = [join(directory, "state.db"), join(directory, "witness")];
  await run(t, `sqlite:${path}`, witness, "killed");
  assert.equal(await tokenOf(`sqlite:${path}`, witness), 4);
});

test("store and witness may be moved together, and the witness is found by any way to the same file", async (t) => {
  const directory = await temporaryDirectory(t);
  const [path, witness] = [join(directory, "deep", "state.db"), join(directory, "deep", "witness")];
  await tokenOf(`sqlite:${path}`, witness);
  await tokenOf(`sqlite:${directory}/deep/../deep/state.db`, `${directory}/deep/./witness`);
  assert.equal((await readdir(witness)).length, 1);
});

test("of twelve that make the file at once all find the same, and nothing else is left", async (t) => {
  const path = join(await temporaryDirectory(t), "new", "state.db");
  const stores = await Promise.all(Array.from({ length: 12 }, () => openStore(`sqlite:${path}`)));
  for (const [n, store] of stores.entries()) {
    const lease = await store.acquire(`w${n}`, { run_id: "r1", action: "x.y" });
    await lease.commit([{ key: `token:${n}`, value: n }]);
  }
  assert.equal((await stores[0]?.list("token:"))?.length, 12);
  for (const store of stores) await store.close();
  assert.deepEqual(
    (await readdir(join(path, ".."))).filter((name) => !name.startsWith("state.db-")),
    ["state.db"],
  );
});

test("a link that leads nowhere is not followed to make a file", async (t) => {
  const directory = await temporaryDirectory(t);
  await symlink(join(directory, "elsewhere.db"), join(directory, "state.db"));
  await assert.rejects(openStore(`sqlite:${directory}/state.db`), { code: "STORE_FAILED" });
  assert.deepEqual(await readdir(directory), ["state.db"]);
});

test("what an earlier run left half-made beside it is no hindrance", async (t) => {
  const path = join(await temporaryDirectory(t), "state.db");
  await writeFile(`${path}.0123456789ab.new`, "");
  await (await openStore(`sqlite:${path}`)).close();
});
