import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ExpectedRequest, ExpectedPart as Part } from "../../schemas/test.types.js";
import { sentence } from "./difference.js";
import { requestDifferences, requestsDifferences } from "./requests.js";
import type { Sent } from "./sent.js";

const get: Sent = {
  method: "GET",
  host: "api.test",
  path: "/v1/people",
  query: { page: "1", tag: "a" },
  headers: { authorization: "Bearer k" },
};
const post = (json: unknown): Sent => ({ ...get, method: "POST", query: {}, json });
const upload = (...multipart: Part[]): Sent => ({ ...get, query: {}, multipart });

const equal = (expected: Sent, actual: Sent) =>
  assert.deepEqual(requestDifferences(expected as ExpectedRequest, actual, [], true), []);
const differ = (expected: Sent, actual: Sent, ...paths: string[]) =>
  assert.deepEqual(
    requestDifferences(expected as ExpectedRequest, actual, [], true).map(({ path }) => path.join(".")),
    paths,
  );
const sameJson = (expected: unknown, actual: unknown) => equal(post(expected), post(actual));
const otherJson = (expected: unknown, actual: unknown, ...paths: string[]) =>
  differ(post(expected), post(actual), ...paths);

describe("two requests are equal", () => {
  test("only with the same method, host and path", () => {
    equal(get, { ...get });
    differ(get, { ...get, method: "PUT" }, "method");
    differ(get, { ...get, host: "api2.test" }, "host");
    differ(get, { ...get, path: "//v1/people" }, "path");
  });

  test("only with the same values in the query, in any order", () => {
    const query = (texts: Sent["query"]) => ({ ...get, query: texts });
    equal(get, query({ tag: "a", page: "1" }));
    differ(get, query({ page: "1" }), "query.tag");
    differ(get, query({ page: "1", tag: "b" }), "query.tag");
    differ(get, query({ page: "1", tag: ["a", "a"] }), "query.tag");
    equal(query({ tag: ["a", "b"] }), query({ tag: ["b", "a"] }));
  });

  test("only with the same headers, to the letter", () => {
    differ(get, { ...get, headers: {} }, "headers.authorization");
    differ(get, { ...get, headers: { authorization: "bearer k" } }, "headers.authorization");
    differ(get, { ...get, headers: { ...get.headers, "x-api-key": "k" } }, "headers.x-api-key");
  });

  test("only with the same kind of body", () => {
    const { json: _, ...none } = post(1);
    differ(none, post({}), "");
    differ(post({ a: "1" }), { ...none, form: { a: "1" } }, "json");
    differ(post({ a: "1" }), { ...none, text: "{a:" }, "json");
    differ({ ...none, form: { a: "1" } }, { ...none, form: { a: "2" } }, "form.a");
    differ({ ...none, form: { a: "1" } }, { ...none, form: { a: ["1", "1"] } }, "form.a");
  });
});

describe("in JSON", () => {
  test("a member that is null equals a missing one, at any depth", () => {
    sameJson({ a: null }, {});
    sameJson({}, { a: null });
    sameJson([{ a: { b: null } }], [{ a: {} }]);
    otherJson({ a: { b: null } }, {}, "json.a");
  });

  test("an element that is null equals no missing one", () => {
    otherJson([1, null], [1], "json.1");
    otherJson([1], [1, null], "json.1");
    otherJson([null], [{}], "json.0");
    sameJson([null], [null]);
  });

  test("what is empty equals only itself", () => {
    const empty = ["", [], {}, false, 0];
    for (const one of empty) {
      otherJson({ a: one }, {}, "json.a");
      otherJson({ a: one }, { a: null }, "json.a");
      otherJson({}, { a: one }, "json.a");
      for (const other of empty) {
        if (one === other) sameJson({ a: one }, { a: other });
        else otherJson({ a: one }, { a: other }, "json.a");
      }
    }
  });

  test("numbers are equal by value, within one part in a thousand million", () => {
    sameJson({ a: 2.0 }, { a: 2 });
    sameJson({ a: 45.764 }, { a: 45.764_000_000_001 });
    otherJson({ a: 45.764 }, { a: 45.764_001 }, "json.a");
    otherJson({ a: 0 }, { a: 1e-12 }, "json.a");
    otherJson({ a: 1 }, { a: "1" }, "json.a");
    otherJson({ a: 1 }, { a: true }, "json.a");
  });

  test("texts are compared by code point", () => {
    sameJson("Zoë", "Zo\u00eb");
    otherJson("Zo\u00eb", "Zoe\u0308", "json");
    otherJson("a", "A", "json");
  });

  test("the order of a list matters, that of members does not", () => {
    sameJson({ a: 1, b: 2 }, { b: 2, a: 1 });
    otherJson([1, 2], [2, 1], "json.0", "json.1");
  });

  test("a name that every object inherits is missing like any other", () => {
    sameJson({ constructor: null }, {});
    otherJson({}, { constructor: 1 }, "json.constructor");
  });

  test("an expected <now> equals a date-time, and nothing else", () => {
    for (const now of ["2024-05-06T07:08:09", "2024-05-06T07:08:09.123456Z", "2024-05-06T07:08:09+02:00"])
      sameJson({ at: "<now>" }, { at: now });
    for (const other of ["2024-05-06", "2024-13-06T07:08:09", "now", "", null, 1_714_979_289])
      otherJson({ at: "<now>" }, { at: other }, "json.at");
    otherJson({ at: "2024-05-06T07:08:09" }, { at: "<now>" }, "json.at");
  });

  test("an expected <now-ms> equals milliseconds since 1970, and nothing else", () => {
    sameJson({ at: "<now-ms>" }, { at: 1_714_979_289_123 });
    for (const other of [1_714_979_289, 1_714_979_289_123.5, "1714979289123", "2024-05-06T07:08:09", null])
      otherJson({ at: "<now-ms>" }, { at: other }, "json.at");
  });
});

describe("in a multipart body", () => {
  const file: Part = { name: "file", filename: "cv.pdf", sha256: "ab", size: 2 };
  const field: Part = { name: "tags", text: '[{"a": 1, "b": null}]' };

  test("parts are compared as a multiset", () => {
    equal(upload(field, file), upload(file, field));
    differ(upload(field, file), upload(field), "multipart.1");
    differ(upload(file), upload(file, file), "multipart");
    differ(upload(field), upload(field, { name: "x", text: "" }), "multipart");
  });

  test("a field that is expected as JSON is compared as JSON", () => {
    equal(upload(field), upload({ name: "tags", text: '[{"a":1}]' }));
    differ(upload(field), upload({ name: "tags", text: '[{"a":2}]' }), "multipart.0.text");
    differ(upload(field), upload({ name: "tags", text: "[{" }), "multipart.0.text");
  });

  test("any other field is compared to the letter", () => {
    differ(upload({ name: "a", text: "0" }), upload({ name: "a", text: "0.0" }), "multipart.0.text");
    differ(upload({ name: "a", text: "x" }), upload({ name: "a", text: "" }), "multipart.0.text");
  });

  test("a file is its name, its bytes and its type", () => {
    differ(upload(file), upload({ ...file, filename: "resume.pdf" }), "multipart.0.filename");
    differ(upload(file), upload({ ...file, sha256: "cd" }), "multipart.0.sha256");
    differ(upload(file), upload({ ...file, size: 3 }), "multipart.0.size");
    differ(upload(file), upload({ ...file, content_type: "application/pdf" }), "multipart.0.content_type");
    differ(
      upload(file),
      upload({ name: "file", text: "%PDF" }),
      "multipart.0.filename",
      "multipart.0.sha256",
      "multipart.0.size",
      "multipart.0.text",
    );
  });
});

describe("what is not expected is free", () => {
  const sent: Sent = { ...post({ a: 1, b: { c: 2, d: 3 } }), headers: { "x-api-key": "k", accept: "*/*" } };
  const differences = (expected: ExpectedRequest) => requestDifferences(expected, sent, [], false);

  test("unless the expectation is exact", () => {
    const { method, path } = sent;
    assert.deepEqual(differences({ method: "POST", path }), []);
    assert.deepEqual(differences({ method: "POST", path, json: { b: { c: 2 } } as never }), []);
    assert.deepEqual(differences({ method: "POST", path, json: { b: { c: 3 } } as never }), [
      { path: ["json", "b", "c"], expected: 3, found: 2 },
    ]);
    assert.deepEqual(
      requestDifferences({ method: "POST", path, json: { a: 1 } as never }, sent, [], true).map((one) =>
        one.path.join("."),
      ),
      ["host", "headers.x-api-key", "json.b"].slice(1),
    );
    assert.equal(method, "POST");
  });

  test("headers of the transport count where they are named", () => {
    const { path } = sent;
    assert.deepEqual(differences({ method: "POST", path, headers: { Accept: "*/*" } }), []);
    assert.equal(differences({ method: "POST", path, headers: { Accept: "text/csv" } }).length, 1);
  });
});

describe("the requests of a run", () => {
  const one = post({ n: 1 });
  const two = post({ n: 2 });
  const told = (expected: readonly (Sent & { optional?: boolean })[], sent: readonly Sent[]) =>
    requestsDifferences(expected as ExpectedRequest[], sent, true).map(sentence);

  test("may come in any order, but not more or less often", () => {
    assert.deepEqual(told([one, two, one], [one, one, two]), []);
    assert.deepEqual(told([one, one], [one]), ['requests[1]: was not sent: POST api.test/v1/people {"n":1}']);
    assert.deepEqual(told([one], [one, one]), [
      'requests: was sent, and is not expected: POST api.test/v1/people {"n":1}',
    ]);
  });

  test("are told beside the one that was sent in the place of the expected one", () => {
    assert.deepEqual(told([one], [two]), ["requests[0].json.n: expected 1, found 2"]);
    assert.deepEqual(told([get], [one]).length, 2);
  });

  test("may lack an optional one, but not have it twice", () => {
    const optional = { ...one, optional: true };
    assert.deepEqual(told([optional], []), []);
    assert.deepEqual(told([optional], [one]), []);
    assert.equal(told([optional], [one, one]).length, 1);
    assert.deepEqual(told([optional, one], [one]), []);
  });

  test("are paired so that as many as possible fit", () => {
    const now = post({ at: "<now>" });
    const [early, late] = [post({ at: "2024-01-01T00:00:00Z" }), post({ at: "2024-01-02T00:00:00Z" })];
    assert.deepEqual(told([now, early], [early, late]), []);
    assert.deepEqual(told([{ ...now, optional: true }, early], [early, late]), []);
  });
});
