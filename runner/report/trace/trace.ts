/** Writes what goes over the wire into a file: JSON Lines, or HAR 1.2 where the name of the file ends in `.har`. */
import type { Attempted, PageRead, Watch } from "../../http/watch.js";
import type { RunEvent } from "../../types.js";
import { jsonLine } from "../json.js";
import { openOwnFile } from "../own-file.js";
import type { Redactor } from "../redact.js";
import { TRACE } from "../results.js";
import { harForm } from "./har.js";
import { linesForm } from "./lines.js";
import { shownAnswer, shownRequest, withoutSignatures } from "./masked.js";
import type { ToldPage, ToldRequest } from "./told.js";

/** A trace that is being written. */
export interface Trace {
  readonly watch: Watch;
  /** Waits are told as events of the run. */
  readonly onEvent: (event: RunEvent) => void;
  /** @throws Fault DISK_FAILED when something could not be written */
  end(): void;
}

/**
 * Opens a trace; its file is for its owner alone, whatever it was before.
 *
 * @throws Fault DISK_FAILED
 * @example const trace = openTrace("run.har", redactor); // run(program, values, { ...options, watch: trace.watch })
 */
export function openTrace(path: string, redactor: Redactor): Trace {
  const line = (value: unknown) => jsonLine(value, redactor);
  const form = path.endsWith(".har") ? harForm(line) : linesForm(line);
  const file = openOwnFile(path, TRACE);
  const { write } = file;
  write(form.begin());
  return {
    watch: (told) =>
      write(form.tell(told.type === "page" ? pageTold(told, redactor) : requestTold(told, redactor))),
    onEvent(event) {
      if (event.type !== "waiting") return;
      const { connector, ms, why } = event;
      write(form.tell({ time: now(), type: "wait", connector, ms, reason: why }));
    },
    end() {
      write(form.end());
      file.close();
    },
  };
}

function now(): string {
  return new Date().toISOString();
}

function requestTold(one: Attempted, redactor: Redactor): ToldRequest {
  const { connector, attempt, ms, answer, fault, isLogIn } = one;
  return {
    time: one.startedAt.toISOString(),
    type: "request",
    ...{ connector, attempt, ms },
    request: shownRequest(one, redactor),
    answer: answer && shownAnswer(answer, isLogIn, redactor),
    error: fault && { code: fault.code, message: redactor.mask(fault.message) },
  };
}

function pageTold(
  { connector, url, page, records, total, next, cursor }: PageRead,
  { mask }: Redactor,
): ToldPage {
  const shown = (value: unknown) => (typeof value === "string" ? mask(withoutSignatures(value)) : value);
  return {
    time: now(),
    type: "page",
    connector,
    url: mask(withoutSignatures(url.href)),
    ...{ page: shown(page), records, total, next: shown(next) ?? null },
    cursor,
  };
}
