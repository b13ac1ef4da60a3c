/* Generated from connector.schema.json by `npm run types`; do not edit. */

/**
 * A JSON type.
 */
export type JsonType = "string" | "number" | "integer" | "boolean" | "array" | "object" | "null";
/**
 * The session that the requests need: a name under `sessions`. A list of names: the one whose `if` holds for the credentials.
 */
export type SessionName = string | [string, string, ...string[]];
/**
 * What the answer is read as. `zip` is an object of files by entry name, `framed_zip` a list of such objects, each archive behind its length as 4 bytes, little-endian; `csv` and `ndjson` are lists, a line each; `xml` is an object of the elements, with `@` before the names of attributes. `{ csv: … }` and `{ xml: … }` say more of the form. Default: `json`.
 */
export type Read =
  ("json" | "text" | "file" | "csv" | "ndjson" | "xml" | "zip" | "framed_zip" | "nothing") | ReadForm;
/**
 * What the answer is packed in: it is unpacked, and then read as `read` says. Of a `zip` archive that is its one file. A `Content-Encoding` needs no such word.
 */
export type Unpack = "gzip" | "zip";
/**
 * Steps that log in; what they name is `session.<name>` in the requests that follow.
 *
 * @minItems 1
 */
export type Steps = [Step, ...Step[]];
/**
 * One step: a request (`get`, `post`, `put`, `patch`, `delete`), or one of `let`, `record`, `skip`, `fail`, `drop`, `steps`, `do`.
 */
export type Step = Step1 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2 &
  Step1 &
  Step2;
export type Step1 =
  | {
      [k: string]: unknown;
    }
  | {
      [k: string]: unknown;
    }
  | {
      [k: string]: unknown;
    }
  | {
      [k: string]: unknown;
    }
  | {
      [k: string]: unknown;
    }
  | {
      [k: string]: unknown;
    }
  | {
      [k: string]: unknown;
    }
  | {
      [k: string]: unknown;
    }
  | {
      [k: string]: unknown;
    }
  | {
      [k: string]: unknown;
    }
  | {
      [k: string]: unknown;
    }
  | {
      [k: string]: unknown;
    };
/**
 * A bare JSONata expression.
 */
export type Expression = string;
/**
 * A group: steps under one `if`, `for` and `on_error`. What they name is known behind the group, unless it has a `for`.
 *
 * @minItems 1
 */
export type Steps1 = [Step, ...Step[]];
/**
 * Of a request that writes: steps that take it back when a later step of the same item fails. They see the names that are known behind the request. Where several requests are taken back, the last comes first.
 *
 * @minItems 1
 */
export type Steps2 = [Step, ...Step[]];
/**
 * Steps in the place of `steps` when there is a session before: it is `session` in them, and what they name is laid over it. Where they are refused, `steps` are taken.
 *
 * @minItems 1
 */
export type Steps3 = [Step, ...Step[]];
/**
 * Steps that sign out, taken in the session at the end of a run, whatever became of it. When they fail, that is told and changes nothing.
 *
 * @minItems 1
 */
export type Steps4 = [Step, ...Step[]];
/**
 * Steps, taken from first to last.
 *
 * @minItems 1
 */
export type Steps5 = [Step, ...Step[]];
/**
 * Steps, taken from first to last.
 *
 * @minItems 1
 */
export type Steps6 = [Step, ...Step[]];
/**
 * Steps, taken from first to last.
 *
 * @minItems 1
 */
export type Steps7 = [Step, ...Step[]];
/**
 * Steps, taken from first to last.
 *
 * @minItems 1
 */
export type Steps8 = [Step, ...Step[]];
/**
 * Steps, taken from first to last.
 *
 * @minItems 1
 */
export type Steps9 = [Step, ...Step[]];
/**
 * Steps, taken from first to last.
 *
 * @minItems 1
 */
export type Steps10 = [Step, ...Step[]];
/**
 * Steps, taken from first to last.
 *
 * @minItems 1
 */
export type Steps11 = [Step, ...Step[]];
/**
 * Steps, taken from first to last.
 *
 * @minItems 1
 */
export type Steps12 = [Step, ...Step[]];

/**
 * A connector manifest: how one system is talked to. Every system is described by such a file; no connector has code.
 */
export interface Connector {
  /**
   * Name of the connector: the name of its folder, and the part before the dot in `action`.
   */
  name: string;
  /**
   * Name of the system as people write it.
   */
  title: string;
  /**
   * Name of the system in narrow places, e.g. in a heading. Default: the title.
   */
  short_title?: string;
  /**
   * Kind of system.
   */
  type: "ATS" | "HCM" | "CRM" | "Job Board" | "Automation" | "Hub";
  /**
   * Web site of the system.
   */
  url: string;
  auth: Parameters;
  http: HttpSettings;
  check?: Check;
  /**
   * Ways of logging in: name → steps. A pull, an operation or a callback says which one it needs.
   */
  sessions?: {
    [k: string]: Session;
  };
  /**
   * Reference tables: name → values, bound in every expression of this connector as `$tables`.
   */
  tables?: {
    [k: string]: unknown;
  };
  /**
   * JSONata functions: name → `function(…) { … }` or a `./file.jsonata`, bound in every expression of this connector as `$name`.
   */
  functions?: {
    [k: string]: string;
  };
  /**
   * Steps that several operations have in common: name → steps. A step `do: name` takes them; they see the names that are known where it stands.
   */
  procedures?: {
    [k: string]: Steps5;
  };
  /**
   * What the system holds: `profile`, `job`, or any name.
   */
  entities: {
    [k: string]: Entity;
  };
  /**
   * The flows of this connector that a pipeline can name.
   */
  actions?: {
    [k: string]: Action;
  };
}
/**
 * Credentials, as JSON Schema properties. `writeOnly: true` marks a secret: it is never printed.
 */
export interface Parameters {
  /**
   * Names of the properties that must be given.
   */
  required?: string[];
  /**
   * The parameters by name.
   */
  properties: {
    [k: string]: Parameter;
  };
}
/**
 * One parameter, as JSON Schema.
 */
export interface Parameter {
  /**
   * What the parameter means.
   */
  description: string;
  /**
   * JSON type or types; add `null` where the parameter may be empty.
   */
  type?: JsonType | [JsonType, ...JsonType[]];
  /**
   * The values that are allowed.
   *
   * @minItems 1
   */
  enum?: [unknown, ...unknown[]];
  /**
   * The value where the pipeline gives none.
   */
  default?: {
    [k: string]: unknown;
  };
  /**
   * Values as one would write them.
   */
  examples?: unknown[];
  /**
   * Format of a text.
   */
  format?: "uri" | "date" | "date-time" | "email";
  /**
   * Regular expression that a text must match.
   */
  pattern?: string;
  /**
   * Smallest number.
   */
  minimum?: number;
  /**
   * Largest number.
   */
  maximum?: number;
  /**
   * Type of the elements of a list.
   */
  items?: {
    /**
     * A JSON type.
     */
    type: "string" | "number" | "integer" | "boolean" | "array" | "object" | "null";
    /**
     * `item`: each element names a member of the item that is written; a name that no item has is found before a run.
     */
    member_of?: "item";
  };
  /**
   * A secret: never printed, never in an expression outside a request. The other credentials are seen by the expressions of lists and steps, too.
   */
  writeOnly?: boolean;
}
/**
 * What holds for every request to this system.
 */
export interface HttpSettings {
  /**
   * Address that the paths of the requests are appended to. Its host is the connector's own: only there go its headers.
   */
  base_url: string;
  /**
   * Further hosts that belong to this system and may be sent its credentials; `*.acme.example` names all below one.
   */
  hosts?: string[];
  headers?: Headers;
  query?: Query;
  tls?: ClientTls;
  /**
   * The most requests that are sent in any span of time: one limit, or a list of several, each of which holds for the requests that it names.
   */
  rate_limit?: RateLimit | [RateLimit, RateLimit, ...RateLimit[]];
  /**
   * The most requests that are under way at a time. Without it, and below it, the number is halved after a 429 and grows again.
   */
  concurrency?: number;
  retry?: Retry;
  /**
   * When an answer counts as success: an expression over `status`, `headers`, `body`, `url`. Default: a status of 200 to 299.
   */
  accept?: string;
  /**
   * Where an answer that is no success says why: an expression over `status`, `headers`, `body`, `url` that yields text.
   */
  message?: string;
}
/**
 * Headers of every request to the connector's own hosts.
 */
export interface Headers {
  [k: string]: string | null;
}
/**
 * Query parameters of every request to the connector's own hosts; those of a request take their place, and null leaves one out. A link that is followed gets those that it has not.
 */
export interface Query {
  [k: string]: unknown;
}
/**
 * The client certificate that the connector's own hosts are shown when they are connected to.
 */
export interface ClientTls {
  /**
   * The certificate in PEM, with those between it and the root behind it: `${ auth.client_certificate }`.
   */
  cert: string;
  /**
   * Its private key in PEM, without a password: `${ auth.client_key }`.
   */
  key: string;
}
/**
 * The most requests that are sent in any span of time.
 */
export interface RateLimit {
  /**
   * Number of requests.
   */
  requests: number;
  /**
   * Span of time: `500ms`, `10s`, `1m`.
   */
  per: string;
  /**
   * The requests it holds for, by their path behind `base_url`: `*` stands for one part of it, a `**` at the end for all that follows. Left out: all.
   */
  path?: string;
  /**
   * The requests it holds for, by their method. Left out: all.
   *
   * @minItems 1
   */
  methods?: ["get" | "post" | "put" | "patch" | "delete", ...("get" | "post" | "put" | "patch" | "delete")[]];
  /**
   * How many more requests an answer says are let in before the count begins anew: an expression over `status`, `headers`, `body`, `url`. So many are sent, and no more until then.
   */
  remaining?: string;
  /**
   * When the count begins anew, by an answer: seconds from then, or a moment (seconds or milliseconds since 1970, or a date). Default: after `per`.
   */
  reset?: string;
}
/**
 * How answers that ask to come again later are obeyed.
 */
export interface Retry {
  /**
   * True for an answer, of whatever status, that says that its request was not taken and is to come again later: an expression over `status`, `headers`, `body`, `url`. A 429 and a 503 always say so, a 403, 409 and 423 with Retry-After.
   */
  when?: string;
  /**
   * Seconds to wait after an answer that asks to come again later without Retry-After: an expression over `status`, `headers`, `body`, `url`.
   */
  wait?: string;
}
/**
 * A request that changes nothing and shows whether the credentials are good, and whose account they are: what `sync-runner check` asks.
 */
export interface Check {
  session?: SessionName;
  /**
   * Path below `base_url` that only somebody who is known is answered.
   */
  get: string;
  query?: Query1;
  headers?: Headers1;
  read?: Read;
  unpack?: Unpack;
  /**
   * When the answer counts as success: an expression over `status`, `headers`, `body`, `url` and `accepted`.
   */
  accept?: string;
  /**
   * Whose account it is: an expression over `status`, `headers`, `body`, `url` that yields text. Default: the credentials that are not secret.
   */
  account?: string;
}
/**
 * Query parameters. Null is left out, a list repeats its name.
 */
export interface Query1 {
  [k: string]: unknown;
}
/**
 * Header name → text. A header whose text is null is not sent, not even where the connector has one of that name; those that the runner sets itself (User-Agent, Accept, Accept-Encoding, Content-Type of a body) take another text, and are not left out.
 */
export interface Headers1 {
  [k: string]: string | null;
}
/**
 * How the answer is read, and its form: one of the two.
 */
export interface ReadForm {
  csv?: CsvForm;
  xml?: XmlForm;
}
/**
 * The form of a table, where it is not the usual one: values between commas, and the names of the columns in the first line.
 */
export interface CsvForm {
  /**
   * The sign between two values, e.g. `;`. Default: `,`.
   */
  delimiter?: string;
  /**
   * The names of the columns of a table that has them not in its first line.
   *
   * @minItems 1
   */
  columns?: [string, ...string[]];
  /**
   * What a table that is not in UTF-8 is written in, where the answer does not say, or says it wrongly.
   */
  charset?: "windows-1252" | "iso-8859-1" | "iso-8859-15" | "utf-16le" | "windows-1250" | "shift_jis";
}
/**
 * The form of an XML document.
 */
export interface XmlForm {
  /**
   * Names of the elements that are lists, without prefix: they are lists where they stand once, too. Another element that stands more than once is a mistake of this list, and told.
   *
   * @minItems 1
   */
  lists: [string, ...string[]];
}
/**
 * One way of logging in: its steps are taken before the first request that needs it.
 */
export interface Session {
  /**
   * Of several log-ins that a pull, an operation or a callback names, which one the credentials are for: an expression over `auth`. It has to hold for exactly one.
   */
  if?: string;
  steps: Steps;
  renew?: Steps3;
  /**
   * A bare JSONata expression.
   */
  expires?: string;
  /**
   * What outlives the run, encrypted in the store: name → expression over what the steps named. The steps see it as `kept`. It is stored before it is used, and what it takes the place of stays until it has worked; nothing leaves what is kept as it is.
   */
  keep?: {
    [k: string]: Expression;
  };
  authorize?: Authorization;
  headers?: Headers3;
  /**
   * A bare JSONata expression.
   */
  renew_if?: string;
  end?: Steps4;
}
export interface Step2 {
  /**
   * GET this path below `base_url`, or this whole URL.
   */
  get?: string;
  /**
   * POST to this path below `base_url`, or this whole URL.
   */
  post?: string;
  /**
   * PUT to this path below `base_url`, or this whole URL.
   */
  put?: string;
  /**
   * PATCH this path below `base_url`, or this whole URL.
   */
  patch?: string;
  /**
   * DELETE this path below `base_url`, or this whole URL.
   */
  delete?: string;
  /**
   * Names values: name → expression.
   */
  let?: {
    [k: string]: Expression;
  };
  /**
   * A bare JSONata expression.
   */
  record?: string;
  /**
   * Ends this item: nothing needs to be written, for this reason.
   */
  skip?: string;
  /**
   * Ends this record or item: it is rejected with this message.
   */
  fail?: string;
  /**
   * Leaves this record out, for this reason: it is no record of this flow (pull). It is counted as dropped, and for archiving it counts as not listed.
   */
  drop?: string;
  steps?: Steps1;
  /**
   * Takes the steps of this one of the `procedures`, as a group: they see the names that are known here.
   */
  do?: string;
  /**
   * A bare JSONata expression.
   */
  if?: string;
  /**
   * The step is taken once for each element: name → expression that yields a list. With `as`, the answers become a list.
   */
  for?: {
    [k: string]: Expression;
  };
  query?: Query1;
  headers?: Headers2;
  /**
   * JSON body.
   */
  json?: {
    [k: string]: unknown;
  };
  /**
   * URL-encoded form body: field → value. Null is left out.
   */
  form?: {
    [k: string]: unknown;
  };
  /**
   * Multipart body: part → text, a file, or `{ file, filename, content_type }`, whose `file` is a file. Null is left out; other values are sent as JSON text.
   */
  multipart?: {
    [k: string]: unknown;
  };
  /**
   * Body of text, e.g. XML. `Content-Type` under `headers` says what it is; left out, it is `text/plain; charset=utf-8`.
   */
  text?: string;
  read?: Read;
  unpack?: Unpack;
  /**
   * A bare JSONata expression.
   */
  records?: string;
  /**
   * With `records`: the value of `page` for the first request.
   */
  first?: {
    [k: string]: unknown;
  };
  /**
   * A bare JSONata expression.
   */
  next?: string;
  /**
   * `none`: no credential goes into the request, not even to the connector's own hosts: its headers are not sent, and `auth` and `session` are not in scope. They never go to another host.
   */
  credentials?: "connector" | "none";
  /**
   * A bare JSONata expression.
   */
  accept?: string;
  /**
   * `keep`: a redirect to another address (301, 302, 303) is the answer and is not followed; where it leads is `url`. One that asks for the same request elsewhere (307, 308) is followed all the same.
   */
  redirect?: "follow" | "keep";
  /**
   * Whether the request only reads, and changes nothing. Default: true for `get` and, in a pull, for `post`. A dry run, a preview and `why` send nothing else.
   */
  reads?: boolean;
  /**
   * Name of the answer for the steps that follow; nothing when the step was not taken.
   */
  as?: string;
  /**
   * A bare JSONata expression.
   */
  value?: string;
  undo?: Steps2;
  rate_limit?: StepRateLimit;
  /**
   * A bare JSONata expression.
   */
  until?: string;
  /**
   * With `until`: the time between two requests. Without it: 5s.
   */
  every?: string;
  /**
   * With `until`: the time after which the step fails. Without it: 10m.
   */
  at_most?: string;
  /**
   * A bare JSONata expression.
   */
  fail_if?: string;
  /**
   * What a failing step means for the record or item: it is rejected, skipped, or goes on without the answer, which is counted and told. Wrong credentials end the run all the same: where status 403 is said of one record alone, `accept` has to say so. A group goes on behind its last step, and what it wrote is taken back by `undo`.
   */
  on_error?: "fail" | "skip" | "continue";
}
/**
 * Header name → text. A header whose text is null is not sent, not even where the connector has one of that name; those that the runner sets itself (User-Agent, Accept, Accept-Encoding, Content-Type of a body) take another text, and are not left out.
 */
export interface Headers2 {
  [k: string]: string | null;
}
/**
 * A limit of this request's own, besides the connector's.
 */
export interface StepRateLimit {
  /**
   * Number of requests.
   */
  requests: number;
  /**
   * Span of time: `500ms`, `10s`, `1m`.
   */
  per: string;
}
/**
 * A person logs in once, in a browser: `sync-runner login CONNECTOR` opens this address, and takes the steps with what comes back as `authorized` (`code`, `redirect_uri`, `code_verifier`). Runs go on from what was kept.
 */
export interface Authorization {
  /**
   * The address that the browser opens, over `auth`.
   */
  url: string;
  /**
   * Its query, over `auth`, e.g. `client_id` and `scope`; `response_type`, `redirect_uri`, `state` and the challenge of PKCE (S256) are added.
   */
  query?: {
    [k: string]: unknown;
  };
}
/**
 * Header name → text. A header whose text is null is not sent, not even where the connector has one of that name; those that the runner sets itself (User-Agent, Accept, Accept-Encoding, Content-Type of a body) take another text, and are not left out.
 */
export interface Headers3 {
  [k: string]: string | null;
}
/**
 * One kind of thing the system holds, and how it is pulled and pushed.
 */
export interface Entity {
  /**
   * JSON Schema of a record, as `./file.schema.json`. Paths in expressions are checked against it.
   */
  schema?: string;
  /**
   * What an item that was written looks like when it is read, as an expression or a `./file.jsonata` whose input is the item. With it, flows between two other systems can be joined through this one's model.
   */
  as_read?: string;
  /**
   * A bare JSONata expression.
   */
  key: string;
  pull?: Pull;
  /**
   * How items are written: operation → steps. `create`, `update`, `upsert` and `archive` are the usual operations.
   */
  push?: {
    [k: string]: Operation;
  };
}
/**
 * How records are read.
 */
export interface Pull {
  session?: SessionName;
  parameters?: Parameters1;
  once?: Steps6;
  list: List;
  lookups?: Steps7;
  each?: Steps8;
  one?: One;
  cursor?: Cursor;
  /**
   * What is read otherwise in a mode: `create`, `update`, `archive` or `upsert` → what takes the place of what stands here.
   */
  modes?: {
    create?: Mode;
    update?: Mode;
    archive?: Mode;
    upsert?: Mode;
  };
}
/**
 * What a pipeline may give under `pull_parameters`.
 */
export interface Parameters1 {
  /**
   * Names of the properties that must be given.
   */
  required?: string[];
  /**
   * The parameters by name.
   */
  properties: {
    [k: string]: Parameter;
  };
}
/**
 * The request that lists records, page by page. Without a request `records` takes them from what is known already, e.g. the parameters of an event.
 */
export interface List {
  /**
   * Reads the list once for each element, one after the other, e.g. for the candidates of each position: name → expression that yields a list; nothing and null are none, write `… ?: []` where they mean that there are no elements. Of two names the second is read for each element of the first. A name is in scope of the list, of `each` and of `one`, and in `filter` as a variable.
   */
  for?: {
    [k: string]: Expression;
  };
  /**
   * Reads the list once for each part of the span between the token, or `cursor.start`, and now, the oldest first, e.g. `30d`: for systems that refuse long spans or cannot page deep. `window.from` and `window.to` are in scope of the list, of `each` and of `one`, and in `filter` as a variable; they have the form of `cursor.start`. Ask for what is at or after `window.from` and before `window.to`. The token moves over a window that was read to its end; that its records lie in it is checked by `cursor.value`.
   */
  window?: string;
  /**
   * Path below `base_url`, or a whole URL, asked with GET.
   */
  get?: string;
  /**
   * Path below `base_url`, or a whole URL, asked with POST.
   */
  post?: string;
  query?: Query1;
  headers?: Headers1;
  read?: Read;
  unpack?: Unpack;
  /**
   * JSON body.
   */
  json?: {
    [k: string]: unknown;
  };
  /**
   * Body of text, e.g. XML. `Content-Type` under `headers` says what it is; left out, it is `text/plain; charset=utf-8`.
   */
  text?: string;
  /**
   * A bare JSONata expression.
   */
  records: string;
  /**
   * The value of `page` for the first request; it may be made of what is in scope: `${ cursor }`.
   */
  first?: {
    [k: string]: unknown;
  };
  /**
   * A bare JSONata expression.
   */
  next?: string;
  /**
   * A bare JSONata expression.
   */
  total?: string;
  /**
   * A bare JSONata expression.
   */
  filter?: string;
  deleted?: Deleted;
  /**
   * True for a list whose pages are counted (page numbers, offsets): a record can be passed over when others come or go while it is read. Reference pages say so.
   */
  may_shift?: boolean;
  /**
   * A bare JSONata expression.
   */
  limit?: string;
  /**
   * A bare JSONata expression.
   */
  accept?: string;
}
/**
 * A second list, of what was deleted: it gives keys. A flow of mode `archive` reads it in the place of the first, and archives each key that the first list, read whole, does not give any more; one that it still gives is rejected. Where an operation archives behind its last item what was not listed, a whole run takes it for proof.
 */
export interface Deleted {
  /**
   * Path below `base_url`, or a whole URL, asked with GET.
   */
  get?: string;
  /**
   * Path below `base_url`, or a whole URL, asked with POST.
   */
  post?: string;
  query?: Query1;
  headers?: Headers1;
  read?: Read;
  unpack?: Unpack;
  /**
   * JSON body.
   */
  json?: {
    [k: string]: unknown;
  };
  /**
   * A bare JSONata expression.
   */
  records: string;
  /**
   * A bare JSONata expression.
   */
  key: string;
  /**
   * The value of `page` for the first request.
   */
  first?: {
    [k: string]: unknown;
  };
  /**
   * A bare JSONata expression.
   */
  next?: string;
  /**
   * A bare JSONata expression.
   */
  total?: string;
  /**
   * True for a list whose pages are counted.
   */
  may_shift?: boolean;
  /**
   * A bare JSONata expression.
   */
  accept?: string;
  cursor?: Cursor;
}
/**
 * How an incremental run reads only what changed.
 */
export interface Cursor {
  /**
   * A bare JSONata expression.
   */
  value?: string;
  /**
   * A bare JSONata expression.
   */
  token?: string;
  /**
   * A bare JSONata expression.
   */
  expired?: string;
  query?: Query2;
  /**
   * `ascending` when the list comes sorted by the cursor: then the token moves while the run goes on. `descending` when the newest comes first: then the list is left at the first record that is older than the token, whether or not the system can filter. Otherwise it moves at the end. The order is checked; where it does not hold, the token stays.
   */
  order?: "ascending" | "descending" | "none";
  /**
   * True reads an `ascending` list from cursor to cursor instead of page by page, so that no record is passed over when others change meanwhile. For systems whose `query` gives what is at or after the cursor, which is checked; that the list is sorted is checked inside each page and on its first two pages, and behind these wherever a `total` of the list says that a record was left out. Give the list its `total`: without one, disorder further on is not noticed.
   */
  seek?: boolean;
  /**
   * Where the windows of a list begin when there is no token: an instant, written out or made of what `once` named and of `parameters`, e.g. `2020-01-01` or `${ parameters.since }`. For `list.window` alone. The bounds of the windows have its form: dates of a date, milliseconds of milliseconds.
   */
  start?: string | number;
  /**
   * How far before the token the next run starts reading, for records that turn up late. For cursors that are instants, in whatever form. A record may be as far outside its window, e.g. where a system cuts days in its own time zone.
   */
  overlap?: string;
}
/**
 * Query parameters. Null is left out, a list repeats its name.
 */
export interface Query2 {
  [k: string]: unknown;
}
/**
 * The request that reads one record again by its `key`: a rejected record is read afresh before it is replayed.
 */
export interface One {
  /**
   * Path below `base_url`, with `${ key }`.
   */
  get: string;
  query?: Query1;
  headers?: Headers1;
  read?: Read;
  unpack?: Unpack;
  /**
   * A bare JSONata expression.
   */
  record: string;
}
/**
 * What is read otherwise in one mode.
 */
export interface Mode {
  /**
   * The names of the parameters that a pipeline may give in this mode; the others have their defaults. Left out: all of them.
   */
  parameters?: string[];
  /**
   * The names of the parameters that must be given in this mode, in place of those that are required otherwise.
   */
  required?: string[];
  /**
   * Values of parameters where the pipeline gives none: name → value.
   */
  defaults?: {
    [k: string]: unknown;
  };
  list?: List1;
  cursor?: Cursor1;
}
/**
 * The request that lists records, page by page. Without a request `records` takes them from what is known already, e.g. the parameters of an event.
 */
export interface List1 {
  /**
   * Reads the list once for each element, one after the other, e.g. for the candidates of each position: name → expression that yields a list; nothing and null are none, write `… ?: []` where they mean that there are no elements. Of two names the second is read for each element of the first. A name is in scope of the list, of `each` and of `one`, and in `filter` as a variable.
   */
  for?: {
    [k: string]: Expression;
  };
  /**
   * Reads the list once for each part of the span between the token, or `cursor.start`, and now, the oldest first, e.g. `30d`: for systems that refuse long spans or cannot page deep. `window.from` and `window.to` are in scope of the list, of `each` and of `one`, and in `filter` as a variable; they have the form of `cursor.start`. Ask for what is at or after `window.from` and before `window.to`. The token moves over a window that was read to its end; that its records lie in it is checked by `cursor.value`.
   */
  window?: string;
  /**
   * Path below `base_url`, or a whole URL, asked with GET.
   */
  get?: string;
  /**
   * Path below `base_url`, or a whole URL, asked with POST.
   */
  post?: string;
  query?: Query1;
  headers?: Headers1;
  read?: Read;
  unpack?: Unpack;
  /**
   * JSON body.
   */
  json?: {
    [k: string]: unknown;
  };
  /**
   * Body of text, e.g. XML. `Content-Type` under `headers` says what it is; left out, it is `text/plain; charset=utf-8`.
   */
  text?: string;
  /**
   * A bare JSONata expression.
   */
  records: string;
  /**
   * The value of `page` for the first request; it may be made of what is in scope: `${ cursor }`.
   */
  first?: {
    [k: string]: unknown;
  };
  /**
   * A bare JSONata expression.
   */
  next?: string;
  /**
   * A bare JSONata expression.
   */
  total?: string;
  /**
   * A bare JSONata expression.
   */
  filter?: string;
  deleted?: Deleted;
  /**
   * True for a list whose pages are counted (page numbers, offsets): a record can be passed over when others come or go while it is read. Reference pages say so.
   */
  may_shift?: boolean;
  /**
   * A bare JSONata expression.
   */
  limit?: string;
  /**
   * A bare JSONata expression.
   */
  accept?: string;
}
/**
 * How an incremental run reads only what changed.
 */
export interface Cursor1 {
  /**
   * A bare JSONata expression.
   */
  value?: string;
  /**
   * A bare JSONata expression.
   */
  token?: string;
  /**
   * A bare JSONata expression.
   */
  expired?: string;
  query?: Query2;
  /**
   * `ascending` when the list comes sorted by the cursor: then the token moves while the run goes on. `descending` when the newest comes first: then the list is left at the first record that is older than the token, whether or not the system can filter. Otherwise it moves at the end. The order is checked; where it does not hold, the token stays.
   */
  order?: "ascending" | "descending" | "none";
  /**
   * True reads an `ascending` list from cursor to cursor instead of page by page, so that no record is passed over when others change meanwhile. For systems whose `query` gives what is at or after the cursor, which is checked; that the list is sorted is checked inside each page and on its first two pages, and behind these wherever a `total` of the list says that a record was left out. Give the list its `total`: without one, disorder further on is not noticed.
   */
  seek?: boolean;
  /**
   * Where the windows of a list begin when there is no token: an instant, written out or made of what `once` named and of `parameters`, e.g. `2020-01-01` or `${ parameters.since }`. For `list.window` alone. The bounds of the windows have its form: dates of a date, milliseconds of milliseconds.
   */
  start?: string | number;
  /**
   * How far before the token the next run starts reading, for records that turn up late. For cursors that are instants, in whatever form. A record may be as far outside its window, e.g. where a system cuts days in its own time zone.
   */
  overlap?: string;
}
/**
 * How one item is written.
 */
export interface Operation {
  session?: SessionName;
  parameters?: Parameters2;
  /**
   * JSON Schema of an item, as `./file.schema.json`, where it is not a record as the entity's `schema` describes it. What a format gives is checked against it. Left out: a part of what the other operations of the entity take, where all of them take the same.
   */
  item?: string;
  /**
   * The steps may be taken again for an item without writing it twice, because they look first or write whole values. Only then is an item started over after an answer was lost.
   */
  idempotent?: boolean;
  /**
   * The parameters that say where in the system items are written, e.g. `[source_key]`. What is known of items there belongs to their values. Default: the required parameters.
   */
  scope?: string[];
  once?: Steps9;
  each?: Steps10;
  batch?: Batch;
  after?: Steps11;
}
/**
 * What a pipeline may give under `push_parameters`.
 */
export interface Parameters2 {
  /**
   * Names of the properties that must be given.
   */
  required?: string[];
  /**
   * The parameters by name.
   */
  properties: {
    [k: string]: Parameter;
  };
}
/**
 * Items are written many at a time, by one request behind the steps of `each`. What the answer does not account for, or tells in two ways, is rejected as of unknown outcome. A batch whose refusal has no `results` is refused as a whole, and halved until it is known which item is to blame.
 */
export interface Batch {
  /**
   * The most items of a request.
   */
  size: number;
  /**
   * How long an item waits for others at most, e.g. `500ms`.
   */
  wait?: string;
  /**
   * A bare JSONata expression.
   */
  item?: string;
  /**
   * POST to this path below `base_url`, or this whole URL.
   */
  post?: string;
  /**
   * PUT to this path below `base_url`, or this whole URL.
   */
  put?: string;
  /**
   * PATCH this path below `base_url`, or this whole URL.
   */
  patch?: string;
  query?: Query1;
  headers?: Headers4;
  /**
   * JSON body; `items` is the list of what the batch holds.
   */
  json?: {
    [k: string]: unknown;
  };
  /**
   * A bare JSONata expression.
   */
  accept?: string;
  /**
   * A bare JSONata expression.
   */
  results: string;
  /**
   * A bare JSONata expression.
   */
  key?: string;
  /**
   * A bare JSONata expression.
   */
  accepted?: string;
  /**
   * A bare JSONata expression.
   */
  message?: string;
}
/**
 * Header name → text. A header whose text is null is not sent, not even where the connector has one of that name; those that the runner sets itself (User-Agent, Accept, Accept-Encoding, Content-Type of a body) take another text, and are not left out.
 */
export interface Headers4 {
  [k: string]: string | null;
}
/**
 * A named flow between this connector and another.
 */
export interface Action {
  /**
   * Heading of the action's reference page.
   */
  title: string;
  /**
   * What the action does, in a sentence or two.
   */
  description?: string;
  /**
   * The entity that moves.
   */
  entity: string;
  /**
   * What happened to the entity; also the operation that writes it. `upsert`: it is created where it is not there, changed where it is.
   */
  mode: "create" | "update" | "archive" | "upsert";
  /**
   * `inbound`: from this connector to the other one. `outbound`: from the other one to this connector.
   */
  direction: "inbound" | "outbound";
  /**
   * The connector at the other end. Its credentials stand in a pipeline under `<name>_auth`.
   */
  with?: string;
  /**
   * The operation that writes the item, where it is not named like the mode.
   */
  operation?: string;
  auth?: Parameters3;
  headers?: Headers5;
  /**
   * Pull parameters that this action fixes: a pipeline cannot give them any more.
   */
  pull_parameters?: {
    [k: string]: unknown;
  };
  /**
   * Push parameters that this action fixes: a pipeline cannot give them any more.
   */
  push_parameters?: {
    [k: string]: unknown;
  };
  /**
   * Parameters that a pipeline must give in this action, although the pull or push can do without.
   */
  required_parameters?: string[];
  /**
   * A bare JSONata expression.
   */
  event?: string;
  callback?: ActionCallback;
  /**
   * The default format: JSONata text, or a `./file.jsonata`, from a record to an item.
   */
  format?: string;
}
/**
 * Credentials of this action, in place of the connector's: for older variants.
 */
export interface Parameters3 {
  /**
   * Names of the properties that must be given.
   */
  required?: string[];
  /**
   * The parameters by name.
   */
  properties: {
    [k: string]: Parameter;
  };
}
/**
 * Header name → text. A header whose text is null is not sent, not even where the connector has one of that name; those that the runner sets itself (User-Agent, Accept, Accept-Encoding, Content-Type of a body) take another text, and are not left out.
 */
export interface Headers5 {
  [k: string]: string | null;
}
/**
 * Steps taken after a run that was not fatal, unless the pipeline has a callback of its own: in scope are `result`, `items` (the first 100 items) and `parameters` (of the pull).
 */
export interface ActionCallback {
  session?: SessionName;
  steps: Steps12;
}
