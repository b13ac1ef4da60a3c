import assert from "node:assert/strict";
import { test } from "node:test";
import { Redactor } from "../report/redact.js";
import { shorten } from "./shorten.js";

test("a text that is short enough stays as it is", () => {
  assert.equal(shorten("no such token", 13), "no such token");
});

test("a text is cut between two words", () => {
  assert.equal(shorten("no such token", 12), "no such …");
  assert.equal(shorten("no such token", 7), "no such …");
  assert.equal(shorten("no such token", 6), "no …");
});

test("wherever a text is cut, nothing is left of a secret that stands there (I6)", () => {
  const { mask } = new Redactor(["hunter22"]);
  const text = `no such token: ${encodeURIComponent("hunter22")} (${Buffer.from("hunter22").toString("base64")})`;
  for (let most = 0; most <= text.length; most += 1) {
    const shown = mask(shorten(text, most)).replaceAll("***", "");
    assert.doesNotMatch(shown, /hu|aH/, `cut at ${most}`);
  }
});

test("of a text that is one word, nothing is left", () => {
  assert.equal(shorten("x".repeat(1000), 500), "…");
});
