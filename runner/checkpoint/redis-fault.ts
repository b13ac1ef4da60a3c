/** What Redis and the network complain about, in words that say which server and what to do. */
import { Fault } from "../faults/fault.js";

const complaints: readonly (readonly [pattern: RegExp, says: string, hint: string])[] = [
  [
    /^(NOAUTH|WRONGPASS|ERR AUTH|ERR invalid password)/,
    "refused the user name or the password",
    "check them: --store redis://USER:PASSWORD@HOST:PORT/DB",
  ],
  [
    /^NOPERM/,
    "does not allow this user what is needed",
    "allow it the keys sync-runner* with @read, @write and EVAL",
  ],
  [/^READONLY/, "is a replica, which cannot be written", "give the address of the primary server"],
  [/^(CROSSSLOT|MOVED)/, "is a cluster, which is not supported", "use a single server, or sqlite:PATH"],
  [/^OOM/, "has no memory left", "give the server more memory, then run the same command again"],
  [/^LOADING/, "is still starting", "run the same command again in a moment"],
  [/^MISCONF/, "cannot write its data to its disk", "look into the log of the server"],
  [
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|[Cc]onnection timeout/,
    "cannot be reached",
    "check that the server runs and that host and port are right",
  ],
  [
    /ECONNRESET|EPIPE|[Ss]ocket closed|client is (closed|offline)|[Dd]isconnects/,
    "ended the connection",
    "check that the server runs, then run the same command again",
  ],
];

/**
 * Turns an error of Redis or of the network into a Fault that names the server; a Fault stays what it is.
 *
 * @param shown the URL without credentials
 * @example throw redisFault("redis://127.0.0.1:6379", error)
 */
export function redisFault(shown: string, error: unknown): Fault {
  if (error instanceof Fault) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const found = complaints.find(([pattern]) => pattern.test(message) || pattern.test(String(code)));
  // The error is not kept as a cause: Redis repeats the arguments of a command it does not know, and they hold values.
  const says = found?.[1] ?? `failed: ${message.split(/, with args/)[0]?.slice(0, 200) || String(code)}`;
  return new Fault("STORE_FAILED", `the state store ${shown} ${says}`, { hint: found?.[2] });
}
