/** Where a PostgreSQL store is, read from its URL; what may be shown of it leaves the credentials out. */
import { Fault } from "../../faults/fault.js";

/** The parts of `postgres://user:password@host:port/database`. */
export interface PostgresAddress {
  /** For messages: without user name and password. */
  readonly shown: string;
  readonly host: string;
  readonly port: number;
  /** TLS with a certificate that is checked, for `?sslmode=require` or `verify-full`. */
  readonly secure: boolean;
  readonly user: string;
  readonly password: string | undefined;
  readonly database: string;
}

const defaultPort = 5432;

/**
 * Reads the URL of a PostgreSQL store.
 *
 * @throws Fault USAGE, which shows nothing of the URL
 * @example postgresAddress("postgres://me:secret@127.0.0.1/sync").shown // "postgres://127.0.0.1:5432/sync"
 */
export function postgresAddress(text: string): PostgresAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const database = /^\/([^/]+)$/.exec(url?.pathname ?? "")?.[1];
  const secure = url === undefined ? undefined : secureBy(url.searchParams);
  if (!url?.hostname || !url.username || database === undefined || secure === undefined || url.hash) {
    throw unreadable();
  }
  const port = url.port === "" ? defaultPort : Number(url.port);
  return {
    shown: `postgres://${url.hostname}:${port}/${database}`,
    host: decoded(url.hostname).replace(/^\[(.*)\]$/, "$1"),
    port,
    secure,
    user: decoded(url.username),
    password: url.password === "" ? undefined : decoded(url.password),
    database: decoded(database),
  };
}

/** undefined for anything that is not understood: a word that asks for safety must not be passed over. */
function secureBy(query: URLSearchParams): boolean | undefined {
  const { sslmode = "disable", ...others } = Object.fromEntries(query);
  if (Object.keys(others).length > 0) return undefined;
  if (sslmode === "disable") return false;
  return sslmode === "require" || sslmode === "verify-full" ? true : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unreadable();
  }
}

function unreadable(): Fault {
  return new Fault("USAGE", "the address of the PostgreSQL store cannot be read", {
    hint:
      "write postgres://USER:PASSWORD@HOST:PORT/DATABASE, with ?sslmode=require behind it for TLS; " +
      "in the password, write the characters / : @ ? # % as %2F %3A %40 %3F %23 %25",
  });
}
