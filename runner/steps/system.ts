/** What a system is to those who ask it: a connector with its credentials, behind one function. */
import type { RequestPlan } from "../compile/plan.js";
import type { Limit } from "../compile/plan-limits.js";
import type { HttpRequest, HttpResponse } from "../http/client.js";
import type { RateLimiter } from "../http/rate-limit.js";
import type { Watch } from "../http/watch.js";
import type { Emit } from "../types.js";

/** The values that slots see, by name. */
export type Scope = Readonly<Record<string, unknown>>;

/** A system that can be sent requests. */
export interface System {
  readonly connector: string;
  /** The key of the pipeline that holds its credentials. */
  readonly authKey: string;
  /** The credentials that are not secret: what all else but requests sees as `auth`. */
  readonly account: Scope;
  /**
   * Renders a request for a scope, sends it, and judges the answer.
   *
   * @returns the answer that was accepted
   * @throws Fault HTTP_CREDENTIALS, ITEM_REFUSED or HTTP_REFUSED for an answer that was not; the faults of the client otherwise
   */
  ask(request: RequestPlan, scope: Scope, extra?: Extra): Promise<HttpResponse>;
  /** Logs in; only where there is a session. @throws Fault HTTP_CREDENTIALS when the log-in is refused */
  readonly enter?: (() => Promise<unknown>) | undefined;
  /** Whether something may be tried once more that failed; what is tried again comes out of the same budget as attempts of requests. */
  mayRepeat(): boolean;
  /** The limiter of a step that has a limit of its own. */
  limiter(limit: Limit): RateLimiter;
  /** Waits, as before a request that is sent again. @throws Fault STOPPED as soon as the run is stopped */
  wait(ms: number, why: string): Promise<void>;
  /** Is told of what a run should tell. */
  readonly emit: Emit;
  /** Tells what a run should tell once, however often it is met. */
  tellOnce(about: string, warning: { readonly message: string; readonly hint: string }): void;
  /** Is told of what is read of the answers. */
  readonly watch?: Watch | undefined;
}

/** What one request brings besides its plan. */
export interface Extra {
  /** Query parameters laid over those of the plan; null leaves the plan's own. */
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  /** A link that is followed as it is, in place of the plan's address: only to the connector's own hosts. */
  readonly link?: Link | undefined;
  /** The cursor that the query asks with, for who watches. */
  readonly cursor?: string | number | undefined;
  readonly rateLimit?: RateLimiter | undefined;
  /** Called with the request as it was rendered, before it is sent; what it throws keeps it from being sent. */
  readonly onRequest?: ((request: HttpRequest) => void) | undefined;
  /** True for a write of which the status says enough: an answer that cannot be read is a success, and told. */
  readonly lenient?: boolean | undefined;
  /** True: a request to any other host is refused. */
  readonly onlyOwnHosts?: boolean | undefined;
  /** Called right before each attempt leaves; what it throws keeps it from leaving. */
  readonly beforeSend?: (() => void) | undefined;
  /** Whether an answer that is no success is taken all the same, for what it says. */
  readonly takes?: (answer: HttpResponse) => Promise<boolean>;
  /** Whether an answer says that the session has ended; then SessionEnded is thrown. */
  readonly refuseIf?: (answer: HttpResponse) => Promise<boolean>;
}

/** What slots see of an answer. */
export function seenOf({ status, headers, body, url, leadsTo }: HttpResponse): Scope {
  return { status, headers, body, url: (leadsTo ?? url).href };
}

/** A link that an answer holds, and the address that gave the answer. */
export interface Link {
  readonly to: URL;
  readonly from: URL;
}
