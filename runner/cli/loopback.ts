/** The address of this machine to which a browser is sent back after a log-in. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Fault } from "../faults/fault.js";

const PATH = "/callback";

export interface Loopback {
  readonly address: string;
  /**
   * Waits for a query that `read` takes; it gives undefined for one that is not meant for it.
   *
   * @throws Fault STOPPED, HTTP_TIMEOUT, and what `read` throws
   */
  answer<T>(read: (query: URLSearchParams) => T | undefined, ms: number, signal: AbortSignal): Promise<T>;
  close(): Promise<void>;
}

/** @param port 0 for any that is free */
export async function openLoopback(port: number): Promise<Loopback> {
  let onRequest = (_: IncomingMessage, response: ServerResponse): unknown => response.writeHead(404).end();
  const server = createServer((request, response) => onRequest(request, response));
  await new Promise<void>((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException) =>
      reject(
        new Fault("USAGE", `nothing can be received on port ${port}: ${error.code}`, {
          hint: "Give another --port.",
        }),
      );
    server.once("error", refused).listen(port, "127.0.0.1", resolve);
  });
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`,
    answer: (read, ms, signal) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(
          () =>
            reject(
              new Fault("HTTP_TIMEOUT", `nobody logged in within ${ms / 1000} s`, { hint: "Start again." }),
            ),
          ms,
        );
        const stopped = () => reject(new Fault("STOPPED", "stopped before anybody had logged in"));
        signal.addEventListener("abort", stopped, { once: true });
        const end = () => {
          clearTimeout(late);
          signal.removeEventListener("abort", stopped);
        };
        onRequest = async ({ url = "", method }, response) => {
          const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
          const headers = { "Content-Type": "text/plain; charset=utf-8", Connection: "close" };
          const say = (status: number, text: string) =>
            new Promise<void>((sent) => response.writeHead(status, headers).end(text, sent));
          if (method !== "GET" || pathname !== PATH) return say(404, "not found\n");
          let found: ReturnType<typeof read>;
          try {
            found = read(searchParams);
          } catch (error) {
            end();
            await say(200, "The log-in was refused; look at the terminal. This window can be closed.\n");
            return reject(error);
          }
          // Another page of the browser may ask this address, too.
          if (found === undefined) return say(400, "this is no answer to the log-in that is waited for\n");
          end();
          await say(200, "The answer has arrived; look at the terminal. This window can be closed.\n");
          resolve(found);
        };
      }),
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
