/** The runner's way to the network: one client a run, one channel a connector, and nothing goes out beside them. */
import { Fault } from "../faults/fault.js";
import type { Emit } from "../types.js";
import { Agents } from "./agents.js";
import { ConnectorChannel, type Shared } from "./channel.js";
import type { FileFacts, FileHandle } from "./files.js";
import { type Deadlines, deadlinesOf, defaultSizes, type Sizes } from "./limits.js";
import type { Channel, ChannelSettings } from "./message.js";
import type { Proxies } from "./proxies.js";
import { Routes } from "./routes.js";
import { FileSink, Spool } from "./spool.js";
import { Stopper } from "./stop.js";
import type { Watch } from "./watch.js";

export type { BodyKind, Channel, ChannelSettings, HttpRequest, HttpResponse, Method } from "./message.js";

export interface HttpOptions {
  /** Where requests to a host (`host` or `host:port`) go instead; such targets need not be public. */
  readonly endpoints?: ReadonlyMap<string, URL> | undefined;
  /** True: requests to any other host are refused. */
  readonly onlyEndpoints?: boolean | undefined;
  /** Hosts (`host` or `host:port`) that may have a private address. */
  readonly allowHosts?: ReadonlySet<string> | undefined;
  /** What all other addresses are reached through. */
  readonly proxies?: Proxies | undefined;
  /** Requests that run at a time; decides how many connections a host gets. */
  readonly concurrency: number;
  /** Extra attempts of one request; 0 for none. */
  readonly retries: number;
  /** False sends as fast as it goes; a 429 is obeyed all the same. */
  readonly rateLimits: boolean;
  /** Where large files lie on their way; made on first use. */
  readonly filesDirectory: string;
  /** Gets what becomes secret while requests are sent, e.g. the token that a log-in answered. */
  readonly learn?: ((secret: string) => void) | undefined;
  /** Gets the `request` and `waiting` events. */
  readonly emit: Emit;
  /** Is told of every attempt. */
  readonly watch?: Watch | undefined;
  /** Ends everything at once. */
  readonly signal: AbortSignal;
  /** How long a system may be silent, in ms; the whole of an answer may take ten times as long. */
  readonly timeoutMs?: number | undefined;
  readonly deadlines?: Partial<Deadlines> | undefined;
  readonly sizes?: Partial<Sizes> | undefined;
  /** Numbers from 0 up to 1 for the backoff; `Math.random` unless a test needs others. */
  readonly random?: (() => number) | undefined;
  /** False: what is sent again is sent at once, however long one was asked to wait. */
  readonly waits?: boolean | undefined;
}

export interface HttpClient {
  /** A way of sending with settings, a limit and pauses of its own. */
  channel(settings: ChannelSettings): Channel;
  /** Where the events of this client go, for what is noticed in its answers. */
  readonly emit: Emit;
  /** Is told of what is read of the answers of this client. */
  readonly watch?: Watch | undefined;
  /** Keeps bytes as a file of this client: in memory when they are few, else on disk. */
  keep(bytes: Buffer | AsyncIterable<Buffer>, facts: FileFacts): Promise<FileHandle>;
  /** To be called with what became secret (I6). */
  readonly learn: (secret: string) => void;
  /** Ends what is in flight (STOPPED), closes the connections and removes the files that were not released. */
  close(): Promise<void>;
}

/**
 * @example
 * const client = createHttpClient({ concurrency: 4, retries: 5, rateLimits: true, filesDirectory, emit, signal });
 * const channel = client.channel({ connector: "acme", ownHosts: (host) => host === "api.acme.example" });
 */
export function createHttpClient(options: HttpOptions): HttpClient {
  const shared: Shared = {
    deadlines: { ...deadlinesOf(options.timeoutMs), ...options.deadlines },
    sizes: { ...defaultSizes, ...options.sizes },
    spool: new Spool(options.filesDirectory),
    stopper: new Stopper(options.signal),
    agents: new Agents(options.concurrency, undefined, options.proxies),
    routes: new Routes(options.endpoints, options.onlyEndpoints, options.allowHosts),
    retries: options.retries,
    rateLimits: options.rateLimits,
    emit: options.emit,
    watch: options.watch,
    random: options.random ?? Math.random,
    waits: options.waits ?? true,
  };
  return {
    channel: (settings) => new ConnectorChannel(settings, shared),
    emit: options.emit,
    watch: options.watch,
    learn: options.learn ?? (() => {}),
    async keep(bytes, facts) {
      const sink = new FileSink(shared.sizes.file, shared.spool, facts);
      let size = 0;
      try {
        for await (const chunk of Buffer.isBuffer(bytes) ? [bytes] : bytes) {
          size += chunk.length;
          if (size > sink.cap)
            throw new Fault("HTTP_TOO_LARGE", `a file is larger than ${sink.cap} bytes once it is unpacked`);
          await sink.write(chunk);
        }
        return await sink.end();
      } catch (error) {
        sink.discard();
        throw error;
      }
    },
    async close() {
      shared.stopper.close();
      shared.agents.close();
      await shared.spool.close();
    },
  };
}
