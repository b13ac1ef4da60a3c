/** Functions of signatures and ids, as systems ask for them in their log-ins and headers. */
import {
  createHash,
  createHmac,
  createPrivateKey,
  createSign,
  type KeyObject,
  randomUUID,
} from "node:crypto";
import { Fault } from "../../faults/fault.js";
import { isFile } from "../../http/files.js";
import { meter } from "../bounds.js";
import { define } from "./define.js";

const ENCODINGS = ["hex", "base64", "base64url"] as const;
const ALGORITHMS = ["RS256", "HS256"] as const;
const DIGESTS = ["sha256", "sha1", "sha384", "sha512", "md5"] as const;

export const signatures = define(
  {
    name: "sha256",
    signature: "<xs?:s>",
    choices: { 1: ENCODINGS },
    description:
      "The SHA-256 of a text in UTF-8, or of the content of a file: in `hex`, or in the encoding that is given (`base64`, `base64url`).",
    example: ["$substring($sha256('abc'), 0, 8)", "'ba7816bf'"],
    call: (value: unknown, encoding = "hex") => {
      const written = oneOf(ENCODINGS, encoding, "$sha256", "encoding");
      if (isFile(value)) return Buffer.from(value.sha256, "hex").toString(written);
      return createHash("sha256").update(textOf(value, "$sha256")).digest(written);
    },
  },
  {
    name: "hmac",
    signature: "<sss?s?:s>",
    choices: { 2: DIGESTS, 3: ENCODINGS },
    description:
      "The signature of a text with a secret key: HMAC with `sha256`, or the digest that is given, in `hex`, or the encoding that is given (`base64`, `base64url`).",
    example: ["$substring($hmac('text', 'key', 'sha256', 'hex'), 0, 8)", "'6afa9046'"],
    call: (text: string, key: string, digest = "sha256", encoding = "hex") => {
      if (key === "") throw new Fault("EXPRESSION_FAILED", "the key given to $hmac is empty");
      const by = oneOf(DIGESTS, digest, "$hmac", "digest");
      return createHmac(by, key)
        .update(textOf(text, "$hmac"))
        .digest(oneOf(ENCODINGS, encoding, "$hmac", "encoding"));
    },
  },
  {
    name: "uuid",
    signature: "<:s>",
    description: "A new id that nothing else has: a UUID of version 4.",
    example: ["$length($uuid())", "36"],
    takesNothing: true,
    isSteady: false,
    call: () => randomUUID(),
  },
  {
    name: "jwt",
    signature: "<osso?:s>",
    choices: { 2: ALGORITHMS },
    description:
      "A JSON Web Token of the claims, signed with the key: `RS256` with a private key in PEM, `HS256` with a secret; further members of its header, such as `kid`, may be given.",
    example: ["$split($jwt({ 'sub': 'a' }, 'key', 'HS256'), '.')[1]", "'eyJzdWIiOiJhIn0'"],
    call: (claims: object, key: string, algorithm: string, header: object = {}) => {
      const alg = oneOf(ALGORITHMS, algorithm, "$jwt", "algorithm");
      const signed = `${part({ ...header, alg, typ: "JWT" })}.${part(claims)}`;
      meter.text(signed.length);
      if (alg === "RS256")
        return `${signed}.${createSign("sha256").update(signed).sign(privateKey(key), "base64url")}`;
      if (key === "") throw new Fault("EXPRESSION_FAILED", "the key given to $jwt is empty");
      return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
    },
  },
);

function oneOf<T extends string>(words: readonly T[], word: string, name: string, what: string): T {
  const found = words.find((one) => one === word);
  if (found !== undefined) return found;
  throw new Fault("EXPRESSION_FAILED", `the ${what} given to ${name} is one of ${words.join(", ")}`);
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== "string") throw new Fault("EXPRESSION_FAILED", `${name} takes a text or a file`);
  meter.search(value.length);
  return value;
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** A key in a variable of the environment has its line breaks written as `\\n` as often as not. */
function privateKey(text: string): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = createPrivateKey(text.replaceAll("\\n", "\n"));
  } catch {
    // What is said of a broken key may quote it.
  }
  if (key?.asymmetricKeyType === "rsa") return key;
  throw new Fault("EXPRESSION_FAILED", "the key given to $jwt for RS256 is no private RSA key in PEM", {
    hint: "It begins with `-----BEGIN PRIVATE KEY-----` or `-----BEGIN RSA PRIVATE KEY-----`, and has no password.",
  });
}
