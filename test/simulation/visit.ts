/** A request as it comes to one of the fake systems, and what is answered. */
import type { IncomingHttpHeaders } from "node:http";
import type { Socket } from "node:net";

export interface Asked {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What is asked of whom: faults are set to a kind and a count of it. */
export type Kind =
  | "origin page"
  | "origin login"
  | "origin detail"
  | "origin file"
  | "target look-up"
  | "target list"
  | "target write"
  | "target archive"
  | "other";

export interface Visit extends Asked {
  readonly kind: Kind;
  /** The position among the visits of its kind, from 1, over all runs. */
  readonly nth: number;
  readonly at: number;
  readonly socket: Socket;
}

/** An answer as bytes on the wire; with its length, so that a reader can tell when some are missing. */
export function onTheWire({ status, type, headers = {}, body }: Answer, withLength = true): Buffer {
  const lines = {
    date: new Date().toUTCString(),
    ...(type === undefined ? {} : { "content-type": type }),
    ...(withLength ? { "content-length": String(body.length) } : { connection: "close" }),
    ...headers,
  };
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Said\r\n${head.join("")}\r\n`, "latin1"), body]);
}
