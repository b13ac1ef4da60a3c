import assert from "node:assert/strict";
import test from "node:test";
import { Routes } from "./routes.js";

const routes = new Routes(
  new Map([
    ["api.example.org", new URL("http://127.0.0.1:8080/base/")],
    ["api.example.org:8443", new URL("http://127.0.0.1:9090")],
  ]),
);

test("a routed request goes to the endpoint with its path and query, and says for whom", () => {
  const { href, named, forwardedHost } = routes.route(new URL("https://api.example.org/v1/a%2Fb?x=%20"));
  assert.equal(href, "http://127.0.0.1:8080/base/v1/a%2Fb?x=%20");
  assert.equal(named, true);
  assert.equal(forwardedHost, "api.example.org");
});

test("an endpoint for host and port goes before one for the host", () => {
  assert.equal(routes.route(new URL("https://api.example.org:8443/v1")).href, "http://127.0.0.1:9090/v1");
  assert.equal(routes.route(new URL("https://api.example.org:1/")).target.port, "8080");
});

test("other hosts are reached straight, and only the endpoints themselves are named", () => {
  const elsewhere = new URL("https://elsewhere.test/x");
  assert.deepEqual(routes.route(elsewhere), { target: elsewhere, href: elsewhere.href, named: false });
  assert.equal(routes.route(new URL("http://127.0.0.1:8080/next")).named, true);
  assert.equal(routes.route(new URL("http://127.0.0.1:8081/next")).named, false);
});

test("where nothing may leave, a host without an endpoint is refused", () => {
  const closed = new Routes(new Map([["api.example.org", new URL("http://127.0.0.1:8080")]]), true);
  assert.equal(closed.route(new URL("https://api.example.org/v1")).href, "http://127.0.0.1:8080/v1");
  assert.throws(() => closed.route(new URL("https://elsewhere.test/x")), {
    code: "HTTP_FORBIDDEN_ADDRESS",
    message: "elsewhere.test is not simulated, and nothing leaves this machine",
  });
});
