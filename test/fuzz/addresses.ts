/** What a system says of when and where to go on: a wait is bounded, a link is an address or none, and no spelling reaches inside. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Fault } from "../../runner/faults/fault.js";
import { checkForm, checkPublic, refusal } from "../../runner/http/egress.js";
import { retryAfter } from "../../runner/http/retry.js";
import { asLink } from "../../runner/steps/pages.js";
import { mixed, type Target, target } from "./target.js";

const LONGEST = 365 * 24 * 3_600_000;
const base = new URL("https://api.example.org/v1/jobs?page=1");
const own = new Set([base.host]);

/** Networks that are nobody's business: first address, bits that are fixed. */
const INSIDE = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  ["168.63.129.16", 32],
] as const;
const OUTSIDE = [
  ["1.1.1.0", 24],
  ["8.8.8.0", 24],
  ["93.184.0.0", 16],
  ["151.101.0.0", 16],
  ["172.32.0.0", 11],
] as const;

function addressIn(networks: readonly (readonly [string, number])[]): fc.Arbitrary<number> {
  return fc.tuple(fc.constantFrom(...networks), fc.nat(0xffffffff)).map(([[first, bits], host]) => {
    const start = first.split(".").reduce((value, byte) => value * 256 + Number(byte), 0);
    const free = 2 ** (32 - bits);
    return start + (host % free);
  });
}

type Spelling = (address: number, chance: number) => string;

const bytes = (address: number) => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255);
const dotted = (address: number) => bytes(address).join(".");
const hex4 = (value: number) => value.toString(16);
const groups = (address: number) => `${hex4(address >>> 16)}:${hex4(address & 0xffff)}`;
const wide = (text: string) =>
  text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

/** The ways in which one IPv4 address can be written into a URL. */
const SPELLINGS: Readonly<Record<string, Spelling>> = {
  dotted,
  decimal: (address) => String(address),
  hex: (address, chance) => `0${chance % 2 ? "x" : "X"}${address.toString(16)}`,
  octal: (address) => `0${address.toString(8)}`,
  "octal bytes": (address) =>
    bytes(address)
      .map((byte) => `0${byte.toString(8)}`)
      .join("."),
  "hex bytes": (address) =>
    bytes(address)
      .map((byte) => `0x${byte.toString(16)}`)
      .join("."),
  "two parts": (address) => `${address >>> 24}.${address & 0xffffff}`,
  "three parts": (address) => `${address >>> 24}.${(address >>> 16) & 255}.${address & 0xffff}`,
  "trailing dot": (address) => `${dotted(address)}.`,
  "percent-encoded": (address) => dotted(address).replace(/\d/g, (digit) => `%3${digit}`),
  "full width": (address) => wide(dotted(address)),
  "full stops of other scripts": (address) => dotted(address).replaceAll(".", "\u3002"),
  mapped: (address) => `[::ffff:${dotted(address)}]`,
  "mapped, upper case": (address) => `[::FFFF:${groups(address).toUpperCase()}]`,
  "mapped, in full": (address) => `[0:0:0:0:0:ffff:${groups(address)}]`,
  NAT64: (address) => `[64:ff9b::${groups(address)}]`,
};

/** Ways that reach the address through a tunnel or an old notation: none of them is of the public internet, whatever it is. */
const TUNNELS: Readonly<Record<string, Spelling>> = {
  "6to4": (address) => `[2002:${groups(address)}::1]`,
  Teredo: (address, chance) => `[2001:0:${groups(chance)}:0:0:${groups((address ^ 0xffffffff) >>> 0)}]`,
  compatible: (address) => `[::${dotted(address)}]`,
  translated: (address) => `[::ffff:0:${groups(address)}]`,
  "NAT64 of one's own": (address) => `[64:ff9b:1::${groups(address)}]`,
  "unique local": (address) => `[fd00::${groups(address)}]`,
  "link local": (address) => `[fe80::${groups(address)}]`,
  documentation: (address) => `[2001:db8::${groups(address)}]`,
};

/** Whether a host of a URL is refused; a URL that is none reaches nothing. */
function isRefused(host: string): boolean | undefined {
  const text = `http://${host}:8080/a`;
  if (!URL.canParse(text)) return undefined;
  try {
    checkPublic(new URL(text));
    return false;
  } catch (error) {
    assert.ok(error instanceof Fault && error.code === "HTTP_FORBIDDEN_ADDRESS");
    return true;
  }
}

const spelled = (spellings: Readonly<Record<string, Spelling>>) =>
  fc.constantFrom(...Object.values(spellings));

export const addressTargets: readonly Target[] = [
  target(
    "Retry-After",
    fc.record({
      "retry-after": fc.oneof(
        mixed([
          "-",
          "+",
          ".",
          "e",
          "1",
          "0",
          "999999999999999999999",
          " ",
          "Sun, ",
          "06 Nov 1994 ",
          "08:49:37",
          " GMT",
          "Infinity",
          "NaN",
          "0x1",
          "2999",
          "\n",
        ]),
        fc.date().map((date) => (Number.isNaN(+date) ? "x" : date.toUTCString())),
      ),
      date: fc.oneof(
        fc.string(),
        fc.date().map((date) => (Number.isNaN(+date) ? "x" : date.toUTCString())),
      ),
    }),
    (headers) => {
      const wait = retryAfter(headers);
      assert.ok(wait === undefined || (wait >= 0 && wait <= LONGEST), `${wait}`);
    },
  ),
  target(
    "a link to the next page",
    mixed([
      "http",
      "https",
      ":",
      "//",
      "/",
      "\\",
      "@",
      "?",
      "#",
      "api.example.org",
      "evil.example",
      ".",
      "%2F",
      "\t",
      "\n",
      " ",
      "[",
      "]",
      "user:pass",
      ":8080",
      "javascript:",
      "file:",
      "ＨＴＴＰ",
      "2",
    ]),
    (text) => {
      let url: URL | undefined;
      try {
        url = asLink(text, base)?.to;
      } catch (error) {
        return assert.ok(error instanceof Fault && error.code === "HTTP_BAD_BODY", String(error));
      }
      if (url === undefined) return assert.doesNotMatch(text, /^(https?:\/\/|\/)/i);
      assert.match(url.protocol, /^https?:$/);
      // What the credentials go to is what the URL says, and it says so in one way only.
      if (own.has(url.host)) assert.equal(new URL(url.href).hostname, "api.example.org");
      try {
        checkForm(url);
        assert.equal(url.username + url.password, "");
      } catch (error) {
        assert.ok(error instanceof Fault && error.code === "HTTP_FORBIDDEN_ADDRESS", String(error));
      }
    },
  ),
  target(
    "an address inside is refused in every spelling",
    fc.tuple(addressIn(INSIDE), spelled(SPELLINGS), fc.nat()),
    ([address, spelling, chance]) =>
      assert.notEqual(isRefused(spelling(address, chance)), false, spelling(address, chance)),
  ),
  target(
    "a public address passes in every spelling",
    fc.tuple(addressIn(OUTSIDE), spelled(SPELLINGS), fc.nat()),
    ([address, spelling, chance]) =>
      assert.equal(isRefused(spelling(address, chance)), false, spelling(address, chance)),
  ),
  target(
    "a tunnel and what is not routed are refused",
    fc.tuple(fc.oneof(addressIn(INSIDE), addressIn(OUTSIDE)), spelled(TUNNELS), fc.nat(0xffffffff)),
    ([address, spelling, chance]) =>
      assert.notEqual(isRefused(spelling(address, chance)), false, spelling(address, chance)),
  ),
  target(
    "what a resolver answers, zone ids too",
    fc.tuple(addressIn(INSIDE), fc.constantFrom("", "%eth0", "%1", "%25lo")),
    ([address, zone]) => {
      for (const text of [
        `::ffff:${dotted(address)}${zone}`,
        `fe80::${groups(address)}${zone}`,
        `${dotted(address)}${zone}`,
      ])
        assert.notEqual(refusal(text), undefined, text);
    },
  ),
];
