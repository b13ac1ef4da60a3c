/** The other side of the tests in this folder: real servers on loopback, and a client that knows them as `api.test`. */

import { mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import type { Fault } from "../faults/fault.js";
import type { RunEvent } from "../types.js";
import {
  type Channel,
  type ChannelSettings,
  createHttpClient,
  type HttpClient,
  type HttpOptions,
} from "./client.js";

export const api = (path = "/") => new URL(path, "http://api.test");

async function listening(t: TestContext, server: net.Server): Promise<URL> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    if (server instanceof http.Server) server.closeAllConnections();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

/** An HTTP server; resolves with its address. */
export function httpServer(t: TestContext, answer: http.RequestListener): Promise<URL> {
  return listening(t, http.createServer(answer));
}

/** A server that does as it likes with each connection, once a request has begun to arrive on it. */
export function rawServer(t: TestContext, answer: (socket: net.Socket, count: number) => void): Promise<URL> {
  let count = 0;
  const sockets = new Set<net.Socket>();
  t.after(() => {
    for (const socket of sockets) socket.destroy();
  });
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("data", () => {
      count += 1;
      answer(socket, count);
    });
  });
  return listening(t, server);
}

export interface Counterpart {
  readonly client: HttpClient;
  readonly channel: Channel;
  readonly events: RunEvent[];
  readonly directory: string;
}

/** A client with one channel whose requests to `api.test` reach `url`; nothing waits unless a test asks for it. */
export function clientOf(
  t: TestContext,
  url: URL,
  options: Partial<HttpOptions> = {},
  settings: Partial<ChannelSettings> = {},
): Counterpart {
  const events: RunEvent[] = [];
  const directory = path.join(mkdtempSync(path.join(os.tmpdir(), "http-test-")), "files");
  const client = createHttpClient({
    endpoints: new Map([["api.test", url]]),
    concurrency: 8,
    retries: 3,
    rateLimits: true,
    filesDirectory: directory,
    emit: (event) => events.push(event),
    signal: new AbortController().signal,
    random: () => 0,
    ...options,
  });
  t.after(async () => {
    await client.close();
    rmSync(path.dirname(directory), { recursive: true });
  });
  const channel = client.channel({ connector: "acme", ownHosts: (host) => host === "api.test", ...settings });
  return { client, channel, events, directory };
}

/** Whether an error is a fault of this code, for `assert.rejects`. */
export function faultOf(
  code: string,
  check: (fault: Fault) => boolean = () => true,
): (error: Error) => boolean {
  return (error) => error.name === "Fault" && (error as Fault).code === code && check(error as Fault);
}
