/** Says what a failure of the connection was, and whether the request can have arrived. */
import { Fault, type FaultDetails } from "../faults/fault.js";
import { isOutOfFiles } from "../faults/ours.js";

import type { ProxyServer } from "./proxies.js";

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
 * @param proxy - what was to be connected to in the place of the host, and was not yet
 * @returns HTTP_UNREACHABLE when nothing was sent, else HTTP_BROKEN; BUG for an error that is none of the connection
 */
export function connectionFault(error: unknown, host: string, sent: boolean, proxy?: ProxyServer): Fault {
  if (error instanceof Fault) return error;
  const code = codeOf(error);
  if (code === undefined) return new Fault("BUG", "a request could not be built", { host, cause: error });
  const details: FaultDetails = { host, cause: error };
  if (proxy !== undefined && !sent) {
    return new Fault(
      "HTTP_UNREACHABLE",
      `the proxy ${proxy.name} of ${proxy.variable} cannot be reached (${code}), and ${host} was not asked`,
      {
        ...details,
        hint: `Check ${proxy.variable}; a host that is reached without the proxy is named in NO_PROXY.`,
      },
    );
  }
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
  if (isOutOfFiles(error)) {
    return new Fault("HTTP_UNREACHABLE", `no connection to ${host} can be opened (${code})`, {
      ...details,
      hint: "Raise the limit of open files (ulimit -n), or lower --concurrency.",
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

/** The fault for a proxy that makes no connection to `host`. */
export function proxyFault(status: number, host: string, { name, variable }: ProxyServer): Fault {
  const what = `the proxy ${name} of ${variable} answered ${status} when it was asked for ${host}`;
  if (status === 407) {
    const hint = `The proxy wants credentials: write ${variable}=http://USER:PASSWORD@HOST:PORT.`;
    return new Fault("HTTP_REFUSED", what, { host, status, hint });
  }
  const hint = `Ask whoever runs the proxy whether it lets this machine through to ${host}; a host that is reached without it is named in NO_PROXY.`;
  // What it could not reach a moment ago it may reach now; what it does not allow stays as it is.
  return new Fault(status < 500 ? "HTTP_REFUSED" : "HTTP_UNREACHABLE", what, { host, status, hint });
}
