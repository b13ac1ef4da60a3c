/** What the compiler hands to the stages: everything a run does, decided before it starts. */
import type { Evaluate, Template } from "./slots.js";

/** A span of requests: at most `requests` in any `perMs` milliseconds. */
export interface Limit {
  readonly requests: number;
  readonly perMs: number;
}

/** A request as it is rendered for one scope. */
export interface RequestPlan {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly address: Template;
  readonly query: Template;
  readonly headers: Template;
  readonly body: { readonly kind: "json" | "form" | "multipart"; readonly value: Template } | undefined;
  readonly read: "json" | "text" | "file" | "nothing";
  /** False: the headers of the connector stay at home. */
  readonly credentials: boolean;
  readonly accept: Evaluate | undefined;
  /** Where it stands, for messages: `connectors/x/connector.yaml:12`. */
  readonly where: string;
}

/** One step; exactly one of `request`, `names`, `record`, `skip`, `fail` is there. */
export interface StepPlan {
  readonly if: Evaluate | undefined;
  readonly for: { readonly name: string; readonly list: Evaluate } | undefined;
  readonly onError: "fail" | "skip" | "continue";
  readonly request?: RequestPlan;
  readonly rateLimit?: Limit | undefined;
  readonly as?: string | undefined;
  readonly value?: Evaluate | undefined;
  readonly names?: readonly (readonly [string, Evaluate])[];
  readonly record?: Evaluate;
  readonly skip?: Template;
  readonly fail?: Template;
}

/** How one system is talked to. */
export interface HttpPlan {
  readonly baseUrl: Template;
  readonly hosts: readonly string[];
  readonly headers: Template;
  readonly rateLimit: Limit | undefined;
  readonly wait: Evaluate | undefined;
  readonly accept: Evaluate | undefined;
  readonly message: Evaluate | undefined;
}

/** A connector as one side of a run uses it. */
export interface SidePlan {
  readonly connector: string;
  readonly title: string;
  readonly http: HttpPlan;
  /** The key of the pipeline file that holds its credentials: `connector_auth`, `hrflow_auth`. */
  readonly authKey: string;
}

export interface ListPlan {
  readonly request: RequestPlan;
  readonly records: Evaluate;
  readonly first: unknown;
  readonly next: Evaluate | undefined;
  readonly total: Evaluate | undefined;
  readonly filter: Evaluate | undefined;
  readonly limit: Evaluate | undefined;
}

export interface CursorPlan {
  readonly value: Evaluate;
  readonly query: Template;
  readonly ascending: boolean;
  readonly overlapMs: number;
}

export interface PullPlan {
  readonly key: Evaluate;
  readonly once: readonly StepPlan[];
  readonly list: ListPlan;
  readonly each: readonly StepPlan[];
  readonly one: { readonly request: RequestPlan; readonly record: Evaluate } | undefined;
  readonly cursor: CursorPlan | undefined;
}

export interface PushPlan {
  /** The key of an item at the target. */
  readonly key: Evaluate;
  readonly idempotent: boolean;
  readonly once: readonly StepPlan[];
  readonly each: readonly StepPlan[];
}

export interface CallbackPlan {
  readonly address: Template;
  readonly headers: Template;
  readonly json: Template;
}

/** A compiled pipeline. */
export interface Plan {
  readonly workflowId: string;
  readonly action: string;
  readonly entity: string;
  readonly mode: string;
  readonly persist: boolean;
  readonly incremental: boolean;
  readonly origin: SidePlan;
  readonly target: SidePlan;
  readonly pull: PullPlan;
  readonly push: PushPlan;
  readonly logics: readonly Evaluate[];
  readonly format: Evaluate;
  readonly callback: CallbackPlan | undefined;
}

/** The values that a pipeline file gives once its `${ env.… }` are known. */
export interface Values {
  readonly originAuth: Readonly<Record<string, unknown>>;
  readonly targetAuth: Readonly<Record<string, unknown>>;
  readonly pullParameters: Readonly<Record<string, unknown>>;
  readonly pushParameters: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
}
