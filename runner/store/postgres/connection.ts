/** One connection to PostgreSQL that answers or fails: it never connects again, and never waits for long. */
import { Socket } from "node:net";
import { Fault } from "../../faults/fault.js";
import { answerDeadlineMs, withDeadline } from "../deadline.js";
import { type PostgresAddress, postgresAddress } from "./address.js";
import { postgresFault } from "./fault.js";

const clientPackage = "pg";

/** A row as the server sends it: every value as text. */
export type Row = Readonly<Record<string, string | null>>;

/** A connection that is open until it is closed or has failed once. */
export interface PostgresConnection {
  /** The URL without credentials. */
  readonly shown: string;
  /**
   * Runs one statement, which is a transaction of its own; without values it may be several, which are one together.
   *
   * @throws Fault STORE_FAILED, STORE_CORRUPT
   */
  ask(statement: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** The part of the client that is used; the package is optional, so its own types may be missing when this is compiled. */
interface Client {
  connect(): Promise<unknown>;
  query(query: Readonly<Record<string, unknown>>): Promise<{ readonly rows?: readonly Row[] }>;
  on(event: "error", listener: (error: unknown) => void): unknown;
  end(): Promise<void>;
}

type ClientClass = new (options: Readonly<Record<string, unknown>>) => Client;

/** Values stay the text that they are on the way, so that nothing of the machine decides how they are read. */
const types = { getTypeParser: () => (text: string) => text };

/**
 * Connects to a PostgreSQL server.
 *
 * @param url `postgres://user[:password]@host[:port]/database[?sslmode=require]`; without a password PGPASSWORD is asked
 * @throws Fault USAGE for a URL that cannot be read, STORE_FAILED
 * @example const postgres = await connectPostgres("postgres://me@127.0.0.1/sync"); await postgres.ask("SELECT 1");
 */
export async function connectPostgres(url: string): Promise<PostgresConnection> {
  const address = postgresAddress(url);
  const { shown } = address;
  const ClientOfPackage = await loadClient();
  // A socket of our own can be ended at once, whatever the client is waiting for.
  const socket = new Socket();
  const client = new ClientOfPackage(optionsOf(address, socket));
  // Without a listener an error while idle would end the process; the next statement fails by itself.
  client.on("error", () => {});
  let closed = false;
  let before: Promise<unknown> = Promise.resolve();

  async function answered<T>(call: () => Promise<T>): Promise<T> {
    if (closed) throw new Fault("STORE_FAILED", `the state store ${shown} is closed`);
    try {
      return await withDeadline(shown, call, () => socket.destroy());
    } catch (error) {
      throw postgresFault(shown, error);
    }
  }

  /** One after the other: the client does not take a statement while another runs. */
  function inTurn(statement: string, values: readonly unknown[] | undefined): Promise<readonly Row[]> {
    const query = values ? { text: statement, values, types } : { text: statement, types };
    const turn = before.then(async () => (await client.query(query)).rows ?? []);
    before = turn.catch(() => {});
    return turn;
  }

  try {
    await answered(() => client.connect());
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return {
    shown,
    ask: (statement, values) => answered(() => inTurn(statement, values)),
    async close() {
      if (closed) return;
      closed = true;
      // A server that does not take leave is left.
      const timer = setTimeout(() => socket.destroy(), answerDeadlineMs);
      await client.end().catch(() => {});
      clearTimeout(timer);
      socket.destroy();
    },
  };
}

function optionsOf(address: PostgresAddress, socket: Socket): Readonly<Record<string, unknown>> {
  const { host, port, secure, user, password, database } = address;
  const options = { host, port, user, password, database, ssl: secure, application_name: "sync-runner" };
  return { ...options, stream: () => socket };
}

async function loadClient(): Promise<ClientClass> {
  try {
    return ((await import(clientPackage)) as { default: { Client: ClientClass } }).default.Client;
  } catch (error) {
    throw new Fault(
      "STORE_FAILED",
      `a store in PostgreSQL needs the package ${clientPackage}, which is missing`,
      { hint: `install it: npm install ${clientPackage}`, cause: error },
    );
  }
}
