/** Addresses without encryption: an error, unless the host lies in a network of one's own, which its owner may know better. */
import { isIP } from "node:net";
import { refusal } from "../../http/egress.js";
import { cut, isTemplate } from "../text.js";

/** Hosts of this machine, and names that are never looked up. */
const HERE = /^(?:localhost|127(?:\.\d+){3}|\[::1\]|(?:.*\.)?localhost|.*\.(?:test|invalid))$/i;
/** Endings that no name of the internet has; a name without a dot is none of the internet either. */
const INSIDE = /^[^.]+$|\.(?:local|internal|intranet|private|corp|home|lan|home\.arpa)$/i;

/**
 * What is found in an address; undefined for one with encryption.
 *
 * @example unencrypted("http://10.0.0.7/api") // "address-plain-inside"
 */
export function unencrypted(address: string): "address-plain-http" | "address-plain-inside" | undefined {
  const [first, ...rest] = isTemplate(address) ? cut(address).parts : [{ literal: address }];
  if (first === undefined || "expression" in first) return undefined;
  const [, host, end] = /^http:\/\/(\[[^\]]*\]|[^/?#:]*)(.?)/i.exec(first.literal) ?? [];
  if (host === undefined) return undefined;
  // An expression that goes on with the name may lead anywhere, and what stands before an `@` is no host.
  if ((end === "" && rest.length > 0) || host.includes("@")) return "address-plain-http";
  if (HERE.test(host)) return undefined;
  const name = host.replace(/^\[|\]$/g, "");
  const isInside = isIP(name) === 0 ? INSIDE.test(name) : refusal(name) !== undefined;
  return isInside ? "address-plain-inside" : "address-plain-http";
}

export const unencryptedHint = {
  "address-plain-http": "Write `https://`.",
  "address-plain-inside":
    "Write `https://`, or say why not: `# sync-runner: allow address-plain-inside because …`.",
};
