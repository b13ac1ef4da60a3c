import assert from "node:assert/strict";
import { test } from "node:test";
import { looksEvaluated } from "./plain-texts.js";

const meant = (text: string) => looksEvaluated(text)?.meant;

test("what other tools evaluate looks evaluated", () => {
  assert.equal(meant("{{ env.KEY }}"), "env.KEY");
  assert.equal(meant("$API_KEY"), "env.API_KEY");
  assert.equal(meant("%API_KEY%"), "env.API_KEY");
  assert.equal(meant("process.env.API_KEY"), "env.API_KEY");
  assert.equal(meant("/people/{record.id}"), "record.id");
  assert.equal(meant("Bearer auth.api_key"), "auth.api_key");
  assert.equal(meant("$string(item.id)"), "$string(item.id)");
});

test("words, addresses, prices and JSON look as they are", () => {
  for (const text of [
    ...[
      "page",
      "https://record.example.org/x",
      "$5",
      "{}",
      '{"a":1}',
      "a.b",
      "100%",
      "application/vnd.api+json",
    ],
    ...["-updated_at", "vacancyStatus::Published", "False", "ann@item.example", "$unknownFunction(x)"],
  ])
    assert.equal(meant(text), undefined, text);
});
