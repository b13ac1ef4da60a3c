/** Every error the runner can report: one row each, so that adding an error is adding a row. */

/** Exit codes of the command line. */
export const Exit = {
  ok: 0,
  bug: 1,
  usage: 2,
  environment: 3,
  rejected: 4,
  stopped: 5,
  guard: 6,
  locked: 7,
} as const;

export interface CatalogueRow {
  readonly exit: number;
  /** What this code means, for the reference. */
  readonly means: string;
  /** What to do about it where the fault itself says nothing better. */
  readonly hint?: string;
}

export const catalogue = {
  BUG: {
    exit: Exit.bug,
    means: "The runner itself failed.",
    hint: "Please report it with the log of --log-level debug.",
  },

  USAGE: { exit: Exit.usage, means: "The command line cannot be understood." },
  INVALID: { exit: Exit.usage, means: "A pipeline, a manifest, an expression or a parameter is wrong." },
  EVENT_FAILED: { exit: Exit.usage, means: "The body of an event is not what the action expects." },
  FILE_NOT_FOUND: { exit: Exit.usage, means: "A file that is named does not exist or cannot be read." },

  HTTP_UNREACHABLE: {
    exit: Exit.environment,
    means: "A host cannot be reached: name, connection or certificate.",
  },
  HTTP_BROKEN: { exit: Exit.environment, means: "The connection broke before the answer was complete." },
  HTTP_TIMEOUT: { exit: Exit.environment, means: "A host did not answer in time." },
  HTTP_TOO_LARGE: { exit: Exit.environment, means: "An answer is larger than the runner reads." },
  HTTP_BAD_BODY: {
    exit: Exit.environment,
    means: "An answer is not what its kind promises, e.g. broken JSON.",
  },
  HTTP_REFUSED: { exit: Exit.environment, means: "A system refused a request." },
  HTTP_CREDENTIALS: { exit: Exit.environment, means: "A system did not accept the credentials." },
  HTTP_SESSION: {
    exit: Exit.environment,
    means: "A system accepts the log-in, and says at once that the session has ended.",
    hint: "The log-in is accepted, so the credentials are not what is wrong: does another program log in with the same account? Give this one an account of its own.",
  },
  HTTP_WAIT_TOO_LONG: {
    exit: Exit.environment,
    means: "A system asks to wait longer than the runner waits.",
  },
  HTTP_FORBIDDEN_ADDRESS: {
    exit: Exit.environment,
    means: "A request would have left for an address that nobody allowed.",
  },
  PAGING_CYCLE: {
    exit: Exit.environment,
    means: "A list leads back to a page that was read before, or on and on without anything new.",
  },

  ORDER_NOT_KEPT: {
    exit: Exit.rejected,
    means:
      "A list is not in the order that its manifest promises, gives cursors of forms that cannot be compared or no token for the next run, or lost records while its pages were counted.",
  },

  NOT_SENT: {
    exit: Exit.usage,
    means:
      "A run that changes nothing did not send a request that may change the origin, and needs its answer.",
  },

  EXPRESSION_FAILED: { exit: Exit.usage, means: "A JSONata expression failed while it ran." },
  ALL_FAILED: { exit: Exit.rejected, means: "Every record of the run was rejected." },
  ITEM_FAILED: { exit: Exit.rejected, means: "A `fail` step of the connector ended the item." },
  ITEM_REFUSED: { exit: Exit.rejected, means: "A system did not accept this item." },

  TEST_FAILED: { exit: Exit.rejected, means: "Cases of tests did not come out as they expect." },

  STORE_FAILED: { exit: Exit.environment, means: "The state store cannot be read or written." },
  STORE_CORRUPT: {
    exit: Exit.environment,
    means: "The state store holds something the runner did not write.",
  },
  STORE_REPLACED: {
    exit: Exit.environment,
    means: "The state store was emptied, replaced or set back since the last run.",
  },
  REJECTS_CORRUPT: {
    exit: Exit.environment,
    means: "A reject file, or a file kept beside it, holds something the runner did not write.",
  },
  DISK_FAILED: { exit: Exit.environment, means: "A file of the run cannot be written." },
  LOCKED: { exit: Exit.locked, means: "Another run holds this workflow_id." },
  LOCK_LOST: { exit: Exit.locked, means: "This run lost its workflow_id to another run." },

  TOO_MANY_REJECTS: { exit: Exit.guard, means: "So many records were rejected that the run was stopped." },
  TOO_FEW_RECORDS: {
    exit: Exit.guard,
    means: "So much is gone from the origin that what is missing there was not archived.",
  },

  STOPPED: { exit: Exit.stopped, means: "The run was stopped on request; the same command continues." },
} as const satisfies Record<string, CatalogueRow>;

/** A code of the catalogue. */
export type FaultCode = keyof typeof catalogue;
