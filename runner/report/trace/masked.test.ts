import assert from "node:assert/strict";
import { test } from "node:test";
import { formBody, multipartBody } from "../../http/bodies.js";
import { fileFromBytes } from "../../http/files.js";
import { jsonBody } from "../../http/json-body.js";
import { Redactor } from "../redact.js";
import { shownAnswer, shownRequest, withoutSignatures } from "./masked.js";

const redactor = new Redactor(["hunter22"]);
const request = {
  method: "POST",
  url: new URL("https://someone:pass@api.acme.test/a/hunter22?page=1&page=2&access_token=t0k&q=hunter22"),
  headers: { Authorization: "Basic abc", Cookie: "a=b", Accept: "text/plain", "X-Name": "is hunter22" },
  body: undefined,
  isLogIn: false,
  hidesPath: false,
} as const;

test("secrets are masked by value, and what holds one by its name is masked whatever it is", () => {
  const { url, query, headers } = shownRequest(request, redactor);
  assert.equal(url, "https://***:***@api.acme.test/a/***?page=1&page=2&access_token=***&q=***");
  assert.deepEqual(query, { page: ["1", "2"], access_token: "***", q: "***" });
  assert.deepEqual(headers, {
    Authorization: "***",
    Cookie: "***",
    Accept: "text/plain",
    "X-Name": "is ***",
  });
});

test("of a webhook no path is shown, and of a log-in no value", () => {
  const hidden = shownRequest({ ...request, hidesPath: true }, redactor);
  assert.match(hidden.url, /^https:\/\/\*\*\*:\*\*\*@api\.acme\.test\/…\?/);
  const logIn = { ...request, isLogIn: true };
  for (const body of [jsonBody({ user: "u" }), formBody({ user: "u" }), multipartBody({ user: "u" })]) {
    const shown = shownRequest({ ...logIn, body }, redactor);
    assert.deepEqual([shown.body?.text, shown.body?.parts], ["***", undefined]);
    assert.equal(shown.headers["X-Name"], "***");
    assert.deepEqual(shown.query.page, ["***", "***"]);
  }
  const answer = {
    status: 200,
    headers: { "content-type": "application/json", "x-session": "s" },
    body: { token: "t", expires_in: 60, list: ["x"] },
    url: request.url,
  };
  const shown = shownAnswer(answer, true, redactor);
  assert.equal(shown.body?.text, '{"token":"***","expires_in":60,"list":["***"]}');
  assert.deepEqual(shown.headers, { "content-type": "application/json", "x-session": "***" });
});

test("of a long body the beginning is shown, and no half of a secret", () => {
  for (let before = 4090; before < 4100; before += 1) {
    const body = jsonBody(`${"x".repeat(before)}hunter22${"y".repeat(100_000)}`);
    const shown = shownRequest({ ...request, body }, redactor).body;
    assert.equal(shown?.cut, true);
    assert.equal(shown?.size, before + 100_010);
    assert.ok(!shown?.text?.includes("h"), shown?.text?.slice(-20));
  }
});

test("a file is shown as what is known of it, never as its bytes", () => {
  const file = fileFromBytes(Buffer.from("bytes of a resume"), { name: "cv.pdf" });
  const body = multipartBody({ note: "hunter22", resume: { file, content_type: "application/pdf" } });
  const { body: shown } = shownRequest({ ...request, body }, redactor);
  assert.deepEqual(shown?.parts, [
    { name: "note", value: "***" },
    { name: "resume", filename: "cv.pdf", content_type: "application/pdf", size: 17 },
  ]);
});

test("signatures of links are masked wherever a link stands, in little time", () => {
  assert.equal(
    withoutSignatures('"/a?token=x&page=2&X-Amz-Signature=f"'),
    '"/a?token=***&page=2&X-Amz-Signature=***"',
  );
  assert.equal(withoutSignatures("password=x&b=1"), "password=***&b=1");
  const started = performance.now();
  withoutSignatures(";".repeat(200_000));
  withoutSignatures("?a".repeat(200_000));
  assert.ok(performance.now() - started < 2000);
});
