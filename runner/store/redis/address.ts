/** Where a Redis store is, read from its URL; what may be shown of it leaves the credentials out. */
import { Fault } from "../../faults/fault.js";

/** The parts of `redis://user:password@host:port/db`. */
export interface RedisAddress {
  /** For messages: without user name and password. */
  readonly shown: string;
  readonly host: string;
  readonly port: number;
  /** TLS, for `rediss:`. */
  readonly secure: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly database: number;
}

const defaultPort = 6379;

/**
 * Reads the URL of a Redis store.
 *
 * @throws Fault USAGE, which shows nothing of the URL
 * @example redisAddress("redis://:secret@127.0.0.1:6379/2").shown // "redis://127.0.0.1:6379/2"
 */
export function redisAddress(text: string): RedisAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const database = /^\/?(\d{0,4})$/.exec(url?.pathname ?? "")?.[1];
  if (url === undefined || url.hostname === "" || database === undefined || url.search || url.hash) {
    throw unreadable();
  }
  const port = url.port === "" ? defaultPort : Number(url.port);
  return {
    shown: `${url.protocol}//${url.hostname}:${port}${database === "" ? "" : `/${database}`}`,
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port,
    secure: url.protocol === "rediss:",
    username: credential(url.username),
    password: credential(url.password),
    database: Number(database),
  };
}

function credential(text: string): string | undefined {
  try {
    return text === "" ? undefined : decodeURIComponent(text);
  } catch {
    throw unreadable();
  }
}

function unreadable(): Fault {
  return new Fault("USAGE", "the address of the Redis store cannot be read", {
    hint:
      "write redis://HOST:PORT or redis://USER:PASSWORD@HOST:PORT/DB, rediss:// for TLS; " +
      "in the password, write the characters / : @ ? # % as %2F %3A %40 %3F %23 %25",
  });
}
