/** What the compiler hands to the stages: everything a run does, decided before it starts. */
import type { Location } from "../faults/fault.js";
import type { Form } from "../http/decoders/decoder.js";
import type { Packing } from "../http/decoders/unpack.js";
import type { Limit, LimitPlan } from "./plan-limits.js";
import type { Evaluate, Template } from "./slots.js";

export type ReadMode = "json" | "text" | "file" | "csv" | "ndjson" | "xml" | "zip" | "framed_zip" | "nothing";

/** A request as it is rendered for one scope. */
export interface RequestPlan {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly address: Template;
  readonly query: Template;
  readonly headers: Template;
  readonly body:
    | { readonly kind: "json" | "form" | "multipart" | "text"; readonly value: Template }
    | undefined;
  readonly read: ReadMode;
  /** What is said of the form of a table or a document. */
  readonly form?: Form | undefined;
  readonly unpack?: Packing | undefined;
  /** True: a redirect to another address is the answer. */
  readonly keepsRedirect?: boolean;
  /** False: no credential goes into the request, not even to the connector's own hosts. */
  readonly credentials: boolean;
  readonly accept: Evaluate | undefined;
  /** Whether it only reads, where the manifest says so. */
  readonly reads?: boolean | undefined;
  /** True where something depends on its answer. */
  readonly isAwaited?: boolean;
  /** Where it stands, for messages: `connectors/x/connector.yaml:12`. */
  readonly where: string;
}

/** One step; exactly one of `request`, `names`, `record`, `skip`, `fail`, `drop`, `steps` is there. */
export interface StepPlan {
  readonly if: Evaluate | undefined;
  readonly for: { readonly name: string; readonly list: Evaluate } | undefined;
  readonly onError: "fail" | "skip" | "continue";
  readonly request?: RequestPlan;
  /** The request reads a whole list, page by page. */
  readonly list?: PagingPlan | undefined;
  readonly rateLimit?: Limit | undefined;
  /** The request is sent again until this holds. */
  readonly until?: UntilPlan | undefined;
  readonly as?: string | undefined;
  readonly value?: Evaluate | undefined;
  readonly names?: readonly (readonly [string, Evaluate])[];
  readonly record?: Evaluate;
  readonly skip?: Template;
  readonly fail?: Template;
  readonly drop?: Template;
  /** A group. */
  readonly steps?: readonly StepPlan[];
  /** What takes a request back that wrote something. */
  readonly undo?: readonly StepPlan[] | undefined;
  /** Where it stands, for messages: `connectors/x/connector.yaml:12`. */
  readonly where: string;
}

/** When a request that is sent again has what it asks for. */
export interface UntilPlan {
  readonly until: Evaluate;
  readonly failIf: Evaluate | undefined;
  readonly everyMs: number;
  readonly atMostMs: number;
  /** As it is written. */
  readonly atMost: string;
}

/** How a system leads from page to page. */
export interface PagingPlan {
  readonly records: Evaluate;
  /** The value of `page` for the first request. */
  readonly first: Template | undefined;
  readonly next: Evaluate | undefined;
  /** Whether `next` gives values of `page`, since the request names it, or addresses. */
  readonly nextIs: "page" | "address";
}

/** One way of logging in. */
export interface SessionPlan {
  /** Its name under `sessions`. */
  readonly name: string;
  /** Whether the credentials are those of this way. */
  readonly if?: Evaluate | undefined;
  readonly steps: readonly StepPlan[];
  /** In the place of `steps` when there is a session before. */
  readonly renew?: readonly StepPlan[] | undefined;
  /** What a person opens in a browser to log in. */
  readonly authorize?: { readonly url: Template; readonly query: Template } | undefined;
  /** What outlives the run: name → value. */
  readonly keep?: readonly (readonly [string, Evaluate])[] | undefined;
  /** Whether the steps read what was kept. */
  readonly readsKept?: boolean;
  /** How many seconds the session lasts. */
  readonly expires?: Evaluate | undefined;
  readonly headers: Template;
  readonly renewIf: Evaluate | undefined;
  /** Signs out. */
  readonly end?: readonly StepPlan[] | undefined;
}

/** How a system is asked whether the credentials are good. */
export interface CheckPlan {
  /** The ways of logging in that the request is sent with, of which the credentials choose one; empty where none is needed. */
  readonly sessions: readonly SessionPlan[];
  /** Those of the flow, where they are others: their log-in is tried, too. */
  readonly logins: readonly SessionPlan[];
  /** Undefined where the log-in alone has to tell, or nothing tells it. */
  readonly request: RequestPlan | undefined;
  /** Whose account it is. */
  readonly account: Evaluate | undefined;
}

/** How one system is talked to. */
export interface HttpPlan {
  readonly baseUrl: Template;
  /** True where the address is known behind the log-in alone, which names it. */
  readonly isBaseOfSession?: boolean;
  /** The host of the address, where it is written out. */
  readonly baseHost?: string | undefined;
  readonly hosts: readonly string[];
  readonly headers: Template;
  /** Laid under the query of every request to its own hosts. */
  readonly query?: Template | undefined;
  /** What its own hosts are shown when they are connected to. */
  readonly tls?: { readonly cert: Template; readonly key: Template } | undefined;
  readonly rateLimit: readonly LimitPlan[] | undefined;
  /** The most requests that are under way at a time. */
  readonly concurrency?: number | undefined;
  readonly wait: Evaluate | undefined;
  /** When an answer says that its request was not taken and is to come again later. */
  readonly retryWhen?: Evaluate | undefined;
  /** Whether there are any. A system without them cannot refuse them. */
  readonly hasCredentials: boolean;
  /** The names of the credentials that are secret. */
  readonly secrets: readonly string[];
  readonly accept: Evaluate | undefined;
  readonly message: Evaluate | undefined;
}

/** A connector as one side of a run uses it. */
export interface SidePlan {
  readonly connector: string;
  readonly title: string;
  readonly http: HttpPlan;
  /** The key of the pipeline file that holds its credentials: `connector_auth`, `acme_auth`. */
  readonly authKey: string;
}

/** What a list is read once for each element of. */
export interface ListPart {
  readonly name: string;
  readonly list: Evaluate;
}

/** The parts of the span that a list is read over. */
export interface WindowPlan {
  readonly ms: number;
  /** As it is written. */
  readonly text: string;
  /** Where it stands, and where `cursor.start` stands, for messages. */
  readonly at: Location;
  readonly start: Location;
}

export interface ListPlan extends PagingPlan {
  /** The list is read once for each element, and of the second for each of the first. */
  readonly parts?: readonly ListPart[];
  /** The span that it is read over is cut into parts of this length. */
  readonly window?: WindowPlan | undefined;
  /** Undefined where `records` are what is known already. */
  readonly request: RequestPlan | undefined;
  readonly total: Evaluate | undefined;
  readonly filter: Evaluate | undefined;
  readonly limit: Evaluate | undefined;
  /** True where records that come or go shift others from page to page. */
  readonly mayShift?: boolean;
}

export interface CursorPlan {
  /** The cursor of a record; undefined where the answers hold a token. */
  readonly value?: Evaluate | undefined;
  /** The token that an answer holds. */
  readonly token?: Evaluate | undefined;
  /** When an answer says that the stored token is too old. */
  readonly expired?: Evaluate | undefined;
  readonly query: Template;
  /** Where the windows of the list begin without a token. */
  readonly start?: Template | undefined;
  readonly order: "ascending" | "descending" | "none";
  readonly overlapMs: number;
  /** The list is read from cursor to cursor instead of page by page. */
  readonly seek: boolean;
  /** Where it stands, and where its `overlap` stands, for messages. */
  readonly at?: { readonly cursor: Location; readonly overlap: Location };
}

export interface PullPlan {
  /** The ways of logging in, of which the credentials choose one; empty where none is needed. */
  readonly sessions: readonly SessionPlan[];
  readonly key: Evaluate;
  readonly once: readonly StepPlan[];
  readonly list: ListPlan;
  /** Taken once, when the first page is there. */
  readonly lookups: readonly StepPlan[];
  readonly each: readonly StepPlan[];
  readonly one: { readonly request: RequestPlan; readonly record: Evaluate } | undefined;
  readonly cursor: CursorPlan | undefined;
  /** The list of what was deleted, as a pull whose records are keys. */
  readonly deleted?: PullPlan | undefined;
  /** Of a pull of what was deleted: the list of what is there. A key that it gives is not archived. */
  readonly living?: PullPlan | undefined;
}

/** How items are written many at a time. */
export interface BatchPlan {
  readonly size: number;
  readonly waitMs: number;
  /** What the batch holds of an item. */
  readonly item: Evaluate | undefined;
  readonly request: RequestPlan;
  readonly results: Evaluate;
  /** These see a result. */
  readonly key: Evaluate | undefined;
  readonly accepted: Evaluate | undefined;
  readonly message: Evaluate | undefined;
}

export interface PushPlan {
  /** The ways of logging in, of which the credentials choose one; empty where none is needed. */
  readonly sessions: readonly SessionPlan[];
  /** The key of an item at the target. */
  readonly key: Evaluate;
  readonly idempotent: boolean;
  /** The parameters that say where in the target items are written. */
  readonly scope: readonly string[];
  readonly once: readonly StepPlan[];
  readonly each: readonly StepPlan[];
  readonly batch: BatchPlan | undefined;
  readonly after: readonly StepPlan[];
}

/** The callback that an action brings. */
export interface ReportPlan {
  readonly side: SidePlan;
  /** The ways of logging in, of which the credentials choose one; empty where none is needed. */
  readonly sessions: readonly SessionPlan[];
  readonly steps: readonly StepPlan[];
}

export interface CallbackPlan {
  readonly address: Template;
  readonly headers: Template;
  readonly json: Template;
}

/** A compiled pipeline. */
export interface Plan {
  readonly workflowId: string;
  /** What it does, in a word: `acme.create_profiles`. */
  readonly action: string;
  /** What is read and what is written. */
  readonly entities: { readonly origin: string; readonly target: string };
  readonly mode: string;
  /** The operation of the target by which items are written. */
  readonly operation: string;
  readonly persist: boolean;
  readonly incremental: boolean;
  readonly origin: SidePlan;
  readonly target: SidePlan;
  readonly pull: PullPlan;
  readonly push: PushPlan;
  readonly checks: { readonly origin: CheckPlan; readonly target: CheckPlan };
  readonly logics: readonly Evaluate[];
  /** The same as they are written. */
  readonly logicTexts: readonly string[];
  readonly format: Evaluate;
  readonly rejects: { readonly expireMs: number };
  readonly callback: CallbackPlan | undefined;
  /** The action's own callback; a callback of the pipeline takes its place. */
  readonly report: ReportPlan | undefined;
  /** From the body of an event to pull parameters. */
  readonly event: Evaluate | undefined;
}
