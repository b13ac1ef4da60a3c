import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { openJournal } from "./journal.js";
import { startSandbox } from "./server.js";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "sandbox-"));
});

const lines = (file: string): string[] => {
  const found: string[] = [];
  openJournal(file, (line) => found.push(line)).close();
  return found;
};

test("a line that was cut off is removed, and the next one starts afresh", async () => {
  const file = join(directory, "deeper", "x.jsonl");
  openJournal(file, () => undefined).close();
  await writeFile(file, '{"n":1}\n{"n":2}\n{"n":');
  const journal = openJournal(file, () => undefined);
  journal.append(['{"n":3}']);
  journal.close();
  assert.deepEqual(lines(file), ['{"n":1}', '{"n":2}', '{"n":3}']);
});

test("a line that cannot be read is named by its number", async () => {
  const file = join(directory, "described-hrflow.jsonl");
  const line = { collection: "profiles", key: "1", record: { key: "1" }, how: "created", at: 0 };
  await writeFile(file, `${JSON.stringify(line)}\nnonsense\n`);
  await assert.rejects(startSandbox({ directory }), { code: "STORE_CORRUPT", message: /hrflow\.jsonl:2 / });
});

test("a directory that cannot be made is a fault of the disk", async () => {
  const file = join(directory, "file");
  await writeFile(file, "");
  await assert.rejects(startSandbox({ directory: file }), { code: "DISK_FAILED" });
});

test("what a killed sandbox answered is there in the next one, cut-off lines or not", async () => {
  const program = `
    const { startSandbox } = await import(${JSON.stringify(new URL("./server.js", import.meta.url).href)});
    const { endpoints, accounts } = await startSandbox({ candidates: 5, directory: ${JSON.stringify(directory)} });
    process.stdout.write(JSON.stringify({ endpoints, accounts }) + "\\n");`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const { endpoints, accounts } = JSON.parse(line.toString());
  const hrflow = { "X-API-KEY": accounts.hrflow.api_secret, "X-USER-EMAIL": accounts.hrflow.api_user };
  const teamtailor = {
    Authorization: `Token token=${accounts.teamtailor.api_key}`,
    "X-Api-Version": "20240404",
    "Content-Type": "application/vnd.api+json",
  };
  const profile = { source_key: accounts.hrflow.source_key, reference: "kept", info: { full_name: "Ada" } };
  await fetch(`${endpoints["api.hrflow.ai"]}/v1/profile/indexing`, {
    method: "POST",
    headers: hrflow,
    body: JSON.stringify(profile),
  });
  await fetch(`${endpoints["api.teamtailor.com"]}/v1/candidates`, {
    method: "POST",
    headers: teamtailor,
    body: JSON.stringify({ data: { type: "candidates", attributes: { email: "kept@example.org" } } }),
  });
  await fetch(`${endpoints["api.teamtailor.com"]}/v1/candidates/20596204`, {
    method: "PATCH",
    headers: teamtailor,
    body: JSON.stringify({ data: { id: "20596204", type: "candidates", attributes: { pitch: "kept" } } }),
  });
  child.kill("SIGKILL");
  await once(child, "exit");
  await appendFile(join(directory, "described-hrflow.jsonl"), '{"key":"torn');

  const second = await startSandbox({ candidates: 5, directory });
  const read = async (path: string, headers: Record<string, string>) =>
    (await (await fetch(`${second.url}${path}`, { headers })).json()) as { data: unknown };
  const found = (await read(
    `/api.hrflow.ai/v1/profile/indexing?source_key=${profile.source_key}&reference=kept`,
    hrflow,
  )) as { data: { info: { full_name: string } } };
  assert.equal(found.data.info.full_name, "Ada");
  const list = (await read("/api.teamtailor.com/v1/candidates?sort=updated-at", teamtailor)) as {
    data: { id: string; attributes: { pitch: string | null; email: string | null } }[];
  };
  assert.equal(list.data.length, 6);
  assert.deepEqual(
    list.data
      .slice(4)
      .map(({ id, attributes }) => [id, id === "20596204" ? attributes.pitch : attributes.email]),
    [
      ["90000001", "kept@example.org"],
      ["20596204", "kept"],
    ],
  );
  await second.close();
  assert.equal((await readFile(join(directory, "described-hrflow.jsonl"), "utf8")).split("\n").length, 2);
});
