/**
 * Serves a folder that the operator named as if it were a system: a manifest says how its files are read and written, and only the run
 * that started it knows the address.
 */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Folder, type Sent } from "./folder.js";
import { ofDisk, Refusal } from "./refusal.js";

/** The host that connectors of files name; it exists nowhere. */
export const HOST = "files.invalid";

export interface ServedFolder {
  /** Where requests to the host go. */
  readonly url: URL;
  /** The part of the address that lets in. */
  readonly secret: string;
  /** Puts what was written into the files. @throws {Fault} DISK_FAILED */
  close(): Promise<void>;
}

const LARGEST = 64 * 2 ** 20;
const CHARSETS = new Set(["utf-8", "windows-1252", "utf-16le"]);
const DELIMITERS = new Set([",", ";", "\t", "|"]);

/** @param path the real path of the folder */
export async function serveFolder(path: string): Promise<ServedFolder> {
  const secret = randomBytes(24).toString("hex");
  const folder = new Folder(path);
  let last: Promise<unknown> = Promise.resolve();
  const server = createServer((request, response) => {
    const send = (status: number, body: string) =>
      response.writeHead(status, { "Content-Type": "application/json" }).end(body);
    // One after the other: a page and a batch never meet in the middle of a file.
    last = last
      .then(() => answer(request, folder, secret))
      .then((body) => send(200, body))
      .catch((error: unknown) => {
        const { status, message } = ofDisk("the folder of --files", "used", error);
        send(status, JSON.stringify({ message }));
      });
  });
  // A client that pauses between requests must not find its connection closed under it.
  server.keepAliveTimeout = 120_000;
  const port = await listen(server);
  let closing: Promise<void> | undefined;
  return {
    url: new URL(`http://127.0.0.1:${port}/${secret}`),
    secret,
    close: () => {
      closing ??= end(server, last).then(() => folder.close());
      return closing;
    },
  };
}

async function answer(request: IncomingMessage, folder: Folder, secret: string): Promise<string> {
  const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://127.0.0.1");
  const [, token, name = "", ...rest] = pathname.split("/").map(decoded);
  if (token !== secret) throw new Refusal(404, "there is nothing here");
  const what = [request.method, name === "" ? "folder" : "file", ...rest].join(" ");
  const delimiter = oneOf(query, "delimiter", DELIMITERS, ",");
  switch (what) {
    case "GET folder":
      return JSON.stringify({ files: await folder.count() });
    case "GET file": {
      const from = Number(query.get("from") ?? 0);
      const charset = oneOf(query, "charset", CHARSETS, "utf-8");
      const form = { delimiter, charset, isNested: query.has("nested"), key: query.get("key") ?? undefined };
      return folder.read(name, form, Number.isSafeInteger(from) && from > 0 ? from : 0);
    }
    case "POST file open":
      await folder.open(name, { delimiter, key: query.get("key") ?? "key" });
      return "{}";
    case "POST file":
      return JSON.stringify({ results: folder.write(name, await itemsOf(request)) });
    default:
      throw new Refusal(405, `a folder of files has no ${request.method} of this`);
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Refusal(400, "the address is not well-formed");
  }
}

function oneOf(query: URLSearchParams, name: string, known: ReadonlySet<string>, otherwise: string): string {
  const given = query.get(name) ?? otherwise;
  if (known.has(given)) return given;
  const all = [...known].map((one) => JSON.stringify(one)).join(", ");
  throw new Refusal(400, `\`${name}\` is one of ${all}`);
}

async function itemsOf(request: IncomingMessage): Promise<readonly Sent[]> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    pieces.push(piece);
    size += piece.length;
    if (size > LARGEST) throw new Refusal(413, `a batch is larger than ${LARGEST} bytes`);
  }
  const body = JSON.parse(Buffer.concat(pieces).toString("utf8")) as { items?: unknown };
  if (!Array.isArray(body.items)) throw new Refusal(400, "a batch has no `items`");
  return body.items as readonly Sent[];
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** Lets what is being answered come to its end. */
async function end(server: Server, last: Promise<unknown>): Promise<void> {
  server.close();
  await last;
  server.closeAllConnections();
}
