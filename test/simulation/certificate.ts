/** A certificate that has expired, made when it is needed: one that lies in a repository is taken for a secret by those who look. */
import { generateKeyPairSync, sign } from "node:crypto";

/** @returns key and certificate as PEM */
export function expiredCertificate(): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const withSha256 = sequence(Buffer.from("06082a8648ce3d040302", "hex"));
  const name = sequence(tagged(0x31, sequence(Buffer.from("0603550403", "hex"), text(0x0c, "expired"))));
  const valid = sequence(text(0x17, "200101000000Z"), text(0x17, "200201000000Z"));
  const version = tagged(0xa0, Buffer.from("020102", "hex"));
  const serial = Buffer.from("020101", "hex");
  const subject = publicKey.export({ type: "spki", format: "der" });
  const body = sequence(version, serial, withSha256, name, valid, name, subject);
  const signature = tagged(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", body, privateKey)]));
  const der = sequence(body, withSha256, signature);
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n"),
  };
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function text(tag: number, value: string): Buffer {
  return tagged(tag, Buffer.from(value));
}

/** A value in DER: tag, length, bytes. */
function tagged(tag: number, bytes: Buffer): Buffer {
  const { length } = bytes;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), bytes]);
}
