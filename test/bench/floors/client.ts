/** The HTTP of the floor: nothing but Node's own client with connections kept open, so that there is little left to save. */
import http from "node:http";

export interface FloorRequest {
  readonly method: string;
  /** Path and query at the sandbox. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export interface FloorAnswer {
  readonly status: number;
  readonly body: Buffer;
}

export type Send = (request: FloorRequest) => Promise<FloorAnswer>;

/** A client of one server, e.g. `http://127.0.0.1:4400`. */
export function createFloorClient(url: string): { readonly send: Send; close(): void } {
  const { hostname, port } = new URL(url);
  const agent = new http.Agent({ keepAlive: true });
  const send: Send = ({ method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { "content-length": body.length };
      const options = { hostname, port, agent, method, path, headers: { ...headers, ...length } };
      const request = http.request(options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }));
      });
      request.on("error", reject);
      request.end(body);
    });
  return { send, close: () => agent.destroy() };
}

/** The JSON of an answer that must be a success. */
export function jsonOf({ status, body }: FloorAnswer): unknown {
  const text = body.toString();
  if (status < 200 || status > 299) throw new Error(`the sandbox answered ${status}: ${text.slice(0, 200)}`);
  return JSON.parse(text);
}
