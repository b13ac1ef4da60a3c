/** The one server of a test run: it stands for the systems of all cases, each case below a path of its own. */
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { Reply } from "./answers.js";
import { type Sent, sentRequest } from "./sent.js";

/** What a case does with its requests. */
export interface Counterpart {
  /** The answer; an address whose answer is passed on; `reset` to break the connection; undefined for none. */
  answer(request: Sent): Reply | URL | "reset" | undefined;
}

/** A case that is listened to. */
export interface Listening {
  /** Where requests for a host go. */
  endpoint(host: string): URL;
  /** Every request so far, in the order of arrival. */
  readonly sent: readonly Sent[];
  /** Those of them that nothing answers. */
  readonly unanswered: readonly Sent[];
  /** Forgets the case. */
  end(): void;
}

export interface TestServer {
  /** Listens for a case. */
  listen(counterpart: Counterpart): Listening;
  close(): Promise<void>;
}

interface Heard {
  readonly counterpart: Counterpart;
  readonly sent: Sent[];
  readonly unanswered: Sent[];
}

/**
 * Starts the server on 127.0.0.1.
 *
 * @example const listening = (await startTestServer()).listen({ answer: () => reply });
 */
export async function startTestServer(): Promise<TestServer> {
  const cases = new Map<string, Heard>();
  const server = createServer((incoming, outgoing) => {
    handle(cases, incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  let next = 1;
  return {
    listen(counterpart) {
      const id = `case-${next}`;
      next += 1;
      const heard: Heard = { counterpart, sent: [], unanswered: [] };
      cases.set(id, heard);
      return {
        ...heard,
        endpoint: (host) => new URL(`http://127.0.0.1:${port}/${id}/${host}`),
        end: () => cases.delete(id),
      };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  cases: ReadonlyMap<string, Heard>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const body = await buffer(incoming);
  const [, id = "", target = ""] = /^\/([^/]*)(.*)$/s.exec(incoming.url ?? "") ?? [];
  const heard = cases.get(id);
  if (!heard) return void outgoing.writeHead(404).end();
  const request = sentRequest(incoming.method ?? "", target, incoming.headers, body);
  heard.sent.push(request);
  const answer = heard.counterpart.answer(request);
  if (answer === "reset") return void outgoing.destroy();
  if (answer instanceof URL) return passOn(answer, target, incoming, body, outgoing);
  if (!answer) heard.unanswered.push(request);
  // A status that is not sent again.
  const { status, headers, body: bytes } = answer ?? { status: 501, headers: {}, body: undefined };
  outgoing.writeHead(status, headers).end(bytes);
}

/** Sends a request on as it came, and its answer back as it comes. */
function passOn(
  to: URL,
  target: string,
  { method, headers }: IncomingMessage,
  body: Buffer,
  outgoing: ServerResponse,
): void {
  const path = target.replace(/^\/[^/?]*/, "");
  const onward = forward(to, { method, headers, path: `${to.pathname}${path}` }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
    answer.on("error", () => outgoing.destroy());
  });
  onward.on("error", () => outgoing.destroy());
  onward.end(body);
}
