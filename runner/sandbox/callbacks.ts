/** Where callbacks of pipelines go in a rehearsal: any POST is welcome, and what it said is kept for whoever looks behind the scenes. */
import type { Answer, System } from "./exchange.js";
import { noJournal, openJournal } from "./journal.js";

/** The host that stands for every host a callback is sent to; `.invalid` is nobody's, so that it cannot be reached by mistake. */
export const callbackHost = "callback.sandbox.invalid";

/** What came so far. */
export interface Callbacks {
  readonly system: System;
  count(): number;
  /** The bodies as JSON texts; one that is no JSON is a JSON string. */
  all(): Iterable<string>;
}

/**
 * A place for callbacks, without any yet but those of earlier sandboxes.
 *
 * @param file - keeps the bodies for the next sandbox; undefined: nothing is kept. Paths are not kept, they may hold keys.
 */
export function createCallbacks(file: string | undefined): Callbacks {
  const bodies: string[] = [];
  const journal = file === undefined ? noJournal : openJournal(file, (line) => bodies.push(line));
  return {
    count: () => bodies.length,
    all: () => bodies,
    system: {
      host: callbackHost,
      route: (method) => ({
        template: "(any)",
        answer({ body }): Answer {
          if (method !== "POST") return { status: 405, headers: {}, body: "" };
          const text = oneLine(body.toString());
          journal.append([text]);
          bodies.push(text);
          return { status: 200, headers: { "Content-Type": "application/json" }, body: "{}" };
        },
      }),
      refuse: (status) => ({ status, headers: {}, body: "" }),
      state: () => ({}),
      close: () => journal.close(),
    },
  };
}

function oneLine(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return JSON.stringify(text);
  }
}
