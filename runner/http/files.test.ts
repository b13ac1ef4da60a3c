import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { inspect } from "node:util";
import { multipartBody } from "./bodies.js";
import { api, clientOf, faultOf, httpServer } from "./counterpart.test.support.js";
import { type FileHandle, fileFromBytes, isFile } from "./files.js";

const secret = "the content of a resume";
const small = fileFromBytes(Buffer.from(secret), { name: "resume.pdf", contentType: "application/pdf" });

test("a file shows what it is, and nothing of its content", () => {
  assert.equal(JSON.stringify({ resume: small }), '{"resume":"[file resume.pdf, 23 bytes]"}');
  assert.deepEqual({ ...small }, { name: "resume.pdf", content_type: "application/pdf", size: 23 });
  assert.ok(!inspect(small, { showHidden: true, depth: 9 }).includes("Buffer"));
});

test("a file tells its size, name, type and digest, and gives its bytes", async () => {
  assert.equal(small.size, 23);
  assert.equal(small.name, "resume.pdf");
  assert.equal(small.content_type, "application/pdf");
  assert.equal(small.sha256, createHash("sha256").update(secret).digest("hex"));
  assert.equal((await small.bytes()).toString(), secret);
  assert.equal(Buffer.concat(await small.stream().toArray()).toString(), secret);
});

test("only a file is a file", () => {
  assert.equal(isFile(small), true);
  assert.equal(isFile({ size: 1, bytes: () => {} }), false);
  assert.equal(isFile("[file resume.pdf, 23 bytes]"), false);
});

test("a released file cannot be read", async () => {
  const file = fileFromBytes(Buffer.from("x"));
  await file.release();
  await file.release();
  await assert.rejects(file.bytes(), faultOf("BUG"));
});

test("a small file stays in memory", async (t) => {
  const url = await httpServer(t, (_, response) => response.end("x".repeat(64 * 1024)));
  const { channel, directory } = clientOf(t, url);
  const { body } = await channel.send({ method: "GET", url: api("/cv.pdf"), headers: {}, read: "file" });
  assert.ok(isFile(body));
  assert.equal(body.size, 65_536);
  assert.equal(body.name, "cv.pdf");
  assert.throws(() => readdirSync(directory), { code: "ENOENT" });
});

async function largeFile(t: test.TestContext, content: Buffer) {
  const url = await httpServer(t, (request, response) => {
    request.resume().once("end", () => {
      response.writeHead(200, {
        "content-type": "application/pdf",
        "content-disposition": 'inline; filename="large.pdf"',
      });
      response.end(content);
    });
  });
  const counterpart = clientOf(t, url);
  const answer = await counterpart.channel.send({ method: "GET", url: api(), headers: {}, read: "file" });
  return { ...counterpart, file: answer.body as FileHandle };
}

test("a large file lies on disk, for this user alone, until it is released", async (t) => {
  const content = randomBytes(3_000_000);
  const { file, directory } = await largeFile(t, content);
  assert.equal(file.size, 3_000_000);
  assert.equal(file.name, "large.pdf");
  assert.equal(file.content_type, "application/pdf");
  assert.equal(file.sha256, createHash("sha256").update(content).digest("hex"));
  assert.ok(content.equals(await file.bytes()));
  assert.ok(content.equals(Buffer.concat(await file.stream().toArray())));
  assert.equal(statSync(directory).mode & 0o777, 0o700);
  const [name, ...others] = readdirSync(directory);
  assert.deepEqual(others, []);
  assert.equal(statSync(path.join(directory, name ?? "")).mode & 0o777, 0o600);
  await file.release();
  assert.deepEqual(readdirSync(directory), []);
});

test("closing the client removes the files that nobody released, and the folder that was made for them", async (t) => {
  const { client, directory } = await largeFile(t, randomBytes(100_000));
  assert.equal(readdirSync(directory).length, 1);
  await client.close();
  assert.equal(existsSync(directory), false);
});

test("a file that cannot be kept names the path, what the system says and what to do; it is not asked for again", async (t) => {
  let asked = 0;
  const url = await httpServer(t, (_, response) => {
    asked += 1;
    response.end("x".repeat(100_000));
  });
  const { client, channel, directory } = clientOf(t, url);
  // A file is in the place of the directory.
  writeFileSync(directory, "");
  const isTold = faultOf("DISK_FAILED", ({ message, hint, exit }) => {
    assert.match(message, /\/http-test-\w+\/files\/[-0-9a-f]{36} cannot be written: EEXIST$/);
    assert.equal(hint, "a file is where a directory should be; move it away");
    return exit === 3;
  });
  await assert.rejects(channel.send({ method: "GET", url: api(), headers: {}, read: "file" }), isTold);
  assert.equal(asked, 1);
  await assert.rejects(client.keep(Buffer.alloc(100_000), {}), isTold);
});

test("a file that is gone when it is to be sent names its path, and nothing half is sent", async (t) => {
  const { file, directory, channel } = await largeFile(t, randomBytes(1_000_000));
  const [name = ""] = readdirSync(directory);
  rmSync(path.join(directory, name));
  const isTold = faultOf("DISK_FAILED", ({ message, cause }) => {
    return message === `${path.join(directory, name)} cannot be read: ENOENT` && cause !== undefined;
  });
  await assert.rejects(file.bytes(), isTold);
  await assert.rejects(file.stream().toArray(), isTold);
  const body = multipartBody({ file });
  await assert.rejects(
    channel.send({ method: "POST", url: api(), headers: {}, body, read: "nothing" }),
    isTold,
  );
});
