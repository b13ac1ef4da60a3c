import assert from "node:assert/strict";
import type dns from "node:dns";
import http from "node:http";
import test from "node:test";
import fc from "fast-check";
import { faultOf } from "./counterpart.test.support.js";
import { checkForm, checkPublic, guardedLookup, refusal } from "./egress.js";

const refused = (url: string) =>
  assert.throws(() => checkPublic(new URL(url)), faultOf("HTTP_FORBIDDEN_ADDRESS"), url);

test("addresses that are not public are refused in every spelling", () => {
  for (const host of [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f.1",
    "0177.0.0.1",
    "127.0.0.1.",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.100.100.200",
    "169.254.169.254",
    "168.63.129.16",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "localhost",
    "LOCALHOST.",
    "a.localhost",
    "[::1]",
    "[::]",
    "[::127.0.0.1]",
    "[::ffff:169.254.169.254]",
    "[::ffff:0:127.0.0.1]",
    "[64:ff9b::169.254.169.254]",
    "[64:ff9b:1::7f00:1]",
    "[64:ff9b:1:7f00:0:100:808:808]",
    "[2002:7f00:1::]",
    "[2001::1]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[fec0::1]",
    "[ff02::1]",
    "[2001:db8::1]",
    "[4000::1]",
  ]) {
    refused(`http://${host}/`);
  }
});

test("public addresses and names pass", () => {
  for (const host of [
    "8.8.8.8",
    "[2606:4700::1111]",
    "[64:ff9b::8.8.8.8]",
    "api.example.org",
    "localhost.example.org",
  ]) {
    checkPublic(new URL(`https://${host}/`));
  }
});

test("no spelling of a private IPv4 address passes", () => {
  const octet = fc.integer({ min: 0, max: 255 });
  const inside = fc.oneof(
    fc.tuple(fc.constantFrom(0, 10, 127, 224, 240), octet, octet, octet),
    fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
    fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
  );
  const spellings: readonly ((o: readonly number[], n: number) => string)[] = [
    (o) => o.join("."),
    (_, n) => String(n),
    (_, n) => `0x${n.toString(16)}`,
    (o) => o.map((part) => `0${part.toString(8)}`).join("."),
    (o) => `[::ffff:${o.join(".")}]`,
    (o) => `[64:ff9b::${o.join(".")}]`,
    (_, n) => `[2002:${(n >>> 16).toString(16)}:${(n & 0xffff).toString(16)}::1]`,
  ];
  fc.assert(
    fc.property(inside, fc.constantFrom(...spellings), (octets, spell) => {
      const value = octets.reduce((sum, octet) => sum * 256 + octet, 0);
      refused(`http://${spell(octets, value)}/`);
    }),
    { seed: 7, numRuns: 500 },
  );
});

test("only http and https without user name or password are sent to", () => {
  for (const url of [
    "file:///etc/passwd",
    "ftp://example.org/",
    "http://user@example.org/",
    "https://u:p@example.org/",
  ]) {
    assert.throws(() => checkForm(new URL(url)), faultOf("HTTP_FORBIDDEN_ADDRESS"), url);
  }
  checkForm(new URL("https://example.org/"));
});

test("what is no address is refused", () => {
  assert.equal(refusal("nonsense"), "unreadable");
});

/** A name server that says what it is told, in turn. */
function resolver(...answers: readonly string[][]): typeof dns.lookup {
  let asked = 0;
  const lookup = (
    _name: string,
    _options: object,
    callback: (error: null, found: dns.LookupAddress[]) => void,
  ) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    process.nextTick(
      callback,
      null,
      addresses.map((address) => ({ address, family: 4 })),
    );
  };
  return lookup as unknown as typeof dns.lookup;
}

function connectionError(lookup: ReturnType<typeof guardedLookup>): Promise<Error> {
  return new Promise((resolve, reject) => {
    const request = http.get("http://rebind.test:1/", { agent: new http.Agent({ lookup }) }, reject);
    request.on("error", resolve);
  });
}

test("a name is judged by what it resolves to at the moment of connecting", async () => {
  const lookup = guardedLookup(resolver(["127.0.0.1"]));
  const error = await connectionError(lookup);
  assert.ok(faultOf("HTTP_FORBIDDEN_ADDRESS", ({ message }) => message.includes("loopback"))(error));
});

test("a name that was public a moment ago is refused once it is not", async () => {
  const lookup = guardedLookup(resolver(["8.8.8.8"], ["169.254.169.254"]));
  const first = await new Promise((resolve) =>
    lookup("rebind.test", { all: true }, (error) => resolve(error)),
  );
  assert.equal(first, null);
  assert.ok(faultOf("HTTP_FORBIDDEN_ADDRESS")(await connectionError(lookup)));
});

test("one private address among public ones refuses the name", async () => {
  const lookup = guardedLookup(resolver(["8.8.8.8", "10.0.0.1"]));
  assert.ok(faultOf("HTTP_FORBIDDEN_ADDRESS")(await connectionError(lookup)));
});
