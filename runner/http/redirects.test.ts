import assert from "node:assert/strict";
import test from "node:test";
import { jsonBody } from "./bodies.js";
import { faultOf } from "./counterpart.test.js";
import { type Hop, redirected } from "./redirects.js";
import { Routes } from "./routes.js";

const own = (host: string) => host.endsWith(".example.org");
const headers = { Authorization: "secret", Accept: "application/json", "Content-Type": "application/json" };
const get: Hop = { method: "GET", url: new URL("https://api.example.org/a/b?x=1"), headers };
const post: Hop = { ...get, method: "POST", body: jsonBody({}) };

function follow(hop: Hop, status: number, location: string, routes = new Routes()): Hop | undefined {
  return redirected(hop, status, location, own, routes);
}

test("a relative location is resolved, and all headers stay with the host", () => {
  const next = follow(get, 302, "../c");
  assert.equal(next?.url.href, "https://api.example.org/c");
  assert.deepEqual(next?.headers, headers);
});

test("301, 302 and 303 turn a POST into a GET without body; 307 and 308 keep it", () => {
  for (const status of [301, 302, 303]) {
    const next = follow(post, status, "/c");
    assert.equal(next?.method, "GET");
    assert.equal(next?.body, undefined);
    assert.deepEqual(next?.headers, { Authorization: "secret", Accept: "application/json" });
  }
  for (const status of [307, 308]) {
    const next = follow(post, status, "/c");
    assert.equal(next?.method, "POST");
    assert.equal(next?.body, post.body);
  }
});

test("only 303 turns other methods into a GET", () => {
  assert.equal(follow({ ...post, method: "PUT" }, 302, "/c")?.method, "PUT");
  assert.equal(follow({ ...post, method: "PUT" }, 303, "/c")?.method, "GET");
});

test("credentials go to the connector's own hosts and to no other", () => {
  assert.deepEqual(follow(get, 302, "https://files.example.org/x")?.headers, headers);
  assert.deepEqual(follow(get, 302, "https://elsewhere.test/x")?.headers, { Accept: "application/json" });
});

test("a body is not handed to a foreign host", () => {
  assert.throws(() => follow(post, 307, "https://elsewhere.test/x"), faultOf("HTTP_FORBIDDEN_ADDRESS"));
});

test("a downgrade to http is refused, unless the operator routed it", () => {
  assert.throws(() => follow(get, 302, "http://api.example.org/"), faultOf("HTTP_FORBIDDEN_ADDRESS"));
  const routes = new Routes(new Map([["api.example.org", new URL("http://127.0.0.1:1")]]));
  assert.equal(follow(get, 302, "http://api.example.org/", routes)?.url.href, "http://api.example.org/");
});

test("an endpoint that redirects to itself means the host it stands for", () => {
  const routes = new Routes(new Map([["api.example.org", new URL("http://127.0.0.1:1/base")]]));
  const next = follow(get, 302, "http://127.0.0.1:1/base/c?y=2", routes);
  assert.equal(next?.url.href, "https://api.example.org/c?y=2");
  assert.deepEqual(next?.headers, headers);
});

test("what leads nowhere is the answer itself", () => {
  assert.equal(redirected(get, 302, undefined, own, new Routes()), undefined);
  assert.equal(follow(get, 302, "http://"), undefined);
  assert.equal(follow(get, 304, "/c"), undefined);
});
