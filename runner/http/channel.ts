/** Sends one request until it is answered for good: attempts, waits, limits and redirects, and nothing done twice. */
import { asFault, Fault } from "../faults/fault.js";
import type { Emit } from "../types.js";
import type { Agents } from "./agents.js";
import { checkForm } from "./egress.js";
import { outgoingHeaders } from "./headers.js";
import type { Channel, ChannelSettings, HttpRequest, HttpResponse } from "./message.js";
import { RateLimiter } from "./rate-limit.js";
import { type Hop, isRedirect, mostRedirects, redirected } from "./redirects.js";
import {
  asksToWait,
  backoff,
  isRepeatable,
  isRetriedFault,
  isRetriedStatus,
  longestWait,
  retryAfter,
  spanText,
} from "./retry.js";
import { RetryBudget } from "./retry-budget.js";
import type { Routes } from "./routes.js";
import { pause, stoppedFault } from "./stop.js";
import { exchange, type Surroundings } from "./transport.js";

/** What the channels of a client share. */
export interface Shared extends Surroundings {
  readonly agents: Agents;
  readonly routes: Routes;
  readonly retries: number;
  readonly rateLimits: boolean;
  readonly emit: Emit;
  readonly random: () => number;
}

/** The attempts of one `send`, over all its hops. */
interface Attempts {
  made: number;
}

export class ConnectorChannel implements Channel {
  readonly #settings: ChannelSettings;
  readonly #shared: Shared;
  readonly #limiter: RateLimiter;
  readonly #budget = new RetryBudget();
  #isBroke = false;

  constructor(settings: ChannelSettings, shared: Shared) {
    this.#settings = settings;
    this.#shared = shared;
    const limit = shared.rateLimits ? settings.rateLimit : undefined;
    this.#limiter = new RateLimiter(limit, (ms) => this.#tellWait(ms, "rate limit"));
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    if (request.method === "GET" && request.body !== undefined) {
      throw new Fault("INVALID", "a GET request cannot have a body");
    }
    const { ownHosts } = this.#settings;
    const attempts: Attempts = { made: 0 };
    this.#budget.earn();
    let hop: Hop = request;
    for (let redirects = 0; ; redirects += 1) {
      const answer = await this.#answered(hop, request, attempts);
      if (request.redirects === "return" || !isRedirect(answer.status)) return answer;
      const next = redirected(hop, answer.status, answer.headers.location, ownHosts, this.#shared.routes);
      if (next === undefined) return answer;
      if (redirects === mostRedirects) {
        const { host } = request.url;
        throw new Fault("HTTP_REFUSED", `${host} redirects more than ${mostRedirects} times`, { host });
      }
      hop = next;
    }
  }

  meant(asked: URL, link: URL): URL {
    return this.#shared.routes.meant(asked, link);
  }

  mayRepeat(): boolean {
    if (this.#budget.spend()) return true;
    if (!this.#isBroke) this.#tellBroke();
    this.#isBroke = true;
    return false;
  }

  /** The answer of one hop, after the attempts that apply. */
  async #answered(hop: Hop, request: HttpRequest, attempts: Attempts): Promise<HttpResponse> {
    for (;;) {
      attempts.made += 1;
      const mayRetry = attempts.made <= this.#shared.retries;
      let answer: HttpResponse;
      try {
        answer = await this.#once(hop, request, attempts.made);
      } catch (error) {
        const fault = asFault(error);
        if (!mayRetry || !isRetriedFault(fault, hop.method) || !this.mayRepeat()) {
          throw afterTheFirst(fault, hop, request);
        }
        await this.#wait(backoff(attempts.made, this.#shared.random), fault.code);
        continue;
      }
      if (!isRetriedStatus(answer.status, hop.method)) return answer;
      // The whole connector has to slow down, whether or not this request is sent again.
      const slowDown = answer.status === 429 && this.#settings.ownHosts(hop.url.host);
      if (!mayRetry && !slowDown) return answer;
      const asked = await this.#askedWait(answer);
      // To wait as long as one was asked to is obedience; only what is tried on suspicion costs.
      const isAsked = answer.status === 429 || asked !== undefined;
      if (!isAsked && !this.mayRepeat()) return answer;
      const ms = asked ?? backoff(attempts.made, this.#shared.random);
      if (!slowDown) await this.#wait(ms, String(answer.status));
      else if (this.#limiter.pause(performance.now() + ms)) this.#tellWait(ms, "429");
      if (!mayRetry) return answer;
    }
  }

  /** One attempt, in the slots of the limits it counts for. */
  async #once(hop: Hop, request: HttpRequest, attempt: number): Promise<HttpResponse> {
    const { agents, routes, stopper, rateLimits } = this.#shared;
    if (stopper.stopped) throw stoppedFault();
    checkForm(hop.url);
    const { target, named, forwardedHost } = routes.route(hop.url);
    const agent = agents.agentFor(target, named);
    const headers = outgoingHeaders(hop.headers, hop.body, forwardedHost);
    const followed = request.redirects !== "return";
    const { method, url, body } = hop;

    const ownLimiter = this.#settings.ownHosts(url.host) ? this.#limiter : undefined;
    const stepLimiter = rateLimits ? request.rateLimit : undefined;
    // The slot of the connector comes last, so that nobody holds one while waiting for another.
    await stepLimiter?.take(stopper);
    await ownLimiter?.take(stopper);

    const startedAt = performance.now();
    let left = false;
    let status: number | undefined;
    try {
      const { read, beforeSend } = request;
      beforeSend?.();
      left = true;
      const outgoing = { method, url, target, headers, body, read, followed, agent, beforeSend };
      const answer = await exchange(outgoing, this.#shared);
      status = answer.status;
      return answer;
    } finally {
      ownLimiter?.done();
      stepLimiter?.done();
      if (left) this.#tellRequest(hop, attempt, startedAt, status);
    }
  }

  /**
   * Milliseconds that an answer asks to wait; undefined when it does not say.
   *
   * @throws {Fault} HTTP_WAIT_TOO_LONG
   */
  async #askedWait(answer: HttpResponse): Promise<number | undefined> {
    if (!asksToWait(answer.status)) return undefined;
    const asked = retryAfter(answer.headers) ?? (await this.#manifestWait(answer));
    if (asked === undefined || asked <= longestWait) return asked;
    const { host } = answer.url;
    throw new Fault(
      "HTTP_WAIT_TOO_LONG",
      `${this.#settings.connector}: ${host} asks to wait ${spanText(asked)} (${answer.status})`,
      { host, status: answer.status, hint: "Run the same command again after that time." },
    );
  }

  async #manifestWait(answer: HttpResponse): Promise<number | undefined> {
    const seconds = await this.#settings.wait?.(answer);
    return seconds === undefined || !Number.isFinite(seconds) ? undefined : Math.max(0, seconds * 1000);
  }

  #wait(ms: number, why: string): Promise<void> {
    this.#tellWait(ms, why);
    return pause(ms, this.#shared.stopper);
  }

  #tellWait(ms: number, why: string): void {
    const { connector } = this.#settings;
    this.#shared.emit({ type: "waiting", connector, ms: Math.round(ms), why });
  }

  #tellBroke(): void {
    const { connector } = this.#settings;
    const message = `too many requests to ${connector} fail: no more than one in five is sent again, the others fail at once`;
    this.#shared.emit({ type: "warning", message });
  }

  #tellRequest(hop: Hop, attempt: number, startedAt: number, status: number | undefined): void {
    const { host, pathname } = hop.url;
    const path = this.#settings.hidesPaths ? "/…" : pathname;
    const ms = Math.round(performance.now() - startedAt);
    const { connector } = this.#settings;
    const answered = status === undefined ? {} : { status };
    this.#shared.emit({
      type: "request",
      connector,
      method: hop.method,
      host,
      path,
      ms,
      attempt,
      ...answered,
    });
  }
}

/** A POST that was redirected to a GET may have been carried out, whatever became of the GET. */
function afterTheFirst(fault: Fault, hop: Hop, request: HttpRequest): Fault {
  if (hop === request || isRepeatable(request.method)) return fault;
  return new Fault(fault.code, fault.message, { ...fault.details, outcomeUnknown: true });
}
