/** Reads a list beside the one of the run, from its first record to its last: nothing of it is counted, and a part of it is a fault. */
import { Fault } from "../faults/fault.js";
import type { Entry, RunEvent } from "../types.js";
import type { PullOptions } from "./options.js";
import { startPull } from "./pull.js";

/** What the report counts, which is about the records of the run. */
const COUNTED: ReadonlySet<RunEvent["type"]> = new Set(["counted", "page", "dropped", "duplicate"]);

/** @throws Fault of the list, or where it did not come to its end */
export async function* wholeList(
  options: Omit<PullOptions, "incremental" | "from" | "limit">,
): AsyncGenerator<Entry> {
  const { emit, stop, system } = options;
  const pull = startPull({
    ...options,
    ...{ incremental: false, from: undefined, limit: undefined },
    emit: (event) => {
      if (!COUNTED.has(event.type)) emit(event);
    },
  });
  yield* pull.entries;
  const fault = pull.fault ?? pull.disorder;
  if (fault) throw fault;
  if (stop.aborted) throw new Fault("STOPPED", "the run was stopped");
  if (pull.complete && !pull.isCut) return;
  throw new Fault(
    "HTTP_BAD_BODY",
    `a list of ${system.connector} was cut by its limit, and has to be read whole`,
  );
}
