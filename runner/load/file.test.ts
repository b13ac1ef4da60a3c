import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Fault } from "../faults/fault.js";
import { readBounded, readGiven } from "./file.js";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "file-"));
});
after(() => rm(folder, { recursive: true }));

/** What reading a file comes to: its text, or the code and the message of the fault. */
async function read(name: string, most = 100): Promise<string> {
  try {
    return await readBounded(join(folder, name), name, most);
  } catch (error) {
    assert.ok(error instanceof Fault, String(error));
    return `${error.code}: ${error.message}`;
  }
}

test("a file of up to the bound is read whole, without its byte order mark", async () => {
  await writeFile(join(folder, "full"), "x".repeat(100));
  await writeFile(join(folder, "marked"), "\uFEFFa: é\n");
  await writeFile(join(folder, "empty"), "");
  assert.equal(await read("full"), "x".repeat(100));
  assert.equal(await read("marked"), "a: é\n");
  assert.equal(await read("empty"), "");
  assert.equal(await read("full", 99), "INVALID: full has 100 bytes; the most that is read is 99");
});

test("of a file that is too large nothing is read", async () => {
  await writeFile(join(folder, "huge"), "");
  await truncate(join(folder, "huge"), 2 ** 40);
  assert.equal(await read("huge"), "INVALID: huge has 1099511627776 bytes; the most that is read is 100");
});

test("a file whose size says nothing is read up to the bound", {
  skip: process.platform !== "linux",
}, async () => {
  const path = "/proc/self/status";
  assert.match(await readBounded(path, "status", 100_000), /^Name:/);
  await assert.rejects(readBounded(path, "status", 100), {
    message: "status has more than 100 bytes; the most that is read is 100",
  });
});

test("a folder, a pipe that nobody writes to and a device without an end are no files", async () => {
  await mkdir(join(folder, "folder"));
  assert.equal(spawnSync("mkfifo", [join(folder, "pipe")]).status, 0);
  await symlink("/dev/zero", join(folder, "zero"));
  assert.equal(await read("folder"), "FILE_NOT_FOUND: folder is a folder, not a file");
  assert.equal(await read("pipe"), "FILE_NOT_FOUND: pipe is a pipe or a device, not a file");
  assert.equal(await read("zero"), "FILE_NOT_FOUND: zero is a pipe or a device, not a file");
});

test("what cannot be opened is told in words", async () => {
  await symlink("circle", join(folder, "circle"));
  await writeFile(join(folder, "plain"), "x");
  assert.equal(await read("none"), "FILE_NOT_FOUND: none does not exist");
  assert.equal(await read("plain/inside"), "FILE_NOT_FOUND: plain/inside does not exist");
  assert.equal(await read("circle"), "FILE_NOT_FOUND: circle is a link that leads in a circle");
  assert.equal(
    await read(`${"n".repeat(300)}`),
    `FILE_NOT_FOUND: ${"n".repeat(300)} cannot be read (ENAMETOOLONG)`,
  );
  assert.equal(await read("a\0b"), "FILE_NOT_FOUND: a\0b cannot be read (ERR_INVALID_ARG_VALUE)");
});

test("what is not UTF-8 is told", async () => {
  await writeFile(join(folder, "utf16"), Buffer.from("\uFEFFa: 1", "utf16le"));
  await writeFile(join(folder, "cut"), Buffer.from([0x61, 0xc3]));
  assert.equal(await read("utf16"), "INVALID: utf16 is not UTF-8 text");
  assert.equal(await read("cut"), "INVALID: cut is not UTF-8 text");
});

test("a file that was given on the command line may be a pipe, as long as its content keeps to the bound", async () => {
  const pipe = join(folder, "given");
  assert.equal(spawnSync("mkfifo", [pipe]).status, 0);
  const given = (text: string): Promise<string> => {
    const reading = readGiven(pipe, "the pipe", 20);
    return Promise.all([reading, writeFile(pipe, text)]).then(([read]) => read);
  };
  assert.equal(await given("A=1\nB=é\n"), "A=1\nB=é\n");
  await assert.rejects(given("x".repeat(21)), {
    code: "INVALID",
    message: "the pipe has more than 20 bytes",
  });
});
