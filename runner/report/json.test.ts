import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../faults/fault.js";
import { renderJson } from "./json.js";
import { Redactor } from "./redact.js";

const redactor = new Redactor(["hunter22", "20240404", "nabcd"]);

test("a result is one line", () => {
  assert.equal(
    renderJson(
      { command: "run", ok: true, result: { status: "success", events: { a: 1 } }, error: null },
      redactor,
    ),
    '{"command":"run","ok":true,"result":{"status":"success","events":{"a":1}},"error":null}',
  );
  assert.equal(
    renderJson({ command: "docs", ok: true, result: undefined, error: undefined }, redactor),
    '{"command":"docs","ok":true,"result":null,"error":null}',
  );
});

test("an error says its code, message, hint, exit code, place and findings", () => {
  const location = { file: "a.yaml", line: 7, column: 3, text: "  formt: x", length: 5 };
  const finding = new Fault("INVALID", "unknown key", { hint: "format", location });
  const fault = new Fault("INVALID", "1 problem found", { findings: [finding] });
  assert.equal(
    renderJson({ command: "validate", ok: false, result: null, error: fault }, redactor),
    '{"command":"validate","ok":false,"result":null,"error":{"code":"INVALID","message":"1 problem found","exit":2,' +
      '"findings":[{"code":"INVALID","message":"unknown key","hint":"format","exit":2,' +
      '"location":{"file":"a.yaml","line":7,"column":3}}]}}',
  );
});

test("of very many findings the first 50 by their place are told, and how many more there are", () => {
  const findings = Array.from(
    { length: 1000 },
    (_, at) => new Fault("INVALID", `no ${at}`, { location: { file: "a", line: 1000 - at, column: 1 } }),
  );
  const fault = new Fault("INVALID", "1000 problems found", { findings });
  const line = renderJson({ command: "validate", ok: false, result: null, error: fault }, redactor);
  const { error } = JSON.parse(line);
  assert.equal(error.more_findings, 950);
  assert.deepEqual(
    error.findings.map((one: { message: string }) => one.message),
    Array.from({ length: 50 }, (_, at) => `no ${999 - at}`),
  );
});

test("secrets are masked in texts and keys, and the line stays JSON", () => {
  const result = {
    hunter22: "x hunter22",
    version: 20240404,
    list: ["line\nabcd", JSON.stringify({ a: "hunter22" }), "aHVudGVyMjI="],
    none: null,
  };
  const line = renderJson(
    { command: "run", ok: true, result, error: new Fault("USAGE", "hunter22?") },
    redactor,
  );
  assert.deepEqual(JSON.parse(line), {
    command: "run",
    ok: true,
    result: { "***": "x ***", version: 20240404, list: ["line\nabcd", '{"a":"***"}', "***="], none: null },
    error: { code: "USAGE", message: "***?", exit: 2 },
  });
});

test("what a terminal would obey is escaped", () => {
  const line = renderJson({ command: "x", ok: true, result: "\x1b[31m\x9b\u202e\n", error: null }, redactor);
  assert.equal(line, '{"command":"x","ok":true,"result":"\\u001b[31m\\u009b\\u202e\\n","error":null}');
});

test("a credential that is a number or a word of the result destroys neither counts nor words", () => {
  const ordinary = new Redactor(["2024", "success", "INVALID", "status", "read_success", "events"]);
  const result = { status: "success", events: { read_success: 2024 }, incremental_token: "at 2024" };
  const error = new Fault("INVALID", "no success in 2024");
  const line = renderJson({ command: "run", ok: true, result, error }, ordinary);
  assert.deepEqual(JSON.parse(line), {
    command: "run",
    ok: true,
    result: { status: "success", events: { read_success: 2024 }, incremental_token: "at ***" },
    error: { code: "INVALID", message: "no *** in ***", exit: 2 },
  });
});
