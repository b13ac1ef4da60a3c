/** One request and its answer: a single attempt, with its deadlines, its size limits and a known end whatever happens. */
import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { asFault, Fault, type FaultDetails } from "../faults/fault.js";
import type { RequestBody } from "./body.js";
import { Deadline, type Missed } from "./deadline.js";
import { codingsOf, decoded } from "./encoding.js";
import { connectionFault, proxyFault } from "./failure.js";
import { type FetchResponse, watchedFetch } from "./fetch.js";
import { incomingHeaders } from "./headers.js";
import type { Deadlines, Sizes } from "./limits.js";
import type { BodyKind, HttpResponse, Method } from "./message.js";
import type { ProxyServer } from "./proxies.js";
import { Ignored, sinkFor, Unreadable } from "./read.js";
import { isRedirect } from "./redirects.js";
import { isRepeatable } from "./retry.js";
import type { Sink } from "./sink.js";
import type { Spool } from "./spool.js";
import { type Stoppable, type Stopper, stoppedFault } from "./stop.js";

/** A request as it goes out. */
export interface Outgoing {
  readonly method: Method;
  /** The address that is meant, for messages and the answer. */
  readonly url: URL;
  /** The address that is asked for where it is connected to. */
  readonly href: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RequestBody | undefined;
  readonly read: BodyKind;
  /** True for a write whose answer need not be readable. */
  readonly lenient?: boolean | undefined;
  /** True when the body of a redirect is of no interest. */
  readonly followed: boolean;
  readonly agent: Agent;
  /** What the address is reached through. */
  readonly proxy?: ProxyServer | undefined;
  /** Called again when there is a connection, for which a request may have waited; what it throws ends the request unsent. */
  readonly beforeSend?: (() => void) | undefined;
}

/** What all exchanges of a client share. */
export interface Surroundings {
  readonly deadlines: Deadlines;
  readonly sizes: Sizes;
  readonly spool: Spool;
  readonly stopper: Stopper;
}

/**
 * Sends a request once.
 *
 * @throws {Fault} as Channel.send, but for what only several attempts can come to.
 */
export function exchange(outgoing: Outgoing, surroundings: Surroundings): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    new Exchange(outgoing, surroundings, resolve, reject).begin();
  });
}

class Exchange implements Stoppable {
  readonly #outgoing: Outgoing;
  readonly #around: Surroundings;
  readonly #resolve: (answer: HttpResponse) => void;
  readonly #reject: (fault: Fault) => void;
  #request: ClientRequest | undefined;
  #upload: Readable | undefined;
  #incoming: IncomingMessage | undefined;
  #status: number | undefined;
  #headers: Readonly<Record<string, string>> = {};
  #sink: Sink | undefined;
  #source: Readable | undefined;
  #deadline: Deadline | undefined;
  #received = 0;
  #sent = false;
  /** True once a proxy has made the connection: what fails from then on is not the proxy. */
  #tunnelled = false;
  #settled = false;

  constructor(
    outgoing: Outgoing,
    surroundings: Surroundings,
    resolve: (answer: HttpResponse) => void,
    reject: (fault: Fault) => void,
  ) {
    this.#outgoing = outgoing;
    this.#around = surroundings;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  begin(): void {
    if (this.#around.stopper.stopped) {
      this.#reject(stoppedFault());
      return;
    }
    const { method, href, headers, agent } = this.#outgoing;
    const body = this.#outgoing.body?.create();
    if (body instanceof Readable) {
      this.#upload = body;
      body.on("error", (cause) => this.#fail(asFault(cause, "DISK_FAILED")));
    }
    this.#around.stopper.add(this);
    this.#deadline = new Deadline(this.#around.deadlines, (missed) => this.#miss(missed));
    const options = { method, body, agent, redirect: "manual", compress: false } as const;
    watchedFetch(href, options, headers, (request) => this.#watch(request)).then(
      (response) => this.#read(response),
      (error) => this.#break(error),
    );
  }

  stop(): void {
    this.#fail(stoppedFault());
  }

  /** Nothing is written to the connection before this, and it is written right behind it: no later moment is ours to look. */
  #leave(): void {
    try {
      this.#outgoing.beforeSend?.();
      this.#sent = true;
    } catch (error) {
      this.#fail(asFault(error));
    }
  }

  #watch(request: ClientRequest): void {
    this.#request = request;
    request.on("error", (error) => this.#break(error));
    const { url, proxy } = this.#outgoing;
    // Told by the agent of a proxy, before it hands over a socket; of a refusal that socket would pass off what the proxy says as the answer of the system.
    if (proxy !== undefined)
      request.once("proxyConnect", ({ statusCode }: { statusCode: number }) => {
        this.#tunnelled = true;
        if (statusCode !== 200) this.#fail(proxyFault(statusCode, url.host, proxy));
      });
    request.once("socket", (socket) => {
      // One that could not even be opened: its error follows, and nothing was sent.
      if (socket.destroyed) return;
      if (!socket.connecting && !("secureConnecting" in socket && socket.secureConnecting)) this.#leave();
      else socket.once("encrypted" in socket ? "secureConnect" : "connect", () => this.#leave());
    });
    request.once("response", (incoming) => {
      this.#incoming = incoming;
      // Fetch guesses from the socket whether a chunked body broke off, and guesses wrong where the next request has taken
      // the socket over: then it destroys a whole body. Without this header it does not guess.
      delete incoming.headers["transfer-encoding"];
      // Of a body with a Content-Length it waits for the rest for ever.
      incoming.once("close", () => {
        if (!incoming.complete) this.#fail(this.#broken("before the answer was complete"));
      });
    });
  }

  #read(response: FetchResponse): void {
    if (this.#settled || this.#incoming === undefined) return;
    const { url, read, followed } = this.#outgoing;
    this.#status = response.status;
    this.#headers = incomingHeaders(this.#incoming.headers);
    this.#deadline?.answered();
    const sink =
      followed && isRedirect(response.status)
        ? new Ignored(this.#around.sizes.text)
        : sinkFor(
            { status: response.status, headers: this.#headers, read, url, lenient: this.#outgoing.lenient },
            this.#around.sizes,
            this.#around.spool,
          );
    this.#sink = sink;
    response.body.on("error", (error) => this.#break(error));
    const codings = codingsOf(this.#incoming.headers["content-encoding"]);
    if ("unread" in codings) {
      const what = `the answer of ${url.host} has a Content-Encoding that cannot be undone (${codings.unread})`;
      this.#fail(new Fault("HTTP_BAD_BODY", what));
      return;
    }
    const announced = codings.length === 0 ? Number(this.#incoming.headers["content-length"]) : 0;
    if (announced > sink.cap && sink.unlessWhole === "refuse") {
      this.#fail(this.#tooLarge(sink.cap));
      return;
    }
    const cannot = () =>
      this.#fail(new Fault("HTTP_BAD_BODY", `the answer of ${url.host} cannot be decompressed`));
    decoded(response.body, codings, (source) => this.#pump(source, sink), cannot);
  }

  #pump(source: Readable, sink: Sink): void {
    this.#source = source;
    source.on("end", () => this.#finish());
    source.on("data", (chunk: Buffer) => this.#take(chunk, source, sink));
  }

  #take(chunk: Buffer, source: Readable, sink: Sink): void {
    if (this.#settled) return;
    this.#deadline?.heard();
    this.#received += chunk.length;
    if (this.#received > sink.cap) {
      this.#fail(this.#tooLarge(sink.cap));
      return;
    }
    const written = sink.write(chunk);
    if (written === undefined) return;
    source.pause();
    written.then(
      () => source.resume(),
      (error) => this.#fail(asFault(error)),
    );
  }

  async #finish(): Promise<void> {
    if (this.#settled) return;
    this.#settle();
    // An answer that came before the whole request was sent leaves a connection that nothing else can use.
    if (this.#request?.writableFinished === false) this.#abandon();
    try {
      const body = await this.#sink?.end();
      const answer = { status: this.#status ?? 0, headers: this.#headers, url: this.#outgoing.url };
      const isUnread = body instanceof Unreadable;
      this.#resolve(
        isUnread ? { ...answer, body: undefined, unreadable: this.#inFull(body.fault) } : { ...answer, body },
      );
    } catch (error) {
      this.#reject(this.#inFull(asFault(error)));
    }
  }

  #miss({ what, within }: Missed): void {
    const { host } = this.#outgoing.url;
    const fault = this.#sent
      ? new Fault("HTTP_TIMEOUT", `${host} ${what} within ${within} ms`)
      : new Fault("HTTP_UNREACHABLE", `${host} could not be connected to within ${within} ms`);
    this.#fail(fault);
  }

  #break(error: unknown): void {
    const { url, proxy } = this.#outgoing;
    this.#fail(connectionFault(error, url.host, this.#sent, this.#tunnelled ? undefined : proxy));
  }

  #fail(fault: Fault): void {
    if (this.#settled) return;
    if (this.#sink?.unlessWhole === "cut" && fault.code !== "STOPPED") {
      // The status has been said, and with it what matters.
      this.#finish();
    } else {
      this.#settle();
      this.#sink?.discard();
      this.#reject(this.#inFull(fault));
    }
    this.#abandon();
  }

  /** Ends the connection, and a decoder that would go on inflating what it has. */
  #abandon(): void {
    this.#request?.destroy();
    this.#source?.destroy();
  }

  #settle(): void {
    this.#settled = true;
    this.#deadline?.clear();
    this.#around.stopper.delete(this);
    this.#upload?.destroy();
  }

  /** The fault with what only the exchange knows. */
  #inFull(fault: Fault): Fault {
    const details: FaultDetails = {
      ...fault.details,
      host: this.#outgoing.url.host,
      status: this.#status,
      outcomeUnknown: (this.#sent && !isRepeatable(this.#outgoing.method)) || undefined,
    };
    return new Fault(fault.code, fault.message, details);
  }

  #broken(when: string): Fault {
    return new Fault("HTTP_BROKEN", `the connection to ${this.#outgoing.url.host} broke ${when}`);
  }

  #tooLarge(cap: number): Fault {
    return new Fault(
      "HTTP_TOO_LARGE",
      `the answer of ${this.#outgoing.url.host} is larger than ${cap} bytes`,
    );
  }
}
