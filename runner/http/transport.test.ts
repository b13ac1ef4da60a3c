import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import test from "node:test";
import zlib from "node:zlib";
import type { Fault } from "../faults/fault.js";
import { api, clientOf, faultOf, httpServer, rawServer } from "./counterpart.test.support.js";
import { jsonBody } from "./json-body.js";

const get = { method: "GET", url: api("/x"), headers: {}, read: "json" } as const;
const post = { method: "POST", url: api("/x"), headers: {}, body: jsonBody({}), read: "json" } as const;
const noRetries = { retries: 0 };

const json = '{"records":[1,2,3,4,5,6,7,8]}';
const head = `HTTP/1.1 200 OK\r\ncontent-length: ${json.length}\r\n\r\n`;
const whole = head + json;

for (const [where, bytes] of [
  ["at byte 0", 0],
  ["within the headers", 20],
  ["half-way through the body", head.length + json.length / 2],
  ["before the last byte", whole.length - 1],
] as const) {
  test(`a connection that breaks ${where} is asked again`, async (t) => {
    const url = await rawServer(t, (socket, count) => {
      if (count === 1) socket.write(whole.slice(0, bytes), () => socket.destroy());
      else socket.write(whole);
    });
    const { channel, events } = clientOf(t, url);
    const answer = await channel.send(get);
    assert.deepEqual(answer.body, { records: [1, 2, 3, 4, 5, 6, 7, 8] });
    assert.equal(events.filter(({ type }) => type === "request").length, 2);
  });

  test(`a POST whose connection breaks ${where} is not sent again, and its outcome is unknown`, async (t) => {
    let asked = 0;
    const url = await rawServer(t, (socket, count) => {
      asked = count;
      socket.write(whole.slice(0, bytes), () => socket.destroy());
    });
    await assert.rejects(
      clientOf(t, url).channel.send(post),
      faultOf("HTTP_BROKEN", ({ details }) => details.outcomeUnknown === true && details.host === "api.test"),
    );
    assert.equal(asked, 1);
  });
}

test("a chunked body that breaks off is broken, not short", async (t) => {
  const url = await rawServer(t, (socket) =>
    socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\n[1]\r\n", () => socket.destroy()),
  );
  await assert.rejects(clientOf(t, url, noRetries).channel.send(get), faultOf("HTTP_BROKEN"));
});

test("truncated JSON without a length is a bad body, and asked again", async (t) => {
  const url = await rawServer(t, (socket, count) =>
    socket.end(`HTTP/1.1 200 OK\r\n\r\n${count === 1 ? "[1,2" : "[1,2]"}`),
  );
  const answer = await clientOf(t, url).channel.send(get);
  assert.deepEqual(answer.body, [1, 2]);
});

test("a nonsense answer of a POST leaves its outcome unknown", async (t) => {
  const url = await httpServer(t, (_, response) => response.end("[1,2"));
  await assert.rejects(
    clientOf(t, url).channel.send(post),
    faultOf("HTTP_BAD_BODY", ({ details }) => details.outcomeUnknown === true && details.status === 200),
  );
});

test("what does not speak HTTP is a broken connection", async (t) => {
  const url = await rawServer(t, (socket) => socket.end("SSH-2.0-OpenSSH\r\n"));
  await assert.rejects(clientOf(t, url, noRetries).channel.send(get), faultOf("HTTP_BROKEN"));
});

test("a host that refuses connections is unreachable, and nothing is unknown about a POST", async (t) => {
  const { channel, events } = clientOf(t, new URL("http://127.0.0.1:1"), { retries: 2 });
  await assert.rejects(
    channel.send(post),
    faultOf("HTTP_UNREACHABLE", ({ details, message }) => {
      return details.outcomeUnknown === undefined && message === "api.test cannot be reached (ECONNREFUSED)";
    }),
  );
  assert.equal(events.filter(({ type }) => type === "request").length, 3);
});

test("a failing TLS handshake comes before sending", async (t) => {
  const url = await rawServer(t, (socket) => socket.destroy());
  url.protocol = "https:";
  await assert.rejects(
    clientOf(t, new URL(url.href.replace("http:", "https:")), noRetries).channel.send(post),
    faultOf("HTTP_UNREACHABLE", ({ details }) => details.outcomeUnknown === undefined),
  );
});

test("headers that never come", async (t) => {
  const url = await rawServer(t, () => {});
  const { channel } = clientOf(t, url, { retries: 0, deadlines: { headers: 500 } });
  await assert.rejects(
    channel.send(post),
    faultOf("HTTP_TIMEOUT", ({ details, message }) => {
      return message === "api.test sent no headers within 500 ms" && details.outcomeUnknown === true;
    }),
  );
});

test("a body that stalls", async (t) => {
  const url = await rawServer(t, (socket) => socket.write(whole.slice(0, -3)));
  const { channel } = clientOf(t, url, { retries: 0, deadlines: { idle: 30 } });
  await assert.rejects(
    channel.send(get),
    faultOf("HTTP_TIMEOUT", ({ message }) => message === "api.test sent nothing more within 30 ms"),
  );
});

test("a dripping body cannot exceed the total", async (t) => {
  const url = await httpServer(t, (_, response) => {
    const drip = setInterval(() => response.write(" "), 5);
    response.on("close", () => clearInterval(drip));
  });
  const { channel } = clientOf(t, url, { retries: 0, deadlines: { idle: 60, total: 120 } });
  const startedAt = performance.now();
  await assert.rejects(
    channel.send(get),
    faultOf("HTTP_TIMEOUT", ({ message }) => message === "api.test did not end its answer within 120 ms"),
  );
  assert.ok(performance.now() - startedAt >= 119);
});

test("a stop ends what is in flight at once", async (t) => {
  const abort = new AbortController();
  const url = await rawServer(t, () => abort.abort());
  const { channel } = clientOf(t, url, { signal: abort.signal });
  await assert.rejects(
    channel.send(post),
    faultOf("STOPPED", ({ details }) => details.outcomeUnknown === true),
  );
  await assert.rejects(channel.send(get), faultOf("STOPPED"));
});

test("an announced size over the limit is refused unread", async (t) => {
  const url = await rawServer(t, (socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1001\r\n\r\n"));
  const { channel } = clientOf(t, url, { sizes: { json: 1000 } });
  await assert.rejects(channel.send(get), faultOf("HTTP_TOO_LARGE"));
});

test("an endless body is cut off at the limit", async (t) => {
  const url = await httpServer(t, (_, response) => {
    const more = () => {
      while (response.writable && response.write(Buffer.alloc(16_384)));
    };
    response.on("drain", more);
    more();
  });
  const { client, channel, directory } = clientOf(t, url, { sizes: { json: 200_000, file: 300_000 } });
  await assert.rejects(channel.send(get), faultOf("HTTP_TOO_LARGE"));
  await assert.rejects(channel.send({ ...get, read: "file" }), faultOf("HTTP_TOO_LARGE"));
  await client.close();
  assert.deepEqual(existsSync(directory) ? readdirSync(directory) : [], []);
});

for (const [encoding, compress] of [
  ["gzip", zlib.gzipSync],
  ["deflate", zlib.deflateSync],
  ["deflate", zlib.deflateRawSync],
  ["br", zlib.brotliCompressSync],
] as const) {
  test(`a body in ${encoding} is decompressed (${compress.name})`, async (t) => {
    const url = await httpServer(t, (_, response) => {
      response.writeHead(200, { "content-encoding": encoding }).end(compress(Buffer.from(json)));
    });
    const answer = await clientOf(t, url).channel.send(get);
    assert.deepEqual(answer.body, JSON.parse(json));
  });
}

test("several codings are undone from the last to the first, and words that name none are passed over", async (t) => {
  const bodies: Record<string, readonly [string, Buffer]> = {
    "/two": ["gzip, identity, br", zlib.brotliCompressSync(zlib.gzipSync(json))],
    "/x": ["GZIP", zlib.gzipSync(json)],
  };
  for (const word of ["none", "utf-8", "aws-chunked", "binary", "8bit"])
    bodies[`/${word}`] = [word, Buffer.from(json)];
  bodies["/s3"] = ["aws-chunked, gzip", zlib.gzipSync(json)];
  const url = await httpServer(t, ({ url = "" }, response) => {
    const [encoding, body] = bodies[url] ?? ["", Buffer.alloc(0)];
    response.writeHead(200, { "content-encoding": encoding }).end(body);
  });
  const { channel } = clientOf(t, url, noRetries);
  for (const path of Object.keys(bodies)) {
    assert.deepEqual((await channel.send({ ...get, url: api(path) })).body, JSON.parse(json), path);
  }
});

test("a known coding that does not decode is an error, in whichever place it stands", async (t) => {
  const url = await httpServer(t, ({ url }, response) => {
    const encoding = url === "/inner" ? "br, gzip" : "gzip, br";
    const body = url === "/inner" ? zlib.gzipSync("no brotli at all") : Buffer.from("no brotli at all");
    response.writeHead(200, { "content-encoding": encoding }).end(body);
  });
  const { channel } = clientOf(t, url, noRetries);
  for (const path of ["/inner", "/outer"]) {
    await assert.rejects(channel.send({ ...get, url: api(path) }), faultOf("HTTP_BAD_BODY"), path);
  }
});

test("a write that was accepted is a success with an unreadable answer, unless a page stands in its place", async (t) => {
  const url = await httpServer(t, ({ url }, response) => {
    if (url === "/page") response.end("<!doctype html><title>Log in</title>");
    else if (url === "/created")
      response.writeHead(201, { "content-type": "text/html" }).end("<p>Created</p>");
    else response.writeHead(201, { "content-type": "text/plain" }).end("Created");
  });
  const { channel } = clientOf(t, url, noRetries);
  const write = { ...get, method: "POST", lenient: true } as const;
  for (const path of ["/text", "/created"]) {
    const answer = await channel.send({ ...write, url: api(path) });
    assert.deepEqual(
      [answer.status, answer.body, answer.unreadable?.code],
      [201, undefined, "HTTP_BAD_BODY"],
    );
  }
  const isOpen = (fault: Fault) => fault.details.outcomeUnknown === true;
  await assert.rejects(channel.send({ ...write, url: api("/page") }), faultOf("HTTP_BAD_BODY", isOpen));
  await assert.rejects(channel.send({ ...write, lenient: false }), faultOf("HTTP_BAD_BODY", isOpen));
});

test("headers are found in any case, and listed in lower case", async (t) => {
  const url = await httpServer(t, (_, response) =>
    response.writeHead(200, { Link: "x", "X-Next-Cursor": "7" }).end("{}"),
  );
  const { headers } = await clientOf(t, url).channel.send(get);
  assert.deepEqual(
    [headers.Link, headers.link, headers["X-Next-Cursor"], headers.other],
    ["x", "x", "7", undefined],
  );
  assert.deepEqual(
    [Object.hasOwn(headers, "Link"), "LINK" in headers, "toString" in headers],
    [true, true, false],
  );
  assert.equal(Object.keys(headers).includes("link"), true);
});

test("the decompressed size is what counts", async (t) => {
  const bomb = zlib.gzipSync(Buffer.alloc(20_000_000));
  const url = await httpServer(t, (_, response) => {
    response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
  });
  const { channel } = clientOf(t, url, { sizes: { json: 1_000_000 } });
  const startedAt = performance.now();
  await assert.rejects(channel.send(get), faultOf("HTTP_TOO_LARGE"));
  assert.ok(performance.now() - startedAt < 10_000);
});

test("compressed data that ends early is a bad body", async (t) => {
  const url = await httpServer(t, (_, response) => {
    response.writeHead(200, { "content-encoding": "gzip" }).end(zlib.gzipSync("a text").subarray(0, -4));
  });
  const { channel } = clientOf(t, url, noRetries);
  await assert.rejects(channel.send({ ...get, read: "text" }), faultOf("HTTP_BAD_BODY"));
});

test("an unknown encoding is a bad body, an empty body is empty in any", async (t) => {
  const url = await httpServer(t, ({ url }, response) => {
    if (url === "/empty") response.writeHead(200, { "content-encoding": "gzip" }).end();
    else response.writeHead(200, { "content-encoding": "zstd" }).end("x");
  });
  const { channel } = clientOf(t, url, noRetries);
  await assert.rejects(channel.send(get), faultOf("HTTP_BAD_BODY"));
  assert.equal((await channel.send({ ...get, url: api("/empty") })).body, undefined);
});

test("HTML instead of JSON is named for what it is", async (t) => {
  const url = await httpServer(t, (_, response) => response.end("<!doctype html><title>Log in</title>"));
  await assert.rejects(
    clientOf(t, url, noRetries).channel.send(get),
    faultOf("HTTP_BAD_BODY", ({ message }) => {
      return message === "api.test answered with HTML instead of JSON (a captive portal or proxy?)";
    }),
  );
});

test("text is read in the charset that is named, and must be text in it", async (t) => {
  const url = await httpServer(t, ({ url }, response) => {
    const type = url === "/latin" ? "text/plain; charset=ISO-8859-1" : "text/plain";
    response.writeHead(200, { "content-type": type }).end(Buffer.from([0xe9]));
  });
  const { channel } = clientOf(t, url, noRetries);
  assert.equal((await channel.send({ ...get, url: api("/latin"), read: "text" })).body, "é");
  await assert.rejects(channel.send({ ...get, read: "text" }), faultOf("HTTP_BAD_BODY"));
});

test("the body of a refusal is JSON where it can be, else text of a bearable length", async (t) => {
  const url = await httpServer(t, ({ url }, response) => {
    response.writeHead(422).end(url === "/json" ? '{"error":"no"}' : "é".repeat(2_000_000));
  });
  const { channel } = clientOf(t, url);
  for (const read of ["json", "file", "nothing"] as const) {
    assert.deepEqual((await channel.send({ ...get, url: api("/json"), read })).body, { error: "no" });
  }
  assert.equal((await channel.send({ ...get, url: api("/json"), read: "text" })).body, '{"error":"no"}');
  assert.equal((await channel.send(get)).body, "é".repeat(32_768));
});

test("a refusal that breaks off is a refusal all the same", async (t) => {
  const url = await rawServer(t, (socket) => {
    socket.write("HTTP/1.1 422 No\r\ncontent-length: 99\r\n\r\nbecause", () =>
      setImmediate(() => socket.destroy()),
    );
  });
  const answer = await clientOf(t, url).channel.send(post);
  assert.equal(answer.status, 422);
});

test("an answer before the end of the upload is an answer", async (t) => {
  const url = await rawServer(t, (socket, count) => {
    if (count === 1) socket.write("HTTP/1.1 413 Large\r\ncontent-length: 0\r\n\r\n");
    socket.pause();
  });
  const { channel } = clientOf(t, url);
  const answer = await channel.send({ ...post, body: jsonBody("x".repeat(20_000_000)) });
  assert.equal(answer.status, 413);
});

test("connections are kept for the next request", async (t) => {
  const ports = new Set<number | undefined>();
  const url = await httpServer(t, (request, response) => {
    ports.add(request.socket.remotePort);
    response.end("[]");
  });
  const { channel } = clientOf(t, url);
  for (let count = 0; count < 5; count += 1) await channel.send(get);
  assert.equal(ports.size, 1);
});

test("small chunked answers are whole, also when the next request takes over the connection at once", async (t) => {
  const url = await rawServer(t, (socket) => {
    socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\n[1]\r\n0\r\n\r\n");
  });
  const { channel } = clientOf(t, url, { retries: 0, concurrency: 1, deadlines: { idle: 1000 } });
  const answers = await Promise.all(Array.from({ length: 40 }, () => channel.send(get)));
  assert.deepEqual(
    answers.map(({ body }) => body),
    Array.from({ length: 40 }, () => [1]),
  );
});

test("what is not wanted is read away, so that the connection can be kept", async (t) => {
  const ports = new Set<number | undefined>();
  const url = await httpServer(t, (request, response) => {
    ports.add(request.socket.remotePort);
    response.end("x".repeat(100_000));
  });
  const { channel } = clientOf(t, url);
  for (let count = 0; count < 3; count += 1) {
    assert.equal((await channel.send({ ...get, read: "nothing" })).body, undefined);
  }
  assert.equal(ports.size, 1);
});

test("a JSON body has 32 MiB at most, unless a client is told otherwise", async (t) => {
  const cap = 32 * 1024 * 1024;
  const url = await httpServer(t, ({ url }, response) => {
    const isWhole = url === "/whole";
    response.end(`"${"x".repeat(isWhole ? cap - 2 : cap - 1)}"`);
  });
  const { channel } = clientOf(t, url, noRetries);
  assert.equal(String((await channel.send({ ...get, url: api("/whole") })).body).length, cap - 2);
  await assert.rejects(
    channel.send(get),
    faultOf(
      "HTTP_TOO_LARGE",
      ({ message }) => message === "the answer of api.test is larger than 33554432 bytes",
    ),
  );
});
