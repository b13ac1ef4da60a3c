import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { serveFolder } from "./server.js";

test("only who knows the address reads and writes, and only what the folder has", async (t) => {
  const path = await mkdtemp(join(tmpdir(), "files-"));
  t.after(() => rm(path, { recursive: true }));
  const { url, close } = await serveFolder(path);
  const ask = async (address: string, init: RequestInit = {}) => {
    const answer = await fetch(address, init);
    return [answer.status, await answer.json()];
  };
  const items = JSON.stringify({ items: [{ key: "1", values: { name: "Ada" } }] });
  const post = { method: "POST", body: items };

  assert.deepEqual(await ask(`${url.origin}/people.csv`), [404, { message: "there is nothing here" }]);
  assert.deepEqual(await ask(`${url.origin}/${"0".repeat(48)}/people.csv`, post), [
    404,
    { message: "there is nothing here" },
  ]);
  assert.deepEqual(await ask(`${url.href}/`), [200, { files: 0 }]);
  assert.equal((await ask(`${url.href}/..%2Fpeople.csv/open`, { method: "POST" }))[0], 400);
  assert.equal((await ask(`${url.href}/%E0%A4%A`))[0], 400);
  assert.equal((await ask(`${url.href}/people.csv`, { method: "DELETE" }))[0], 405);
  assert.deepEqual(await ask(`${url.href}/people.csv?delimiter=x`), [
    400,
    { message: '`delimiter` is one of ",", ";", "\\t", "|"' },
  ]);
  assert.deepEqual(await ask(`${url.href}/people.csv`, post), [
    409,
    { message: "people.csv was not opened" },
  ]);
  assert.deepEqual(await ask(`${url.href}/people.csv/open?key=id`, { method: "POST" }), [200, {}]);
  assert.deepEqual(await ask(`${url.href}/people.csv`, post), [200, { results: [{}] }]);

  await close();
  assert.equal(await readFile(join(path, "people.csv"), "utf8"), "\uFEFFid,name\r\n1,Ada\r\n");
  await assert.rejects(fetch(url.href));
});
