/** A client certificate: what some systems ask for when they are connected to, beside or in place of other credentials. */
import { randomUUID } from "node:crypto";
import { createSecureContext } from "node:tls";
import { Fault } from "../faults/fault.js";

export interface ClientCertificate {
  /** Connections with one are not shared with those of another. */
  readonly id: string;
  /** With the chain behind it, in PEM. */
  readonly cert: string;
  readonly key: string;
}

/**
 * @param title of the system, for the message, which says nothing of either text (I6)
 * @throws {Fault} INVALID when they cannot be read, or do not belong together
 */
export function clientCertificate(cert: string, key: string, title: string, hint: string): ClientCertificate {
  // A key in a variable of the environment has its line breaks written as `\n` as often as not.
  const [one, other] = [cert, key].map((text) => text.replaceAll("\\n", "\n"));
  try {
    createSecureContext({ cert: one, key: other });
  } catch {
    throw new Fault(
      "INVALID",
      `the client certificate for ${title} and its key cannot be read, or do not belong together`,
      {
        hint,
      },
    );
  }
  return { id: randomUUID(), cert: one ?? "", key: other ?? "" };
}
