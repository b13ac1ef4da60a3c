import assert from "node:assert/strict";
import { createVerify, generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { fileFromBytes } from "../../http/files.js";
import { compileProgram } from "../program.js";

const worth = (text: string, input: unknown = {}): unknown => compileProgram(text).evaluate(input);
const isRefused = (said: RegExp) => (error: Error) => said.test(error.message);

test("$sha256 is that of a text in UTF-8, or of the content of a file", () => {
  const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  assert.equal(worth("$sha256('abc')"), abc);
  assert.equal(worth("$sha256(file)", { file: fileFromBytes(Buffer.from("abc")) }), abc);
  assert.equal(worth("$sha256('é')"), "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c");
  assert.equal(worth("$sha256('abc', 'base64url')"), Buffer.from(abc, "hex").toString("base64url"));
  assert.throws(() => worth("$sha256('abc', 'utf8')"), isRefused(/encoding given to \$sha256 is one of hex/));
  assert.throws(() => worth("$sha256([1])"), isRefused(/takes a text or a file/));
});

test("$hmac is that of RFC 4231, and takes no empty key", () => {
  assert.equal(
    worth("$hmac('what do ya want for nothing?', 'Jefe')"),
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  );
  assert.equal(
    worth("$hmac('what do ya want for nothing?', 'Jefe', 'md5', 'base64')"),
    Buffer.from("750c783e6ab0b503eaa86e310a5db738", "hex").toString("base64"),
  );
  assert.throws(() => worth("$hmac('a', '')"), isRefused(/key given to \$hmac is empty/));
  assert.throws(() => worth("$hmac('a', 'k', 'sha3')"), isRefused(/digest given to \$hmac is one of sha256/));
});

test("$uuid gives another id each time", () => {
  const [one, two] = [String(worth("$uuid()")), String(worth("$uuid()"))];
  assert.match(one, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(one, two);
});

test("$jwt signs with a private key, whose line breaks may be written as in a variable of the environment", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  for (const key of [pem, pem.replaceAll("\n", "\\n")]) {
    const token = String(worth("$jwt({ 'iss': 'me' }, key, 'RS256', { 'kid': '7' })", { key }));
    const [header = "", claims = "", signature = ""] = token.split(".");
    const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
    assert.deepEqual([read(header), read(claims)], [{ kid: "7", alg: "RS256", typ: "JWT" }, { iss: "me" }]);
    const verify = createVerify("sha256").update(`${header}.${claims}`);
    assert.ok(verify.verify(publicKey, signature, "base64url"));
  }
});

test("$jwt signs with a secret as RFC 7519 has it", () => {
  const token = worth(
    "$jwt({ 'sub': '1234567890', 'name': 'John Doe', 'iat': 1516239022 }, 'your-256-bit-secret', 'HS256')",
  );
  assert.equal(String(token).split(".")[2], "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c");
});

test("$jwt says nothing of a key that is none", () => {
  for (const key of ["", "canary-key", "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----"])
    assert.throws(
      () => worth("$jwt({}, key, 'RS256')", { key }),
      (error: Error) => /no private RSA key in PEM/.test(error.message) && !/canary/.test(error.message),
    );
  assert.throws(
    () => worth("$jwt({}, 'k', 'none')"),
    isRefused(/algorithm given to \$jwt is one of RS256, HS256/),
  );
});
