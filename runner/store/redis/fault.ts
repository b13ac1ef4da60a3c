/** What Redis reports, in words that say what to do. */
import type { Fault } from "../../faults/fault.js";
import { type KnownError, serverFault } from "../server-fault.js";

const knownErrors: readonly KnownError[] = [
  {
    pattern: /^(NOAUTH|WRONGPASS|ERR AUTH|ERR invalid password)/,
    says: "refused the user name or the password",
    hint: "check them: --store redis://USER:PASSWORD@HOST:PORT/DB",
  },
  {
    pattern: /^NOPERM/,
    says: "does not allow this user what is needed",
    hint: "allow it the keys sync-runner* with @read, @write and EVAL",
  },
  {
    pattern: /^READONLY/,
    says: "is a replica, which cannot be written",
    hint: "give the address of the primary server",
  },
  {
    pattern: /^(CROSSSLOT|MOVED)/,
    says: "is a cluster, which is not supported",
    hint: "use a single server, or sqlite:PATH",
  },
  {
    pattern: /^OOM/,
    says: "has no memory left",
    hint: "give the server more memory, then run the same command again",
  },
  {
    pattern: /NOINDEX/,
    says: "was emptied while it was in use",
    hint: "put its data back, or run the command again to go on with what it holds",
  },
  { pattern: /^LOADING/, says: "is still starting", hint: "run the same command again in a moment" },
  {
    pattern: /^MISCONF/,
    says: "cannot write its data to its disk",
    hint: "look into the log of the server",
  },
];

/**
 * Turns an error of Redis or of the network into a Fault that names the server; a Fault stays what it is.
 *
 * @param shown the URL without credentials
 * @example throw redisFault("redis://127.0.0.1:6379", error)
 */
export function redisFault(shown: string, error: unknown): Fault {
  // Redis repeats the arguments of a command it does not know, and they hold values.
  return serverFault(shown, error, knownErrors, (message) => message.split(/, with args/)[0] ?? "");
}
