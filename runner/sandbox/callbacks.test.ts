import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { callbackHost } from "./callbacks.js";
import { startSandbox } from "./server.js";

test("a callback is answered 200, counted, and kept for the next sandbox", async (t) => {
  const directory = await mkdtemp(join(tmpdir(), "sandbox-callbacks-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const first = await startSandbox({ candidates: 0, directory });
  const to = `${first.endpoints[callbackHost]}/hooks/1?key=k`;
  const statuses = [];
  for (const body of ['{ "text": "done" }', "plain"]) {
    statuses.push((await fetch(to, { method: "POST", body })).status);
  }
  statuses.push((await fetch(to)).status);
  assert.deepEqual(statuses, [200, 200, 405]);
  await first.close();

  const second = await startSandbox({ candidates: 0, directory });
  t.after(() => second.close());
  const ask = async (path: string) => (await fetch(`${second.url}/__state${path}`)).json();
  assert.equal(((await ask("")) as { callbacks: number }).callbacks, 2);
  assert.deepEqual(await ask("/callbacks"), [{ text: "done" }, "plain"]);
});
