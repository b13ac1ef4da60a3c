/** Certificates, made when they are needed: one that lies in a repository is taken for a secret by those who look. */
import { generateKeyPairSync, sign } from "node:crypto";

/** A key and a certificate as PEM. */
interface Pair {
  readonly key: string;
  readonly cert: string;
}

/** One that was good in 2020. */
export function expiredCertificate(): Pair {
  return certificate("expired", "200201000000Z");
}

/** One that is good for 127.0.0.1, and for whoever calls itself so. */
export function goodCertificate(name: string): Pair {
  return certificate(name, "491231235959Z");
}

function certificate(called: string, until: string): Pair {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const withSha256 = sequence(Buffer.from("06082a8648ce3d040302", "hex"));
  const name = sequence(tagged(0x31, sequence(Buffer.from("0603550403", "hex"), text(0x0c, called))));
  const valid = sequence(text(0x17, "200101000000Z"), text(0x17, until));
  const version = tagged(0xa0, Buffer.from("020102", "hex"));
  const serial = Buffer.from("020101", "hex");
  const subject = publicKey.export({ type: "spki", format: "der" });
  const loopback = sequence(tagged(0x87, Buffer.from([127, 0, 0, 1])));
  const names = sequence(Buffer.from("0603551d11", "hex"), tagged(0x04, loopback));
  const extensions = tagged(0xa3, sequence(names));
  const body = sequence(version, serial, withSha256, name, valid, name, subject, extensions);
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
