import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { Fault } from "../faults/fault.js";
import { acme, expression, request, step, template } from "./acme.test.support.js";
import { takeSteps } from "./steps.js";

test("a text is sent with the type that its header says, and the XML of the answer is read", async (t) => {
  const got: unknown[] = [];
  const { system } = await acme(t, async (incoming, outgoing) => {
    got.push([incoming.headers["content-type"], incoming.headers.soapaction, await text(incoming)]);
    outgoing
      .setHeader("content-type", "text/xml")
      .end("<e:Body xmlns:e='u'><sessionId>s&amp;1</sessionId></e:Body>");
  });
  const login = request("/soap", {
    method: "POST",
    headers: template({ "Content-Type": "text/xml; charset=utf-8", SOAPAction: "login" }),
    body: { kind: "text", value: template("<user>${ $xml(user) }</user>") },
    read: "xml",
  });
  const { scope } = await takeSteps(
    [step({ request: login, as: "session", value: expression("body.Body.sessionId") })],
    { user: "a&b" },
    system,
  );
  assert.equal(scope.session, "s&1");
  assert.deepEqual(got, [["text/xml; charset=utf-8", "login", "<user>a&amp;b</user>"]]);
});

test("a body of text that is nothing is not sent", async (t) => {
  const { system, asked } = await acme(t, (_, outgoing) => outgoing.end());
  const post = request("/", { method: "POST", body: { kind: "text", value: template("${ missing }") } });
  await assert.rejects(takeSteps([step({ request: post })], {}, system), /the text of a body is nothing/);
  assert.deepEqual(asked, []);
});

test("a packed table is read, and what is no table is told by its host; of a refusal the text stays", async (t) => {
  const answers = [gzipSync("id,name\n1,Ada\n"), Buffer.from("no gzip")];
  const { system } = await acme(t, (_, outgoing) => {
    const answer = answers.shift();
    if (answer) outgoing.end(answer);
    else outgoing.writeHead(404).end('{"error":"gone"}');
  });
  const export_ = request("/export", { read: "csv", unpack: "gzip" });
  const { body } = await system.ask(export_, {});
  assert.deepEqual(body, [{ id: "1", name: "Ada" }]);
  await assert.rejects(system.ask(export_, {}), /the answer of api.acme.example is not gzip/);
  await assert.rejects(system.ask(export_, {}), /404/);
});

test("the connector's own rule judges what is read as XML", async (t) => {
  const { system } = await acme(t, (_, outgoing) => outgoing.end("<answer><status>error</status></answer>"), {
    http: { accept: expression("body.answer.status = 'ok'"), message: expression("body.answer.status") },
  });
  await assert.rejects(system.ask(request("/", { read: "xml" }), {}), /error/);
});

test("what is unpacked is not larger than any file may be, and nothing of it stays (I7)", async (t) => {
  const bomb = gzipSync(Buffer.alloc(20 * 2 ** 20));
  const filesDirectory = await mkdtemp(join(tmpdir(), "bomb-"));
  t.after(() => rm(filesDirectory, { recursive: true }));
  const { system } = await acme(t, (_, outgoing) => outgoing.end(bomb), {
    options: { sizes: { file: 2 ** 20 }, filesDirectory },
  });
  await assert.rejects(
    system.ask(request("/export", { read: "csv", unpack: "gzip" }), {}),
    (error) =>
      error instanceof Fault && error.code === "HTTP_TOO_LARGE" && /once it is unpacked/.test(error.message),
  );
  while ((await readdir(filesDirectory)).length > 0) await setImmediate();
});
