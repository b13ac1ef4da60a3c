/** What whoever watches the traffic is told: whole, and not masked. Nothing of it may be shown before it went through a redactor (I6). */
import type { Fault } from "../faults/fault.js";
import type { RequestBody } from "./body.js";
import type { HttpResponse, Method } from "./message.js";

/** One attempt, with its answer or why there is none. */
export interface Attempted {
  readonly type: "request";
  readonly connector: string;
  readonly method: Method;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RequestBody | undefined;
  /** 1 for the first attempt. */
  readonly attempt: number;
  readonly startedAt: Date;
  readonly ms: number;
  /** True for a request of a log-in: whatever it sends and gets may be a credential. */
  readonly isLogIn: boolean;
  /** True when the path may be a secret, as that of a webhook. */
  readonly hidesPath: boolean;
  readonly answer?: HttpResponse | undefined;
  readonly fault?: Fault | undefined;
}

/** What was read of one page of a list. */
export interface PageRead {
  readonly type: "page";
  readonly connector: string;
  readonly url: URL;
  /** The value of `page` that it was asked with; undefined for a link. */
  readonly page: unknown;
  readonly records: number;
  readonly total: number | undefined;
  /** What `next` gave. */
  readonly next: unknown;
  /** The cursor that an incremental run asked with; undefined at the beginning. */
  readonly cursor: string | number | undefined;
}

/** Gets what is told. It must not throw. */
export type Watch = (told: Attempted | PageRead) => void;
