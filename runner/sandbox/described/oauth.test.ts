import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call } from "../exchange.js";
import { FaultDice, parseFaults } from "../faults.js";
import { createTokens } from "./oauth.js";

const start = Date.UTC(2026, 0, 1);
const open = (faults = "") =>
  createTokens(
    { token: "/api/token", expires: "1199s", refused: 400, scopes: ["MatchingIndexation", "Customer"] },
    { id: "me", secret: "a+b" },
    { seed: 1, dice: new FaultDice(1, parseFaults(faults)) },
  );
const call = (more: Partial<Call>): Call => ({
  method: "POST",
  path: "/api/token",
  search: "",
  headers: {},
  body: Buffer.alloc(0),
  now: start,
  ...more,
});
const form = (fields: string, now = start) =>
  call({
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: Buffer.from(`grant_type=client_credentials&client_id=me&${fields}`),
    now,
  });
const tokenOf = (tokens: ReturnType<typeof open>, scope: string): string => {
  const { body } = tokens.issue(form(`client_secret=a%2Bb${scope}`));
  return (JSON.parse(String(body)) as { access_token: string }).access_token;
};
const status = (tokens: ReturnType<typeof open>, token: string, scope: string, now = start) =>
  tokens.refuses(call({ headers: { authorization: `bearer ${token}` }, now }), scope) ?? 200;

test("a token is good for 1199 seconds and not for one more", () => {
  const tokens = open();
  const token = tokenOf(tokens, "");
  assert.equal(status(tokens, token, "", start + 1_198_999), 200);
  assert.equal(status(tokens, token, "", start + 1_199_000), 401);
});

test("a token of the one office does not open the other", () => {
  const tokens = open();
  const [front, back] = [tokenOf(tokens, ""), tokenOf(tokens, "&scope=MatchingIndexation")];
  assert.deepEqual([status(tokens, front, "MatchingIndexation"), status(tokens, back, "")], [403, 403]);
  assert.equal(status(tokens, back, "MatchingIndexation"), 200);
  assert.equal(status(tokens, "made-up", ""), 401);
});

test("the switch short-tokens ends a token after three requests", () => {
  const tokens = open("short-tokens");
  const token = tokenOf(tokens, "");
  const uses = [1, 2, 3, 4].map(() => status(tokens, token, ""));
  assert.deepEqual(uses, [200, 200, 200, 401]);
  assert.equal(status(tokens, tokenOf(tokens, ""), ""), 200);
});

const refusals: readonly (readonly [string, Call, string])[] = [
  ["a secret whose + is not encoded", form("client_secret=a+b"), "invalid_client"],
  ["an unknown scope", form("client_secret=a%2Bb&scope=Everything"), "invalid_scope"],
  ["JSON in place of a form", call({ headers: { "content-type": "application/json" } }), "invalid_request"],
  [
    "another grant",
    call({
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: Buffer.from("grant_type=password"),
    }),
    "unsupported_grant_type",
  ],
];
for (const [name, request, error] of refusals) {
  test(`${name} is refused as ${error}`, () => {
    const { status, body } = open().issue(request);
    assert.deepEqual([status, JSON.parse(String(body))], [400, { error }]);
  });
}
