import assert from "node:assert/strict";
import test from "node:test";
import type { Fault } from "../faults/fault.js";
import { faultOf } from "./counterpart.test.support.js";
import { jsonBody } from "./json-body.js";
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

test("303 turns every method into a GET without body; 307 and 308 keep it", () => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE"] as const) {
    const next = follow({ ...post, method }, 303, "/c");
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

test("301 and 302 are followed for a GET alone; else both addresses are named, and what to write", () => {
  for (const status of [301, 302]) {
    assert.equal(follow(get, status, "/c")?.method, "GET");
    for (const method of ["POST", "PUT", "PATCH", "DELETE"] as const) {
      const isNamed = (fault: Fault) => {
        assert.match(fault.message, /^https:\/\/api\.example\.org\/a\/b answered 30[12] to /);
        assert.match(fault.message, / leads to https:\/\/api\.example\.org\/a\/b\/: that is not followed/);
        assert.match(fault.hint ?? "", /write the path so that it leads to \/a\/b\/\./);
        assert.doesNotMatch(fault.message, /x=1|y=2/);
        return fault.details.outcomeUnknown === undefined && fault.details.status === status;
      };
      assert.throws(() => follow({ ...post, method }, status, "/a/b/?y=2"), faultOf("HTTP_REFUSED", isNamed));
    }
  }
  assert.throws(
    () => follow(post, 301, "https://new.example.org/a/b"),
    faultOf("HTTP_REFUSED", ({ hint }) => /write https:\/\/new\.example\.org in `base_url`/.test(hint ?? "")),
  );
});

test("an address whose path is a secret is named by its host alone", () => {
  assert.throws(
    () => redirected(post, 302, "/hook/secret", own, new Routes(), true),
    faultOf(
      "HTTP_REFUSED",
      ({ message, hint }) => !`${message}${hint}`.includes("/a/b") && !`${message}${hint}`.includes("secret"),
    ),
  );
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
