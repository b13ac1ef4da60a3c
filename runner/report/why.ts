/** Says where one record is, and what became of it: for people as some lines, the verdict first. */
import { palette, plain, type RenderOptions } from "../faults/render.js";
import type { LogicResult } from "./preview.js";

/** A value that a logic read. */
interface ValueRead {
  readonly path: string;
  readonly value: unknown;
}

/** Where a record is. */
export type Verdict =
  | "not_at_origin"
  | "not_read"
  | "left_out"
  | "discarded"
  | "failed"
  | "rejected"
  | "sent"
  | "skipped"
  | "before_token"
  | "to_be_written";

/** All that is known of one record. */
export interface Why {
  readonly key: string;
  readonly workflow_id: string;
  readonly verdict: Verdict;
  readonly origin: {
    readonly found: boolean;
    /** How it was looked for: by itself, or in the list. */
    readonly asked: "one" | "list";
    /** Records that were read until it was found, or the list had ended. */
    readonly records_read: number;
    readonly error?: string | undefined;
    /** Requests that more than read: sent where the manifest says that they change nothing, and else not. */
    readonly requests?: readonly string[] | undefined;
  };
  readonly cursor?: string | number | undefined;
  readonly token?: string | number | undefined;
  /** Whether incremental runs take it for read: undefined where there is no token, or no cursor. */
  readonly is_before_token?: boolean | undefined;
  readonly logics: readonly (LogicResult & { readonly values: readonly ValueRead[] })[];
  /** Why `logics`, `format` or the steps of the target failed. */
  readonly error?: string | undefined;
  /** What the target would be asked, as far as it is known without a write. */
  readonly target: readonly string[];
  readonly ledger?: { readonly state: string; readonly at: string; readonly run_id: string } | undefined;
  readonly rejects: readonly {
    readonly at: string;
    readonly bucket: string;
    readonly message: string;
    readonly outcome_unknown: boolean;
  }[];
}

const WORDS: Readonly<Record<Verdict, string>> = {
  not_at_origin: "the origin does not give it",
  not_read: "it cannot be read",
  left_out: "the manifest leaves it out: it is no record of this flow",
  discarded: "logics discard it",
  failed: "it cannot be made an item, or its item is refused",
  rejected: "it is among the rejects",
  sent: "it was sent",
  skipped: "it would be skipped",
  before_token: "it is at or before the token: no incremental run takes it until it changes",
  to_be_written: "the next run writes it",
};

/** Some lines, without a newline at the end. */
export function renderWhy(why: Why, { color, mask = (text) => text }: RenderOptions): string {
  const { bold, dim } = palette(color);
  const say = (text: string) => plain(mask(text), 2000);
  const lines = [bold(`${say(why.key)} of ${say(why.workflow_id)}: ${WORDS[why.verdict]}`)];
  const row = (label: string, text: string) => lines.push(`  ${dim(label.padEnd(9))}${say(text)}`);
  row("origin", originWords(why));
  for (const text of why.origin.requests ?? []) row("", text);
  if (why.cursor !== undefined) row("cursor", cursorWords(why));
  for (const [index, { logic, result, values }] of why.logics.entries()) {
    row(index === 0 ? "logics" : "", `${index + 1}. ${logic} → ${result}`);
    if (result === "discarded")
      for (const { path, value } of values) row("", `     ${path} = ${JSON.stringify(value) ?? "nothing"}`);
  }
  if (why.error !== undefined) row("failure", why.error);
  for (const [index, text] of why.target.entries()) row(index === 0 ? "target" : "", text);
  if (why.ledger) row("ledger", `${why.ledger.state} at ${why.ledger.at} by run ${why.ledger.run_id}`);
  for (const { at, bucket, message, outcome_unknown } of why.rejects) {
    const doubt = outcome_unknown ? "; it is not known whether it was written" : "";
    row("reject", `${bucket} at ${at}: ${message}${doubt}`);
  }
  return lines.join("\n");
}

function cursorWords({ cursor, token, is_before_token: isBefore }: Why): string {
  if (isBefore === undefined) return `${cursor}; there is no token`;
  return `${cursor}, ${isBefore ? "at or before" : "after"} the token ${token}`;
}

function originWords({ origin: { found, asked, records_read: count, error } }: Why): string {
  if (error !== undefined) return error;
  if (asked === "one") {
    return found
      ? "gives it when asked for it alone; filters of the list were not applied"
      : "has no such record";
  }
  const read = count === 1 ? "1 record" : `${count} records`;
  return found ? `lists it (${read} read)` : `does not list it (${read} read, to the end)`;
}
