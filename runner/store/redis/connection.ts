/** One connection to Redis that answers or fails: it never queues, never connects again, and never waits for long. */
import { Fault } from "../../faults/fault.js";
import { answerDeadlineMs, withDeadline } from "../deadline.js";
import { type RedisAddress, redisAddress } from "./address.js";
import { redisFault } from "./fault.js";

const clientPackage = "@redis/client";

/** A connection that is open until it is closed or has failed once. */
export interface RedisConnection {
  /** The URL without credentials. */
  readonly shown: string;
  /**
   * Sends one command, e.g. `send("GET", "key")`.
   *
   * @throws Fault STORE_FAILED
   */
  send(...command: readonly string[]): Promise<unknown>;
  close(): Promise<void>;
}

/** The part of the client that is used; the package is optional, so its own types may be missing when this is compiled. */
interface Client {
  readonly isOpen: boolean;
  connect(): Promise<unknown>;
  sendCommand(command: readonly string[]): Promise<unknown>;
  on(event: "error", listener: (error: unknown) => void): unknown;
  close(): Promise<unknown>;
  destroy(): void;
}

type CreateClient = (options: Readonly<Record<string, unknown>>) => Client;

/**
 * Connects to a Redis server.
 *
 * @param url `redis://[user:password@]host[:port][/db]`, or `rediss://` for TLS
 * @throws Fault USAGE for a URL that cannot be read, STORE_FAILED
 * @example const redis = await connectRedis("redis://127.0.0.1:6379"); await redis.send("PING");
 */
export async function connectRedis(url: string): Promise<RedisConnection> {
  const address = redisAddress(url);
  const { shown } = address;
  const client = (await loadClient())(optionsOf(address));
  // Without a listener an error while idle would end the process; the next command fails by itself.
  client.on("error", () => {});
  let closed = false;

  async function answered<T>(call: () => Promise<T>): Promise<T> {
    if (closed) throw new Fault("STORE_FAILED", `the state store ${shown} is closed`);
    try {
      return await withDeadline(shown, call, end);
    } catch (error) {
      throw redisFault(shown, error);
    }
  }

  function end(): void {
    if (client.isOpen) client.destroy();
  }

  try {
    await answered(() => client.connect());
  } catch (error) {
    end();
    throw error;
  }
  return {
    shown,
    send: (...command) => answered(() => client.sendCommand(command)),
    async close() {
      if (closed) return;
      closed = true;
      end();
    },
  };
}

function optionsOf(address: RedisAddress): Readonly<Record<string, unknown>> {
  const { host, port, secure, username, password, database } = address;
  return {
    socket: { host, port, tls: secure, connectTimeout: answerDeadlineMs, reconnectStrategy: false },
    username,
    password,
    database,
    RESP: 2,
    disableOfflineQueue: true,
  };
}

async function loadClient(): Promise<CreateClient> {
  try {
    return ((await import(clientPackage)) as { createClient: CreateClient }).createClient;
  } catch (error) {
    throw new Fault("STORE_FAILED", `a store in Redis needs the package ${clientPackage}, which is missing`, {
      hint: `install it: npm install ${clientPackage}`,
      cause: error,
    });
  }
}
