import assert from "node:assert/strict";
import test from "node:test";
import { multipartBody } from "./bodies.js";
import { faultOf } from "./counterpart.test.support.js";
import { incomingHeaders, outgoingHeaders } from "./headers.js";
import { jsonBody } from "./json-body.js";

test("given headers go before those of the runner, in whatever case they are given", () => {
  const headers = outgoingHeaders(
    { "User-Agent": "x", "Content-Type": "application/vnd.api+json" },
    jsonBody([]),
    undefined,
  );
  assert.deepEqual(
    { ...headers },
    {
      "user-agent": "x",
      "accept-encoding": "gzip, deflate, br",
      "content-type": "application/vnd.api+json",
      "content-length": "2",
    },
  );
});

test("a multipart body keeps its boundary", () => {
  const body = multipartBody({ a: "b" });
  assert.equal(
    outgoingHeaders({ "content-type": "multipart/form-data" }, body, undefined)["content-type"],
    body.contentType,
  );
});

test("a value that could become another header is refused, and never printed", () => {
  for (const value of ["secret\r\nX: y", "secret\n", "secret\0", "secret \u{1f600}", "secret\u0141"]) {
    assert.throws(
      () => outgoingHeaders({ "X-Name": value }, undefined, undefined),
      faultOf("INVALID", ({ message }) => message.includes("X-Name") && !message.includes("secret")),
    );
  }
});

test("names that are none, and headers that frame the message, are refused", () => {
  for (const name of ["a b", "a\r\nb", "", "é", "Content-Length", "Transfer-Encoding"]) {
    assert.throws(() => outgoingHeaders({ [name]: "1" }, undefined, undefined), faultOf("INVALID"), name);
  }
});

test("repeated cookies are joined", () => {
  assert.deepEqual(incomingHeaders({ "set-cookie": ["a=1", "b=2"], etag: "x" }), {
    "set-cookie": "a=1, b=2",
    etag: "x",
  });
});
