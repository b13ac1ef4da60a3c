import assert from "node:assert/strict";
import { appendFile, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { Fault } from "../faults/fault.js";
import { type FileHandle, fileFromBytes } from "../http/files.js";
import { temporaryDirectory } from "../store/temporary.test.support.js";
import { listRejects, markReplayed, readRejects } from "./reject-reading.js";
import { type NewReject, openRejects, type Reject } from "./rejects.js";

const source = { workflow_id: "orders", run_id: "r1", action: "shop.pull_orders" };
const now = () => Date.parse("2026-11-22T13:00:00Z");
const reject: NewReject = {
  bucket: "write_failure",
  key: "42",
  index: 3,
  cursor: "2026-01-01",
  error: { code: "ITEM_REFUSED", message: "no such board", status: 422, host: "api.example.org" },
};

async function collect(path: string): Promise<Reject[]> {
  const rejects: Reject[] = [];
  for await (const one of readRejects(path)) rejects.push(one);
  return rejects;
}

async function written(directory: string, ...rejects: NewReject[]): Promise<string> {
  const writer = openRejects(directory, source, { now });
  for (const one of rejects) await writer.add(one);
  await writer.close();
  return writer.path;
}

test("a run without rejects leaves no file", async (t) => {
  const directory = await temporaryDirectory(t);
  const writer = openRejects(directory, source);
  await writer.sync();
  await writer.close();
  assert.deepEqual([writer.count, await readdir(directory)], [0, []]);
});

test("a reject is read as it was written", async (t) => {
  const directory = await temporaryDirectory(t);
  const writer = openRejects(directory, source, { now });
  await writer.add({ ...reject, outcome_unknown: true, record: { id: 42, none: null }, item: ["\u2028"] });
  await writer.sync();
  assert.equal(writer.count, 1);
  assert.equal(writer.path, join(directory, "orders", "r1.jsonl"));
  assert.deepEqual(await collect(writer.path), [
    {
      version: 1,
      ...source,
      at: "2026-11-22T13:00:00.000Z",
      ...reject,
      outcome_unknown: true,
      record: { id: 42, none: null },
      item: ["\u2028"],
    },
  ]);
  await writer.close();
});

test("rejects that are added at once keep their order", async (t) => {
  const writer = openRejects(await temporaryDirectory(t), source);
  const file = fileFromBytes(Buffer.alloc(100_000, 1));
  const adds = Array.from({ length: 20 }, (_, index) =>
    writer.add({ ...reject, index, record: index % 2 ? file : 0 }),
  );
  await Promise.all([...adds, writer.sync()]);
  const read = await collect(writer.path);
  assert.deepEqual(
    read.map(({ index }) => index),
    Array.from({ length: 20 }, (_, index) => index),
  );
  await writer.close();
});

test("files are saved beside the line and come back with name, type and content", async (t) => {
  const directory = await temporaryDirectory(t);
  const resume = fileFromBytes(Buffer.from("%PDF-1.7 …"), { name: "cv.pdf", contentType: "application/pdf" });
  const path = await written(directory, { ...reject, record: { resume }, item: [resume] });
  const [first] = (await readFile(path, "utf8")).split("\n");
  assert.deepEqual(JSON.parse(String(first)).record, {
    resume: {
      $file: {
        path: `r1.files/1-${resume.sha256.slice(0, 12)}`,
        name: "cv.pdf",
        content_type: "application/pdf",
        size: 12,
        sha256: resume.sha256,
      },
    },
  });
  const [read] = await collect(path);
  assert.ok(read);
  const { resume: restored } = read.record as { resume: FileHandle };
  assert.equal((await restored.bytes()).toString(), "%PDF-1.7 …");
  assert.deepEqual([restored.name, restored.content_type, restored.size], ["cv.pdf", "application/pdf", 12]);
  assert.deepEqual((await readdir(join(directory, "orders"))).sort(), ["r1.files", "r1.jsonl"]);
});

test("a property called $file is not mistaken for a file", async (t) => {
  const record = {
    $file: { path: "/etc/passwd" },
    $$file: 1,
    $$$file: [{ $file: 2 }],
    $filed: 3,
    file: 4,
    x$file: 5,
  };
  const [read] = await collect(await written(await temporaryDirectory(t), { ...reject, record }));
  assert.deepEqual(read?.record, record);
});

test("I6: the mask reaches every text and property name of a line", async (t) => {
  const directory = await temporaryDirectory(t);
  const mask = (text: string) => text.replaceAll("hunter2", "***");
  const writer = openRejects(directory, source, { mask });
  await writer.add({
    ...reject,
    key: "hunter2",
    cursor: "hunter2",
    error: { code: "ITEM_REFUSED", message: "bad hunter2" },
    record: { hunter2: ["hunter2"], cv: fileFromBytes(Buffer.from("x"), { name: "hunter2.pdf" }) },
    item: "hunter2",
  });
  await writer.close();
  const line = await readFile(writer.path, "utf8");
  assert.doesNotMatch(line, /hunter2/);
  assert.equal(JSON.parse(line).error.message, "bad ***");
});

test("the files are the user's alone", async (t) => {
  const directory = join(await temporaryDirectory(t), "rejects");
  const path = await written(directory, { ...reject, record: fileFromBytes(Buffer.from("x")) });
  const mode = async (of: string) => (await stat(of)).mode & 0o777;
  const files = join(directory, "orders", "r1.files");
  const [name] = await readdir(files);
  assert.deepEqual([await mode(directory), await mode(files)], [0o700, 0o700]);
  assert.deepEqual([await mode(path), await mode(join(files, String(name)))], [0o600, 0o600]);
});

test("I1: a reject that cannot be written fails by name, and so does all that follows", async (t) => {
  const directory = await temporaryDirectory(t);
  await writeFile(join(directory, "orders"), "a file where a directory must be");
  const writer = openRejects(directory, source);
  const failed = (error: unknown) => {
    assert.ok(error instanceof Fault);
    assert.equal(error.code, "DISK_FAILED");
    assert.match(error.message, /orders\/r1\.jsonl cannot be written: E(EXIST|NOTDIR)/);
    return true;
  };
  await assert.rejects(writer.add(reject), failed);
  await assert.rejects(writer.sync(), failed);
  assert.equal(writer.count, 0);
  await writer.close();
});

test("I8: a last line that was cut short is left out", async (t) => {
  const path = await written(await temporaryDirectory(t), reject);
  await appendFile(path, '{"version":1,"run_');
  assert.equal((await collect(path)).length, 1);
});

test("any other line the runner did not write is refused with its place", async (t) => {
  const path = await written(await temporaryDirectory(t), reject);
  for (const line of ["rubbish\n", '{"version":2}\n', "null\n", '{"version":1}']) {
    const broken = `${path.slice(0, -6)}-broken.jsonl`;
    await writeFile(broken, `${await readFile(path, "utf8")}${line}`);
    await assert.rejects(collect(broken), (error) => {
      assert.ok(error instanceof Fault, line);
      assert.equal(error.code, "REJECTS_CORRUPT");
      assert.ok(error.message.startsWith(`${broken}:2 `), error.message);
      return true;
    });
  }
});

test("a saved file that was changed is refused", async (t) => {
  const directory = await temporaryDirectory(t);
  const path = await written(directory, { ...reject, record: fileFromBytes(Buffer.from("abc")) });
  const files = join(directory, "orders", "r1.files");
  const [name] = await readdir(files);
  await writeFile(join(files, String(name)), "abd");
  await assert.rejects(collect(path), { code: "REJECTS_CORRUPT" });
});

test("I7: a line cannot point at a file elsewhere", async (t) => {
  const path = await written(await temporaryDirectory(t), { ...reject, record: 1 });
  for (const place of [
    "/etc/hostname",
    "../r1.files/1-000000000000",
    "r1.files/../x",
    "../x.files/1-000000000000",
  ]) {
    const saved = { $file: { path: place, size: 1, sha256: "0" } };
    const line = { ...JSON.parse(await readFile(path, "utf8")), record: saved };
    const forged = `${path.slice(0, -6)}-forged.jsonl`;
    await writeFile(forged, `${JSON.stringify(line)}\n`);
    await assert.rejects(collect(forged), { code: "REJECTS_CORRUPT" }, place);
  }
});

test("a reject file that does not exist is named", async (t) => {
  const path = join(await temporaryDirectory(t), "none.jsonl");
  await assert.rejects(collect(path), { code: "FILE_NOT_FOUND" });
});

test("the list shows count and newest reasons, newest file first, until the file is replayed", async (t) => {
  const directory = await temporaryDirectory(t);
  const because = (message: string) => ({ ...reject, error: { code: "ITEM_REFUSED", message } });
  const first = await written(
    directory,
    because("a"),
    because("b"),
    because("c"),
    because("d"),
    because("b"),
  );
  const later = openRejects(
    directory,
    { ...source, workflow_id: "returns", run_id: "r2" },
    { now: () => now() + 1 },
  );
  await later.add(because("z"));
  await later.close();
  await mkdir(join(directory, "empty"));

  const orders = {
    workflow_id: "orders",
    run_id: "r1",
    path: first,
    count: 5,
    at: "2026-11-22T13:00:00.000Z",
    reasons: ["ITEM_REFUSED: b", "ITEM_REFUSED: d", "ITEM_REFUSED: c"],
  };
  const all = await listRejects(directory);
  assert.deepEqual(
    all.map(({ run_id }) => run_id),
    ["r2", "r1"],
  );
  assert.deepEqual(all[1], orders);
  assert.deepEqual(await listRejects(directory, "orders"), [orders]);

  const replayed = await markReplayed(first);
  assert.equal(replayed, join(directory, "orders", "r1.replayed.jsonl"));
  assert.deepEqual(await listRejects(directory, "orders"), []);
  assert.equal((await collect(replayed)).length, 5);
  assert.deepEqual(await listRejects(join(directory, "nowhere")), []);
});
