/** What a random world consists of, as plain JSON: it is printed when a property fails, and read back to see the failure again. */
import type { FormName } from "./cursors.js";

/** How the list goes on from page to page. `token` names the last record that was given, so records that come or go shift nothing. */
export type Paging = "next" | "page" | "token";

/** The order in which the origin lists its records, whatever it was asked for. */
export type Order = "sorted" | "descending" | "shuffled" | "in-pages" | "blocks";

/** How a record is written; `steps` takes two requests for one item and cannot be asked, as `blind`. */
export type Operation = "create" | "update" | "blind" | "steps" | "mirror";

/** The key of an item: text of its own, a number, the text of the number before, nothing, or one that records share. */
export type Ref = "number" | "twin" | "empty" | "null" | "shared";

/** One record of the origin; what is left out is usual. */
export interface RecordSpec {
  /** Place in time, in units of the cursor's form; left out, the record has no cursor. */
  readonly t?: number | undefined;
  readonly kind?: "b" | undefined;
  /** Discarded by the logics of the pipeline, where it has some. */
  readonly drop?: true | undefined;
  /** The format fails for it. */
  readonly bad?: true | undefined;
  readonly ref?: Ref | undefined;
  /** Its cursor lies far behind the clock of the origin. */
  readonly future?: true | undefined;
}

/** A change of the origin. `pick` chooses one of the records that are there, or were deleted. */
export type Edit =
  | {
      readonly do: "add";
      readonly kind?: "b" | undefined;
      readonly ref?: Ref | undefined;
      /** It turns up so many seconds late, within the overlap that the manifest allows for. */
      readonly late?: number | undefined;
    }
  | { readonly do: "change" | "delete" | "restore"; readonly pick: number };

/** Requests that a fault can happen at. */
export type Moment = "page" | "detail" | "one" | "look-up" | "list" | "write" | "note" | "archive";

/**
 * What happens at a request. `lost` and `524` carry it out first, `reset` and `500` do not; `edit` changes the origin before it
 * answers; `empty` is a page without anything, `gap` one that has its total and no records; `stop` is a signal; `kill` and `kill-done` end the process before and after it was carried out.
 */
export type Fault =
  | {
      readonly at: Moment;
      readonly nth: number;
      readonly times?: number | undefined;
      readonly do:
        | "reset"
        | "lost"
        | "500"
        | "524"
        | "429"
        | "half"
        | "empty"
        | "gap"
        | "stop"
        | "kill"
        | "kill-done";
    }
  | { readonly at: "page"; readonly nth: number; readonly do: "edit"; readonly edit: Edit };

/** One thing that the user, or the world, does. */
export type Step =
  | {
      readonly do: "run" | "replay";
      /** `--dry-run`. */
      readonly dry?: true | undefined;
      /** `--no-incremental`. */
      readonly whole?: true | undefined;
      readonly limit?: number | undefined;
      /** `--set`: other filters or another target for this one run. */
      readonly set?:
        | { readonly kind?: "a" | "b" | undefined; readonly source?: "two" | undefined }
        | undefined;
      /** The target refuses records whose id divided by `of` leaves `rest`, as long as this command runs. */
      readonly refuse?: { readonly of: number; readonly rest: number } | undefined;
      readonly faults?: readonly Fault[] | undefined;
    }
  | { readonly do: "edit"; readonly edits: readonly Edit[] }
  /** The store is emptied, or put back as it was before the last command; nothing comes behind it but one run. */
  | { readonly do: "store"; readonly how: "emptied" | "older" }
  | ({ readonly do: "pipeline" } & PipelineSpec);

/** What the pipeline file says; what is left out is as usual. */
export interface PipelineSpec {
  readonly kind?: "a" | "b" | undefined;
  readonly source?: "two" | undefined;
  readonly logics?: true | undefined;
}

export interface WorldSpec {
  readonly records: readonly RecordSpec[];
  readonly pageSize: number;
  readonly paging: Paging;
  readonly form: FormName;
  readonly order: Order;
  readonly filter: "inclusive" | "exclusive" | "rounding";
  readonly total: "none" | "number" | "text" | "more" | "page";
  /** What the manifest says of the list: nothing, its `order`, or `seek` as well. A descending list is not filtered. */
  readonly promise: "none" | "ascending" | "seek" | "descending";
  /** The list is read once for each kind. */
  readonly parts?: true | undefined;
  readonly overlap: boolean;
  /** One more request for each record. */
  readonly each: boolean;
  /** A rejected record can be read again by its key. */
  readonly one: boolean;
  /** The key that the origin's entity has. */
  readonly key: "id" | "ref";
  readonly target: Operation;
  readonly incremental: boolean;
  readonly concurrency: number;
  readonly pipeline: PipelineSpec;
  readonly steps: readonly Step[];
  /** At the end, `--limit` runs have to get everything there, one after the other. */
  readonly limits?: number | undefined;
}

/** True for a target that can be asked what it has. */
export function canBeAsked({ target }: Pick<WorldSpec, "target">): boolean {
  return target !== "blind" && target !== "steps";
}
