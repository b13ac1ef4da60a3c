/** What a trace tells, in whatever form of file. */
import type { ShownAnswer, ShownRequest } from "./masked.js";

/** What a trace tells, masked. */
export type Told = ToldRequest | ToldPage | ToldWait;

/** One attempt. */
export interface ToldRequest {
  readonly time: string;
  readonly type: "request";
  readonly connector: string;
  readonly attempt: number;
  readonly ms: number;
  readonly request: ShownRequest;
  readonly answer?: ShownAnswer | undefined;
  /** Why there is no answer. */
  readonly error?: { readonly code: string; readonly message: string } | undefined;
}

/** What was read of a page of a list. */
export interface ToldPage {
  readonly time: string;
  readonly type: "page";
  readonly connector: string;
  readonly url: string;
  readonly page?: unknown;
  readonly records: number;
  readonly total?: number | undefined;
  /** Null where there is no further page. */
  readonly next: unknown;
  readonly cursor?: string | number | undefined;
}

/** A wait, and why: the status or the fault that is tried again, or the limit of a rate. */
export interface ToldWait {
  readonly time: string;
  readonly type: "wait";
  readonly connector: string;
  readonly ms: number;
  readonly reason: string;
}

/** A form of the file. Each gives the text to be written now. */
export interface TraceForm {
  begin(): string;
  tell(told: Told): string;
  end(): string;
}
