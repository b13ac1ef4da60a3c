/** Sends one request until it is answered for good: attempts, waits, limits and redirects, and nothing done twice. */
import { asFault, Fault, ofUnknownOutcome } from "../faults/fault.js";
import type { Emit } from "../types.js";
import type { Agents } from "./agents.js";
import { checkForm } from "./egress.js";
import { isFile } from "./files.js";
import { outgoingHeaders } from "./headers.js";
import type { Channel, ChannelSettings, HttpRequest, HttpResponse } from "./message.js";
import { OwnLimits } from "./own-limits.js";
import { RateLimiter } from "./rate-limit.js";
import { afterTheFirst, assertCarriedOut, assertOwn, isLeftOpen } from "./redirected-writes.js";
import { destination, type Hop, isElsewhere, mostRedirects, redirected } from "./redirects.js";
import {
  asksToWait,
  backoff,
  isLimitOfAll,
  isLimitWithTime,
  isRetriedFault,
  isRetriedStatus,
  longestWait,
  retryAfter,
  spanText,
  waitFor,
} from "./retry.js";
import { RetryBudget } from "./retry-budget.js";
import type { Routes } from "./routes.js";
import { pause, stoppedFault } from "./stop.js";
import { exchange, type Surroundings } from "./transport.js";
import { UnderWay } from "./under-way.js";
import type { Attempted, Watch } from "./watch.js";

/** What the channels of a client share. */
export interface Shared extends Surroundings {
  readonly agents: Agents;
  readonly routes: Routes;
  readonly retries: number;
  readonly rateLimits: boolean;
  readonly emit: Emit;
  readonly watch: Watch | undefined;
  readonly random: () => number;
  /** False: waits take no time. */
  readonly waits: boolean;
}

/** The attempts of one `send`, over all its hops. */
interface Attempts {
  /** How many were sent. */
  sent: number;
  /** How many count: one that met a limit does not, while other requests of the connector get through. */
  made: number;
  /** How many other requests had got through when the last one was sent. */
  through: number;
}

type Told = Pick<Attempted, "headers" | "attempt" | "ms" | "isLogIn" | "answer" | "fault">;

export class ConnectorChannel implements Channel {
  readonly #settings: ChannelSettings;
  readonly #shared: Shared;
  readonly #limits: OwnLimits;
  /** Its slots are those of requests under way; a pause holds for all of them. */
  readonly #limiter: RateLimiter;
  readonly #underWay: UnderWay;
  readonly #budget = new RetryBudget();
  /** Answers of the connector's own hosts that were no limit. */
  #through = 0;
  #isBudgetSpent = false;

  constructor(settings: ChannelSettings, shared: Shared) {
    this.#settings = settings;
    this.#shared = shared;
    this.#underWay = new UnderWay(settings.concurrency);
    const waiting = (ms: number) => this.#tellWait(ms, "rate limit");
    this.#limits = new OwnLimits(shared.rateLimits ? (settings.rateLimits ?? []) : [], waiting);
    this.#limiter = new RateLimiter(undefined, waiting, undefined, this.#underWay);
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    if (request.method === "GET" && request.body !== undefined) {
      throw new Fault("INVALID", "a GET request cannot have a body");
    }
    const attempts: Attempts = { sent: 0, made: 0, through: this.#through };
    this.#budget.earn();
    let hop: Hop = request;
    for (let redirects = 0; ; redirects += 1) {
      const answer = await this.#answered(hop, request, attempts);
      if (request.redirects === "keep" && isElsewhere(answer.status))
        return { ...answer, leadsTo: destination(hop.url, answer.headers.location, this.#shared.routes) };
      let next: Hop | undefined;
      try {
        next = this.#next(hop, request, answer, redirects);
      } catch (error) {
        throw isLeftOpen(hop, request, answer) ? ofUnknownOutcome(asFault(error)) : error;
      }
      if (next === undefined) {
        assertCarriedOut(hop, request, answer);
        return answer;
      }
      hop = next;
    }
  }

  /** Where a redirect leads; undefined when an answer is none, or names no address. */
  #next(hop: Hop, request: HttpRequest, answer: HttpResponse, redirects: number): Hop | undefined {
    const { ownHosts, hidesPaths } = this.#settings;
    const { status, headers } = answer;
    const next = redirected(hop, status, headers.location, ownHosts, this.#shared.routes, hidesPaths);
    if (next === undefined) return undefined;
    assertOwn(hop, next, request, ownHosts);
    if (redirects < mostRedirects) return next;
    const { host } = request.url;
    throw new Fault("HTTP_REFUSED", `${host} redirects more than ${mostRedirects} times`, { host });
  }

  meant(asked: URL, link: URL): URL {
    return this.#shared.routes.meant(asked, link);
  }

  mayRepeat(): boolean {
    if (this.#budget.spend()) return true;
    if (!this.#isBudgetSpent) this.#tellBudgetSpent();
    this.#isBudgetSpent = true;
    return false;
  }

  /** The answer of one hop, after the attempts that apply. */
  async #answered(hop: Hop, request: HttpRequest, attempts: Attempts): Promise<HttpResponse> {
    for (;;) {
      attempts.sent += 1;
      attempts.made += 1;
      const sentAt = performance.now();
      const throughBefore = attempts.through;
      attempts.through = this.#through;
      const mayRetry = attempts.made <= this.#shared.retries;
      let answer: HttpResponse;
      try {
        answer = await this.#once(hop, request, attempts.sent);
      } catch (error) {
        const fault = asFault(error);
        if (!mayRetry || !isRetriedFault(fault, hop.method) || !this.mayRepeat()) {
          throw afterTheFirst(fault, hop, request);
        }
        await this.wait(backoff(attempts.made, this.#shared.random), fault.code);
        continue;
      }
      const isOwn = this.#settings.ownHosts(hop.url.host);
      const isLimit = await this.#isLimit(answer);
      if (isOwn && !isLimit) this.#wentThrough();
      if (!isLimit && !isRetriedStatus(answer.status, hop.method)) return answer;
      // The whole connector has to slow down, whether or not this request is sent again.
      const slowDown = isLimit && isOwn && isLimitOfAll(answer.status);
      if (slowDown) {
        this.#underWay.refused(sentAt, this.#limiter.sending + 1, performance.now());
        // A system that lets others in is not out of order, and this request has only to wait for its turn.
        if (this.#shared.retries > 0 && this.#through > throughBefore) attempts.made -= 1;
      }
      const goesOn = attempts.made <= this.#shared.retries;
      if (!goesOn && !slowDown) return withLimit(answer, isLimit);
      const asked = await this.#askedWait(answer, isLimit);
      // To wait as long as one was asked to is obedience; only what is tried on suspicion costs.
      const isAsked = isLimit || asked !== undefined;
      if (!isAsked && !this.mayRepeat()) return answer;
      const ms = waitFor(asked, backoff(Math.max(1, attempts.made), this.#shared.random));
      if (!slowDown) await this.wait(ms, String(answer.status));
      else if (this.#limiter.pause(performance.now() + this.#span(ms)))
        this.#tellWait(ms, String(answer.status));
      if (!goesOn) return withLimit(answer, isLimit);
      if (isFile(answer.body)) await answer.body.release();
    }
  }

  /** Whether an answer says that the request was not taken and is to come again later. */
  async #isLimit(answer: HttpResponse): Promise<boolean> {
    if (answer.status === 429 || isLimitWithTime(answer.status, answer.headers)) return true;
    return (await this.#settings.isLimit?.(answer)) === true;
  }

  #wentThrough(): void {
    this.#through += 1;
    this.#underWay.accepted();
  }

  /** One attempt, in the slots of the limits it counts for. */
  async #once(hop: Hop, request: HttpRequest, attempt: number): Promise<HttpResponse> {
    const { agents, routes, stopper, rateLimits } = this.#shared;
    if (stopper.stopped) throw stoppedFault();
    checkForm(hop.url);
    const { target, href, named, forwardedHost } = routes.route(hop.url);
    const isOwn = this.#settings.ownHosts(hop.url.host);
    const { agent, proxy } = agents.agentFor(target, named, isOwn ? this.#settings.certificate : undefined);
    const headers = outgoingHeaders(hop.headers, hop.body, forwardedHost);
    const followed = request.redirects !== "keep";
    const { method, url, body } = hop;
    const ownLimiter = isOwn ? this.#limiter : undefined;
    // Where a redirect leads to a stranger's host, the limit of the step says nothing of it.
    const stepLimiter = rateLimits && (isOwn || hop === request) ? request.rateLimit : undefined;
    // The slot of the connector comes last, so that nobody holds one while waiting for another.
    await stepLimiter?.take(stopper);
    const held = isOwn ? await this.#limits.take(method, url, stopper) : undefined;
    await ownLimiter?.take(stopper);

    const startedAt = performance.now();
    let left = false;
    let answer: HttpResponse | undefined;
    let fault: Fault | undefined;
    try {
      const { read, beforeSend } = request;
      beforeSend?.();
      left = true;
      const lenient = request.lenient === true && hop === request;
      const outgoing = {
        method,
        url,
        href,
        headers,
        body,
        read,
        lenient,
        followed,
        agent,
        proxy,
        beforeSend,
      };
      answer = await exchange(outgoing, this.#shared);
      return answer;
    } catch (error) {
      fault = asFault(error);
      throw error;
    } finally {
      ownLimiter?.done();
      held?.done();
      stepLimiter?.done();
      if (answer) await held?.learn(answer);
      if (left) {
        const ms = Math.round(performance.now() - startedAt);
        const isLogIn = request.isLogIn === true;
        this.#tellRequest(hop, { headers, attempt, ms, isLogIn, answer, fault });
      }
    }
  }

  /**
   * Milliseconds that an answer asks to wait; undefined when it does not say.
   *
   * @throws {Fault} HTTP_WAIT_TOO_LONG
   */
  async #askedWait(answer: HttpResponse, isLimit: boolean): Promise<number | undefined> {
    if (!isLimit && !asksToWait(answer.status)) return undefined;
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

  wait(ms: number, why: string): Promise<void> {
    this.#tellWait(ms, why);
    return pause(this.#span(ms), this.#shared.stopper);
  }

  /** How long a wait takes. */
  #span(ms: number): number {
    return this.#shared.waits ? ms : 0;
  }

  #tellWait(ms: number, why: string): void {
    const { connector } = this.#settings;
    this.#shared.emit({ type: "waiting", connector, ms: Math.round(ms), why });
  }

  #tellBudgetSpent(): void {
    const { connector } = this.#settings;
    const message = `too many requests to ${connector} fail: no more than one in five is sent again, the others fail at once`;
    this.#shared.emit({ type: "warning", message });
  }

  #tellRequest(hop: Hop, told: Told): void {
    const { method, url, body } = hop;
    const { connector, hidesPaths: hidesPath = false } = this.#settings;
    const { emit, watch } = this.#shared;
    const { attempt, ms, answer } = told;
    const place = { connector, method, host: url.host, path: hidesPath ? "/…" : url.pathname };
    emit({ type: "request", ...place, ms, attempt, ...(answer ? { status: answer.status } : {}) });
    const startedAt = new Date(Date.now() - ms);
    watch?.({ type: "request", connector, method, url, body, startedAt, hidesPath, ...told });
  }
}

/** An answer that is returned although it asks to come again must not look like a success. */
function withLimit(answer: HttpResponse, isLimit: boolean): HttpResponse {
  return isLimit ? { ...answer, isLimit } : answer;
}
