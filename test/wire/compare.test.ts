import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { compareRequests, endingDifferences, requestDifferences } from "./compare.js";
import { explainDifferences, explainRequests } from "./explain.js";
import type { CanonicalRequest, Ending, Part } from "./scenario.js";

const get: CanonicalRequest = {
  method: "GET",
  host: "api.test",
  path: "/v1/people",
  query: [
    ["page", "1"],
    ["tag", "a"],
  ],
  headers: { authorization: "Bearer k" },
};
const post = (json: unknown): CanonicalRequest => ({ ...get, method: "POST", query: [], json });
const upload = (...multipart: Part[]): CanonicalRequest => ({ ...get, query: [], multipart });

const equal = (expected: CanonicalRequest, actual: CanonicalRequest) =>
  assert.deepEqual(requestDifferences(expected, actual), []);
const differ = (expected: CanonicalRequest, actual: CanonicalRequest, ...paths: string[]) =>
  assert.deepEqual(
    requestDifferences(expected, actual).map(({ path }) => path),
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

  test("only with the same pairs in the query, in any order", () => {
    const query = (...pairs: [string, string][]) => ({ ...get, query: pairs });
    equal(get, query(["tag", "a"], ["page", "1"]));
    differ(get, query(["page", "1"]), "query");
    differ(get, query(["page", "1"], ["tag", "b"]), "query", "query");
    differ(get, query(["page", "1"], ["tag", "a"], ["tag", "a"]), "query");
    differ(query(["tag", "a"], ["tag", "a"]), query(["tag", "a"]), "query");
  });

  test("only with the same headers, to the letter", () => {
    differ(get, { ...get, headers: {} }, "headers.authorization");
    differ(get, { ...get, headers: { authorization: "bearer k" } }, "headers.authorization");
    differ(get, { ...get, headers: { ...get.headers, "x-api-key": "k" } }, "headers.x-api-key");
  });

  test("only with the same kind of body", () => {
    const { json: _, ...none } = post(1);
    differ(none, post({}), "body");
    differ(post({ a: "1" }), { ...none, form: { a: "1" } }, "body");
    differ(post({ a: "1" }), { ...none, raw: "{a:" }, "body");
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
    otherJson([1, null], [1], "json[1]");
    otherJson([1], [1, null], "json[1]");
    otherJson([null], [{}], "json[0]");
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
    otherJson([1, 2], [2, 1], "json[0]", "json[1]");
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
});

describe("in a multipart body", () => {
  const file: Part = { name: "file", filename: "cv.pdf", sha256: "ab", size: 2 };
  const field: Part = { name: "tags", text: '[{"a": 1, "b": null}]' };

  test("parts are compared as a multiset", () => {
    equal(upload(field, file), upload(file, field));
    differ(upload(field, file), upload(field), "multipart.file");
    differ(upload(file), upload(file, file), "multipart.file");
    differ(upload(field), upload(field, { name: "x", text: "" }), "multipart.x");
  });

  test("a field that is expected as JSON is compared as JSON", () => {
    equal(upload(field), upload({ name: "tags", text: '[{"a":1}]' }));
    differ(upload(field), upload({ name: "tags", text: '[{"a":2}]' }), "multipart.tags.text[0].a");
    differ(upload(field), upload({ name: "tags", text: "[{" }), "multipart.tags.text");
  });

  test("any other field is compared to the letter", () => {
    differ(upload({ name: "a", text: "0" }), upload({ name: "a", text: "0.0" }), "multipart.a.text");
    differ(upload({ name: "a", text: "x" }), upload({ name: "a", text: "" }), "multipart.a.text");
  });

  test("a file is its name, its bytes and its type", () => {
    differ(upload(file), upload({ ...file, filename: "resume.pdf" }), "multipart.file.filename");
    differ(upload(file), upload({ ...file, sha256: "cd" }), "multipart.file.sha256");
    differ(upload(file), upload({ ...file, size: 3 }), "multipart.file.size");
    differ(upload(file), upload({ ...file, content_type: "application/pdf" }), "multipart.file.content_type");
    differ(
      upload(file),
      upload({ name: "file", text: "%PDF" }),
      "multipart.file.filename",
      "multipart.file.sha256",
      "multipart.file.size",
      "multipart.file.text",
    );
  });
});

describe("the requests of a run", () => {
  const one = post({ n: 1 });
  const two = post({ n: 2 });

  test("may come in any order, but not more or less often", () => {
    assert.deepEqual(compareRequests([one, two, one], [one, one, two]), { missing: [], unexpected: [] });
    assert.deepEqual(compareRequests([one, one], [one]), { missing: [one], unexpected: [] });
    assert.deepEqual(compareRequests([one], [one, one]), { missing: [], unexpected: [one] });
    assert.deepEqual(compareRequests([one], [two]), { missing: [one], unexpected: [two] });
  });

  test("may lack an optional one, but not have it twice", () => {
    const optional = { ...one, optional: true };
    assert.deepEqual(compareRequests([optional], []), { missing: [], unexpected: [] });
    assert.deepEqual(compareRequests([optional], [one]), { missing: [], unexpected: [] });
    assert.deepEqual(compareRequests([optional], [one, one]), { missing: [], unexpected: [one] });
    assert.deepEqual(compareRequests([optional, one], [one]), { missing: [], unexpected: [] });
  });

  test("are paired so that as many as possible fit", () => {
    const now = post({ at: "<now>" });
    const [early, late] = [post({ at: "2024-01-01T00:00:00Z" }), post({ at: "2024-01-02T00:00:00Z" })];
    assert.deepEqual(compareRequests([now, early], [early, late]), { missing: [], unexpected: [] });
    assert.deepEqual(compareRequests([{ ...now, optional: true }, early], [early, late]), {
      missing: [],
      unexpected: [],
    });
  });
});

describe("the ending of a run", () => {
  const expected: Ending = { status: "success", reason: "none", events: { read_success: 3 } };

  test("has the same status, reason and counters; a missing counter is 0", () => {
    const events = { read_success: 3, read_failure: 0 };
    assert.deepEqual(endingDifferences(expected, { ...expected, events }), []);
    assert.deepEqual(endingDifferences({ ...expected, events }, expected), []);
    assert.deepEqual(endingDifferences(expected, { ...expected, status: "fatal" }), [
      { path: "result.status", expected: "success", actual: "fatal" },
    ]);
    assert.deepEqual(endingDifferences(expected, { ...expected, reason: "write_failure" }), [
      { path: "result.reason", expected: "none", actual: "write_failure" },
    ]);
    assert.deepEqual(endingDifferences(expected, { ...expected, events: { write_failure: 1 } }), [
      { path: "result.events.read_success", expected: 3, actual: 0 },
      { path: "result.events.write_failure", expected: 0, actual: 1 },
    ]);
  });

  test("may count what a scenario does not know, unless the scenario names it", () => {
    const events = { read_success: 3, write_success: 3 };
    assert.deepEqual(endingDifferences(expected, { ...expected, events }), []);
    assert.deepEqual(endingDifferences({ ...expected, events }, expected), [
      { path: "result.events.write_success", expected: 3, actual: 0 },
    ]);
  });
});

describe("a difference is told", () => {
  test("as the request that was sent in place of the expected one, with what differs", () => {
    const missing = [post({ id: 1, name: "Ada", tags: ["x"] })];
    const unexpected = [post({ id: 2, name: "Bob" }), post({ id: 1, name: "Ada", tags: ["x", "y"] })];
    assert.deepEqual(explainRequests({ missing, unexpected }), [
      'different: POST api.test/v1/people {"id":1,"name":"Ada","tags":["x"]}',
      '  json.tags[1]: expected nothing, got "y"',
      'unexpected: POST api.test/v1/people {"id":2,"name":"Bob"}',
    ]);
  });

  test("as a missing request where nothing like it was sent", () => {
    assert.deepEqual(explainRequests({ missing: [get], unexpected: [post({})] }), [
      "missing: GET api.test/v1/people?page=1&tag=a",
      "unexpected: POST api.test/v1/people {}",
    ]);
  });

  test("in no more than a few lines", () => {
    const wanted = post(Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`k${n}`, "x".repeat(500)])));
    const lines = explainDifferences(requestDifferences(wanted, post({})));
    assert.equal(lines.length, 9);
    assert.equal(lines[0], `json.k0: expected "${"x".repeat(159)}…, got nothing`);
    assert.equal(lines[8], "and 2 more");
  });
});
