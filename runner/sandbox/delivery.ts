/** Puts an answer on the wire, whole or broken in the way a fault switch asks for. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Answer } from "./exchange.js";
import type { FaultName } from "./faults.js";

const largestBody = 64 * 1024 * 1024;

/** The body of a request; undefined when it is too large or breaks off. */
export function receive(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let size = 0;
    request.on("data", (piece: Buffer) => {
      size += piece.length;
      if (size > largestBody) {
        resolve(undefined);
        request.destroy();
      } else pieces.push(piece);
    });
    request.on("end", () => resolve(Buffer.concat(pieces)));
    request.on("error", () => resolve(undefined));
    request.on("close", () => resolve(undefined));
  });
}

/** Sends an answer; `fault` names what happens to it on the way. */
export function deliver(response: ServerResponse, answer: Answer, fault?: FaultName): void {
  if (response.destroyed) return;
  if (fault === "reset" || fault === "lost-answer") {
    response.destroy();
    return;
  }
  const { status, headers, body } = answer;
  if (typeof body !== "string" && !Buffer.isBuffer(body)) {
    response.writeHead(status, headers);
    // A reader who goes away in the middle is no trouble of the sandbox's.
    pipeline(Readable.from(body), response).catch(() => undefined);
    return;
  }
  const sent = fault === "garbled" ? "<html><body>Bad gateway</body></html>" : body;
  const length = Buffer.byteLength(sent);
  const framed = { ...headers, "Content-Length": String(length) };
  response.writeHead(status, framed);
  if (fault !== "truncate") {
    response.end(sent);
    return;
  }
  response.write(Buffer.from(sent).subarray(0, Math.floor(length / 2)), () => response.destroy());
}
