import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import test from "node:test";
import { Fault } from "../faults/fault.js";
import type { HttpRequest, HttpResponse } from "./client.js";
import { api, clientOf, faultOf, httpServer, rawServer } from "./counterpart.test.support.js";
import type { FileHandle } from "./files.js";
import { jsonBody } from "./json-body.js";
import { RateLimiter } from "./rate-limit.js";

const get = { method: "GET", url: api("/x"), headers: {}, read: "json" } as const satisfies HttpRequest;
const post = { ...get, method: "POST", body: jsonBody({ a: 1 }) } as const satisfies HttpRequest;

interface Said {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Says the given answers in turn, the last one for good, and keeps what was asked. */
async function saying(t: test.TestContext, ...answers: Said[]) {
  const asked: { request: IncomingMessage; at: number }[] = [];
  const url = await httpServer(t, (request, response) => {
    const said = answers[Math.min(asked.length, answers.length - 1)];
    asked.push({ request, at: performance.now() });
    response.writeHead(said?.status ?? 200, said?.headers).end(said?.body ?? "{}");
  });
  return { url, asked };
}

test("an answer comes with status, headers in lower case, body and the address that was meant", async (t) => {
  const { url, asked } = await saying(t, { status: 200, headers: { ETag: "x" }, body: '{"a":1}' });
  const { channel } = clientOf(t, new URL("/base", url));
  const answer = await channel.send({ ...get, url: api("/x?y=1"), headers: { "X-Y": "z" } });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.etag, "x");
  assert.deepEqual(answer.body, { a: 1 });
  assert.equal(answer.url.href, "http://api.test/x?y=1");
  const request = asked[0]?.request;
  assert.equal(request?.url, "/base/x?y=1");
  assert.equal(request?.headers["x-forwarded-host"], "api.test");
  assert.equal(request?.headers["x-y"], "z");
});

test("each attempt is told, with its path but not its query", async (t) => {
  const { url } = await saying(t, { status: 503 }, { status: 200 });
  const { channel, events } = clientOf(t, url);
  await channel.send({ ...get, url: api("/x?secret=1") });
  const told = events.map((event) => ("ms" in event ? { ...event, ms: 0 } : event));
  const request = { type: "request", connector: "acme", method: "GET", host: "api.test", path: "/x", ms: 0 };
  assert.deepEqual(told, [
    { ...request, status: 503, attempt: 1 },
    { type: "waiting", connector: "acme", ms: 0, why: "503" },
    { ...request, status: 200, attempt: 2 },
  ]);
});

const notSent = (error: unknown) =>
  error instanceof Fault && error.code === "LOCK_LOST" && error.details.outcomeUnknown === undefined;

test("I4: an attempt that may not leave is neither sent nor told, and holds no slot", async (t) => {
  const { url, asked } = await saying(t, { status: 503 }, { status: 200 });
  const { channel, events } = clientOf(t, url, {}, { rateLimits: [{ requests: 1, perMs: 1 }] });
  const beforeSend = () => {
    if (asked.length > 0) throw new Fault("LOCK_LOST", "not any more");
  };
  await assert.rejects(channel.send({ ...post, beforeSend }), notSent);
  assert.equal(asked.length, 1);
  assert.equal(events.filter(({ type }) => type === "request").length, 1);
  assert.equal((await channel.send(post)).status, 200);
});

test("I4: an attempt is asked about again when it has its connection, new or kept", async (t) => {
  const { url, asked } = await saying(t, { status: 200 });
  const { channel } = clientOf(t, url);
  for (const kept of [false, true]) {
    if (kept) await channel.send(post);
    let times = 0;
    const beforeSend = () => {
      times += 1;
      if (times === 2) throw new Fault("LOCK_LOST", "not any more");
    };
    await assert.rejects(channel.send({ ...post, beforeSend }), notSent);
    assert.equal(times, 2);
  }
  await channel.send(get);
  assert.deepEqual(
    asked.map(({ request }) => request.method),
    ["POST", "GET"],
  );
});

test("a repeatable request outlives a burst of failures", async (t) => {
  const { url, asked } = await saying(t, { status: 500 }, { status: 502 }, { status: 504 }, { status: 200 });
  assert.equal((await clientOf(t, url).channel.send(get)).status, 200);
  assert.equal(asked.length, 4);
});

test("when the attempts are used up the last answer is the answer", async (t) => {
  const { url, asked } = await saying(t, { status: 500 });
  assert.equal((await clientOf(t, url, { retries: 2 }).channel.send(get)).status, 500);
  assert.equal(asked.length, 3);
});

test("a POST is not sent again after a 500, but after a 429 or 503", async (t) => {
  const once = await saying(t, { status: 500 });
  assert.equal((await clientOf(t, once.url).channel.send(post)).status, 500);
  assert.equal(once.asked.length, 1);
  const again = await saying(t, { status: 429 }, { status: 503 }, { status: 201 });
  assert.equal((await clientOf(t, again.url).channel.send(post)).status, 201);
  assert.equal(again.asked.length, 3);
});

test("Retry-After is kept to the millisecond", async (t) => {
  for (const status of [429, 503]) {
    const { url, asked } = await saying(t, { status, headers: { "retry-after": "0.2" } }, { status: 200 });
    await clientOf(t, url).channel.send(get);
    const [first, second] = asked;
    assert.ok((second?.at ?? 0) - (first?.at ?? 0) >= 200, String(status));
  }
});

test("without Retry-After the connector says how long to wait, and nonsense is ignored", async (t) => {
  for (const [said, least] of [
    [0.1, 100],
    [Number.NaN, 0],
    [undefined, 0],
    [-5, 0],
  ] as const) {
    const { url, asked } = await saying(t, { status: 429, headers: { "x-reset": "1" } }, { status: 200 });
    const { channel } = clientOf(
      t,
      url,
      {},
      { wait: async ({ headers }) => (headers["x-reset"] === "1" ? said : 9) },
    );
    await channel.send(get);
    const waited = (asked[1]?.at ?? 0) - (asked[0]?.at ?? 0);
    assert.ok(waited >= least && waited < least + 150, `${said}: ${waited}`);
  }
});

test("Retry-After of 0 waits as long as usual", async (t) => {
  const { url, asked } = await saying(t, { status: 429, headers: { "retry-after": "0" } }, { status: 200 });
  await clientOf(t, url, { random: () => 0.4 }).channel.send(get);
  assert.ok((asked[1]?.at ?? 0) - (asked[0]?.at ?? 0) >= 200);
});

test("403, 409 and 423 with Retry-After are sent again, whatever the method, and say so when they never end", async (t) => {
  for (const status of [403, 409, 423]) {
    const limit = { status, headers: { "retry-after": "0.01" } };
    const { url, asked } = await saying(t, limit, { status: 201 });
    assert.equal((await clientOf(t, url).channel.send(post)).status, 201);
    assert.equal(asked.length, 2);
    const ever = await saying(t, limit);
    const answer = await clientOf(t, ever.url, { retries: 1 }).channel.send(get);
    assert.deepEqual([answer.status, answer.isLimit], [status, true]);
    assert.equal((await clientOf(t, (await saying(t, { status })).url).channel.send(get)).isLimit, undefined);
  }
});

test("a manifest may say which answers ask to come again later, also among those with 200", async (t) => {
  const { url, asked } = await saying(t, { status: 200, body: '{"error":"busy"}' }, { status: 200 });
  const isLimit = async ({ body }: HttpResponse) => (body as { error?: string }).error === "busy";
  const answer = await clientOf(t, url, {}, { isLimit }).channel.send(post);
  assert.deepEqual([asked.length, answer.body], [2, {}]);
});

/** A server that lets `room` requests in at a time and says 429 to the others. */
async function crowded(t: test.TestContext, room: number) {
  const seen = { open: 0, most: 0, taken: 0, refused: 0 };
  const url = await httpServer(t, (_, response) => {
    seen.open += 1;
    seen.most = Math.max(seen.most, seen.open);
    const isFull = seen.open > room;
    const end = () => {
      seen.open -= 1;
      if (isFull) seen.refused += 1;
      else seen.taken += 1;
      response.writeHead(isFull ? 429 : 201, isFull ? { "retry-after": "0.02" } : {}).end("{}");
    };
    setTimeout(end, isFull ? 0 : 10);
  });
  return { url, seen };
}

test("a system that lets two in at a time gets fewer at a time, and no request is given up", async (t) => {
  const { url, seen } = await crowded(t, 2);
  const { channel } = clientOf(t, url, { concurrency: 16, retries: 1, random: Math.random });
  const answers = await Promise.all(Array.from({ length: 40 }, () => channel.send(post)));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]));
  assert.equal(seen.taken, 40);
  assert.ok(seen.refused < 90, `${seen.refused} were refused`);
});

test("no more requests are under way than the manifest says", async (t) => {
  const { url, seen } = await crowded(t, 3);
  const { channel } = clientOf(t, url, { concurrency: 16 }, { concurrency: 3 });
  await Promise.all(Array.from({ length: 20 }, () => channel.send(post)));
  assert.deepEqual([seen.most, seen.taken, seen.refused], [3, 20, 0]);
});

test("a wait that is too long ends the request with a word", async (t) => {
  const { url, asked } = await saying(t, { status: 429, headers: { "retry-after": "1000000000" } });
  await assert.rejects(
    clientOf(t, url).channel.send(get),
    faultOf("HTTP_WAIT_TOO_LONG", ({ message }) => message === "acme: api.test asks to wait 365 days (429)"),
  );
  assert.equal(asked.length, 1);
});

test("a 429 pauses its channel and no other", async (t) => {
  const { url, asked } = await saying(t, { status: 429, headers: { "retry-after": "0.3" } }, { status: 200 });
  const { client, channel } = clientOf(t, url, { retries: 0, rateLimits: false });
  const other = client.channel({ connector: "other", ownHosts: (host) => host === "api.test" });
  assert.equal((await channel.send(get)).status, 429);
  await Promise.all([
    channel.send({ ...get, url: api("/late") }),
    other.send({ ...get, url: api("/early") }),
  ]);
  const at = (path: string) => asked.find(({ request }) => request.url === path)?.at ?? 0;
  assert.ok(at("/late") - at("/x") >= 300);
  assert.ok(at("/early") - at("/x") < 200);
});

test("a stop ends a wait at once", async (t) => {
  const abort = new AbortController();
  const { url } = await saying(t, { status: 503, headers: { "retry-after": "60" } });
  const { channel } = clientOf(t, url, {
    signal: abort.signal,
    emit: ({ type }) => type === "waiting" && setImmediate(() => abort.abort()),
  });
  await assert.rejects(channel.send(get), faultOf("STOPPED"));
});

test("the limit of the channel counts its own hosts, every attempt of them", async (t) => {
  const { url, asked } = await saying(t, { status: 500 }, { status: 200 });
  const endpoints = new Map([
    ["api.test", url],
    ["files.test", url],
  ]);
  const { channel } = clientOf(t, url, { endpoints }, { rateLimits: [{ requests: 2, perMs: 150 }] });
  await channel.send(get);
  await channel.send({ ...get, url: new URL("http://files.test/free") });
  await channel.send({ ...get, url: api("/third") });
  const at = (path: string) => asked.find(({ request }) => request.url === path)?.at ?? 0;
  assert.ok(at("/free") - at("/x") < 140);
  assert.ok(at("/third") - at("/x") >= 150);
});

test("a step may have a limit of its own, and --no-rate-limit lifts both", async (t) => {
  const { url, asked } = await saying(t, { status: 200 });
  const limited = { ...get, rateLimit: new RateLimiter({ requests: 1, perMs: 100 }) };
  const { channel } = clientOf(t, url);
  await Promise.all([channel.send(limited), channel.send(limited)]);
  const apart = () => (asked.at(-1)?.at ?? 0) - (asked.at(-2)?.at ?? 0);
  assert.ok(apart() >= 100);
  const free = clientOf(t, url, { rateLimits: false }, { rateLimits: [{ requests: 1, perMs: 60_000 }] });
  await Promise.all([free.channel.send(limited), free.channel.send(limited)]);
  assert.ok(apart() < 100);
});

test("a file is followed to another host with the credentials left behind, data is not", async (t) => {
  const foreign = await saying(t, { status: 200, body: '"there"' });
  const { url, asked } = await saying(t, {
    status: 302,
    headers: { location: "http://files.test/cv.pdf?s=1" },
  });
  const endpoints = new Map([
    ["api.test", url],
    ["files.test", foreign.url],
  ]);
  const { channel } = clientOf(t, url, { endpoints });
  const headers = { Authorization: "secret", "X-Key": "secret", Accept: "*/*" };
  const answer = await channel.send({ ...get, headers, read: "file" });
  assert.equal(String(await (answer.body as FileHandle).bytes()), '"there"');
  assert.equal(answer.url.href, "http://files.test/cv.pdf?s=1");
  assert.equal(asked[0]?.request.headers.authorization, "secret");
  const there = foreign.asked[0]?.request.headers;
  assert.equal(there?.accept, "*/*");
  assert.equal(there?.authorization, undefined);
  assert.equal(there?.["x-key"], undefined);
});

test("a redirect to another address may be the answer, and says where it leads", async (t) => {
  const { url, asked } = await saying(t, {
    status: 302,
    headers: { location: "https://else.test/done?code=1" },
  });
  const { channel } = clientOf(t, url);
  const answer = await channel.send({ ...post, redirects: "keep" });
  assert.deepEqual([answer.status, answer.leadsTo?.href], [302, "https://else.test/done?code=1"]);
  assert.equal(asked.length, 1);
});

test("a redirect of the same request is followed all the same, and a circle of them ends", async (t) => {
  const { url, asked } = await saying(t, { status: 307, headers: { location: "/x" } });
  const { channel } = clientOf(t, url);
  for (const redirects of ["keep", "follow"] as const) {
    asked.length = 0;
    await assert.rejects(channel.send({ ...get, redirects }), faultOf("HTTP_REFUSED"));
    assert.equal(asked.length, 6);
  }
});

test("a redirect into the operator's network is refused, wherever it hides", async (t) => {
  for (const location of [
    "http://169.254.169.254/latest",
    "http://127.1:1/",
    "http://[::ffff:10.0.0.1]/",
    "file:///etc",
  ]) {
    const { url } = await saying(t, { status: 302, headers: { location } });
    await assert.rejects(clientOf(t, url).channel.send(get), faultOf("HTTP_FORBIDDEN_ADDRESS"), location);
  }
});

test("a POST that led to a GET without answer is of unknown outcome", async (t) => {
  const nowhere = await rawServer(t, (socket) => socket.destroy());
  const { url } = await saying(t, { status: 303, headers: { location: "http://gone.test/" } });
  const endpoints = new Map([
    ["api.test", url],
    ["gone.test", nowhere],
  ]);
  await assert.rejects(
    clientOf(t, url, { endpoints, retries: 1 }, { ownHosts: () => true }).channel.send(post),
    faultOf("HTTP_BROKEN", ({ details }) => details.outcomeUnknown === true),
  );
});

test("a write that is answered with 301, 302 or 303 is of unknown outcome, whatever keeps the redirect from being followed", async (t) => {
  for (const status of [301, 302, 303, 307]) {
    for (const location of ["https://elsewhere.test/x", "http://127.1:1/"]) {
      const { url } = await saying(t, { status, headers: { location } });
      await assert.rejects(
        clientOf(t, url).channel.send(post),
        ({ details }: Fault) => details.outcomeUnknown === (status === 307 ? undefined : true),
        `${status} to ${location}`,
      );
    }
  }
  const { url, asked } = await saying(
    t,
    { status: 303, headers: { location: "/x" } },
    { status: 307, headers: { location: "/x" } },
  );
  await assert.rejects(
    clientOf(t, url).channel.send(post),
    faultOf("HTTP_REFUSED", ({ details }) => details.outcomeUnknown === true),
  );
  assert.equal(asked.length, 6);
});

test("loopback is refused where the operator did not name it", async (t) => {
  const { url } = await saying(t, { status: 200 });
  const { channel, events } = clientOf(t, url, { endpoints: new Map() });
  await assert.rejects(channel.send({ ...get, url }), faultOf("HTTP_FORBIDDEN_ADDRESS"));
  assert.deepEqual(events, []);
});

test("a user name in an address is refused, also where the operator routed its host", async (t) => {
  const { url, asked } = await saying(t, { status: 200 });
  const request = { ...get, url: new URL("http://user:password@api.test/") };
  await assert.rejects(
    clientOf(t, url).channel.send(request),
    faultOf("HTTP_FORBIDDEN_ADDRESS", ({ message }) => !message.includes("password@")),
  );
  assert.equal(asked.length, 0);
});

test("an address of an endpoint, as a next-link may have it, is allowed", async (t) => {
  const { url } = await saying(t, { status: 200 });
  assert.equal((await clientOf(t, url).channel.send({ ...get, url: new URL("/page/2", url) })).status, 200);
});

test("a header that cannot be sent is refused before anything is sent", async (t) => {
  const { url, asked } = await saying(t, { status: 200 });
  const request = { ...get, headers: { "X-Name": "a\r\nX-Evil: b" } };
  await assert.rejects(clientOf(t, url).channel.send(request), faultOf("INVALID"));
  assert.equal(asked.length, 0);
});

test("closing the client ends what is in flight", async (t) => {
  const { promise: arrived, resolve } = defer();
  const url = await rawServer(t, () => resolve());
  const { client, channel } = clientOf(t, url);
  const sent = assert.rejects(channel.send(get), faultOf("STOPPED"));
  await arrived;
  await client.close();
  await sent;
});

function defer(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
