/** What is asked and what is answered: the words that every file of this folder shares. */
import type { Fault } from "../faults/fault.js";
import type { RequestBody } from "./body.js";
import type { ClientCertificate } from "./certificate.js";
import type { RateLimit, RateLimiter } from "./rate-limit.js";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What becomes of the body of a 2xx answer. `file` yields a FileHandle; `nothing` throws the body away. */
export type BodyKind = "json" | "text" | "file" | "nothing";

export interface HttpRequest {
  readonly method: Method;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RequestBody | undefined;
  readonly read: BodyKind;
  /**
   * `keep` hands a redirect to another address (301, 302, 303) back as the answer; one that asks for the same request elsewhere is
   * followed. Default `follow`, at most 5 times.
   */
  readonly redirects?: "follow" | "keep" | undefined;
  /** A limit of this step's own, besides the channel's; every attempt counts. */
  readonly rateLimit?: RateLimiter | undefined;
  /** True for a write whose answer may be of no use: a 2xx with a body that is no JSON is then a success with `unreadable`. */
  readonly lenient?: boolean | undefined;
  /** Called right before each attempt leaves, behind every wait; what it throws keeps the attempt from leaving. */
  readonly beforeSend?: (() => void) | undefined;
  /** True for a request of a log-in. */
  readonly isLogIn?: boolean | undefined;
}

export interface HttpResponse {
  readonly status: number;
  /** Found under their names in any case, listed in lower case; a repeated header is joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * By `read`: a JSON value (undefined when empty), text, a FileHandle, or undefined. Of an answer that is not 2xx: the
   * JSON value where it is JSON (and `read` is not `text`), else at most 64 KiB of text.
   */
  readonly body: unknown;
  /** The address that answered in the end, after redirects; never the `--endpoint` it was routed to. */
  readonly url: URL;
  /** Where a redirect leads that was kept. */
  readonly leadsTo?: URL | undefined;
  /** Why the body of a `lenient` request could not be read; `body` is undefined then. */
  readonly unreadable?: Fault | undefined;
  /** True when the answer still asks to come again later although the attempts are used up: no success, whatever its status. */
  readonly isLimit?: boolean | undefined;
}

/** A limit that may hold for some requests alone, and be told by answers. */
export interface OwnLimit extends RateLimit {
  /** Whether a request counts for it; left out, each does. */
  readonly counts?: ((method: Method, url: URL) => boolean) | undefined;
  /** What an answer says of it. */
  readonly told?: ((answer: HttpResponse) => Promise<Told | undefined>) | undefined;
}

/** So many more requests are let in for so many milliseconds; how long is undefined where the answer does not say. */
export interface Told {
  readonly remaining: number;
  readonly ms: number | undefined;
}

/** How one connector sends. */
export interface ChannelSettings {
  /** Name of the connector, for events and messages. */
  readonly connector: string;
  /** Whether a `host` or `host:port`, as `URL.host` has it, belongs to the connector; only such requests count for the limit. */
  readonly ownHosts: (host: string) => boolean;
  /** Its limits; each attempt counts for all that hold for it. */
  readonly rateLimits?: readonly OwnLimit[] | undefined;
  /** What its own hosts are shown when they are connected to. */
  readonly certificate?: ClientCertificate | undefined;
  /** The most requests to its own hosts that are under way at a time. */
  readonly concurrency?: number | undefined;
  /** True when the path of an address may be a secret, as that of a webhook: it is told to nobody. */
  readonly hidesPaths?: boolean | undefined;
  /** Whether an answer, of whatever status, says that the request was not taken and is to come again later. */
  readonly isLimit?: ((answer: HttpResponse) => Promise<boolean>) | undefined;
  /** Seconds to wait after an answer that asks to come again later without Retry-After; undefined when the answer does not say. */
  readonly wait?: ((answer: HttpResponse) => Promise<number | undefined>) | undefined;
}

/** One connector's way to its system. */
export interface Channel {
  /**
   * Sends one request, with the attempts, waits and redirects that apply, and resolves with an answer of any status.
   *
   * @throws {Fault} HTTP_UNREACHABLE, HTTP_BROKEN, HTTP_TIMEOUT, HTTP_TOO_LARGE, HTTP_BAD_BODY when there is no usable
   *   answer (`details.outcomeUnknown` where a POST or PATCH may have been carried out), HTTP_FORBIDDEN_ADDRESS,
   *   HTTP_WAIT_TOO_LONG, HTTP_REFUSED after too many redirects, INVALID for headers that cannot be sent, STOPPED.
   *
   * @example
   * const answer = await channel.send({ method: "GET", url: new URL("https://api.example.org/jobs"), headers: {}, read: "json" });
   */
  send(request: HttpRequest): Promise<HttpResponse>;
  /** What a link means that an answer of `asked` holds: an endpoint that links to itself means the host that it stands for. */
  meant(asked: URL, link: URL): URL;
  /** Takes one from the further attempts that this channel has, for whoever repeats more than a request; false when none is left. */
  mayRepeat(): boolean;
  /** Waits, and tells that it does. @throws {Fault} STOPPED as soon as the run is stopped */
  wait(ms: number, why: string): Promise<void>;
}
