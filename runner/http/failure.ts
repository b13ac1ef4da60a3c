/** Says what a failure of the connection was, and whether the request can have arrived. */
import { Fault, type FaultDetails } from "../faults/fault.js";

/** A certificate stays wrong however often it is asked for. */
const certificateCodes = new Set([
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_REVOKED",
  "CERT_UNTRUSTED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

const nameCodes = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "EAI_NODATA"]);

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === "string" ? code : undefined;
}

/** True when a fault comes from a certificate, which no second attempt will change. */
export function isCertificateFault(fault: Fault): boolean {
  const code = codeOf(fault.details.cause);
  return code !== undefined && certificateCodes.has(code);
}

/**
 * The fault for an error of the connection to `host`.
 *
 * @param sent - whether the connection stood, so that the request may have arrived
 * @returns HTTP_UNREACHABLE when nothing was sent, else HTTP_BROKEN; BUG for an error that is none of the connection
 */
export function connectionFault(error: unknown, host: string, sent: boolean): Fault {
  if (error instanceof Fault) return error;
  const code = codeOf(error);
  if (code === undefined) return new Fault("BUG", "a request could not be built", { host, cause: error });
  const details: FaultDetails = { host, cause: error };
  if (certificateCodes.has(code)) {
    return new Fault("HTTP_UNREACHABLE", `the certificate of ${host} is not accepted (${code})`, {
      ...details,
      hint: "Check the clock of this machine; name the certificate of an own authority in NODE_EXTRA_CA_CERTS.",
    });
  }
  if (nameCodes.has(code)) {
    return new Fault("HTTP_UNREACHABLE", `the name ${host} cannot be resolved (${code})`, {
      ...details,
      hint: "Check the spelling of the host and the network of this machine.",
    });
  }
  if (!sent) {
    return new Fault("HTTP_UNREACHABLE", `${host} cannot be reached (${code})`, {
      ...details,
      hint: "Check that the host is up and that a firewall or proxy lets this machine through.",
    });
  }
  return new Fault("HTTP_BROKEN", `the connection to ${host} broke (${code})`, details);
}
