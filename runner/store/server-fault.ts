/** Errors that servers of stores are known to answer: what is said of each, and what to do. Those of the network are common to all. */
import type { FaultCode } from "../faults/catalogue.js";
import { Fault } from "../faults/fault.js";

export interface KnownError {
  /** Tested against the message and the code of an error. */
  readonly pattern: RegExp;
  /** Follows the URL of the store. */
  readonly says: string;
  readonly hint: string;
  /** STORE_FAILED unless it says otherwise. */
  readonly code?: FaultCode;
}

const network: readonly KnownError[] = [
  {
    pattern: /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|[Cc]onnection timeout/,
    says: "cannot be reached",
    hint: "check that the server runs and that host and port are right",
  },
  {
    pattern: /CERT|_SIGNATURE$|self[- ]signed/,
    says: "shows a certificate that is not trusted",
    hint: "name the certificate of its authority in NODE_EXTRA_CA_CERTS",
  },
  {
    pattern:
      /ECONNRESET|EPIPE|[Ss]ocket closed|[Cc]lient (is|was) (closed|offline)|[Dd]isconnects|terminated|not queryable/,
    says: "ended the connection",
    hint: "check that the server runs, then run the same command again",
  },
];

/**
 * Turns an error of a server or of the network into a Fault that names the server; a Fault stays what it is.
 *
 * @param shown the URL without credentials
 * @param own what this kind of server reports; it is looked at before the network
 * @param words what may be shown of a message that is in no table
 */
export function serverFault(
  shown: string,
  error: unknown,
  own: readonly KnownError[],
  words: (message: string) => string = (message) => message,
): Fault {
  if (error instanceof Fault) return error;
  const { code, message = "" } = error as NodeJS.ErrnoException;
  const found = [...own, ...network].find(
    ({ pattern }) => pattern.test(message) || pattern.test(String(code)),
  );
  // The error is not kept as a cause: servers repeat what they were asked, and that holds values and names.
  const says = found?.says ?? `failed: ${words(message).slice(0, 200) || String(code)}`;
  return new Fault(found?.code ?? "STORE_FAILED", `the state store ${shown} ${says}`, { hint: found?.hint });
}
