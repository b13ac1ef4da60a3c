/** What PostgreSQL reports, by its codes (SQLSTATE), in words that say what to do. */
import type { Fault } from "../../faults/fault.js";
import { type KnownError, serverFault } from "../server-fault.js";
import { alteredWords } from "./statements.js";

const knownErrors: readonly KnownError[] = [
  {
    pattern: new RegExp(alteredWords),
    says: "answers another value than was just written",
    hint: "look for triggers and rules on sync_runner_state",
  },
  {
    pattern: /^(28P01|28000)$|[Pp]assword must be/,
    says: "refused the user name or the password",
    hint: "check them: --store postgres://USER:PASSWORD@HOST:PORT/DATABASE; where the server wants TLS, end it with ?sslmode=require",
  },
  {
    pattern: /^3D000$/,
    says: "has no such database",
    hint: "create it with `createdb`, or give another name",
  },
  {
    pattern: /^42501$/,
    says: "does not allow this user what is needed",
    hint: "let it create tables in the schema, or read and write sync_runner_state and sync_runner_lease",
  },
  {
    pattern: /^25006$/,
    says: "is a standby, which cannot be written",
    hint: "give the address of the primary server",
  },
  {
    pattern: /^42P01$/,
    says: "has lost its tables",
    hint: "restore sync_runner_state and sync_runner_lease, or run the command again to go on with new ones",
  },
  {
    pattern: /^(42703|42804|42P10|42809)$/,
    says: "holds tables of these names that sync-runner did not make",
    hint: "choose another database, or another schema as the search_path of this user",
    code: "STORE_CORRUPT",
  },
  {
    pattern: /^53300$/,
    says: "has no connection left",
    hint: "raise its max_connections, or run the same command again in a moment",
  },
  { pattern: /^53100$/, says: "has no disk space left", hint: "look into the log of the server" },
  {
    pattern: /^57P03$/,
    says: "is starting or stopping",
    hint: "run the same command again in a moment",
  },
  {
    pattern: /^57P0[12]$/,
    says: "ended the connection",
    hint: "check that the server runs, then run the same command again",
  },
  {
    pattern: /does not support SSL|establishing an SSL/,
    says: "offers no TLS",
    hint: "turn it on in the server, or leave ?sslmode=require out on a network that you trust",
  },
];

/**
 * Turns an error of PostgreSQL or of the network into a Fault that names the server; a Fault stays what it is.
 *
 * @param shown the URL without credentials
 * @example throw postgresFault("postgres://127.0.0.1:5432/sync", error)
 */
export function postgresFault(shown: string, error: unknown): Fault {
  return serverFault(shown, error, knownErrors);
}
