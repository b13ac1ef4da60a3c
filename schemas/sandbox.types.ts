/* Generated from sandbox.schema.json by `npm run types`; do not edit. */

/**
 * Ways to be let in; any one of them is enough.
 *
 * @minItems 1
 */
export type Ways = [Way, ...Way[]];
/**
 * A JSONata expression.
 */
export type Expression = string;
/**
 * A type of JSON.
 */
export type JsonType = "string" | "number" | "integer" | "boolean" | "object" | "array" | "null";

/**
 * A simulated system: how it lets in, what it holds, and how it answers. It is written from what the API is known to do.
 */
export interface Sandbox {
  /**
   * The name of the system.
   */
  title: string;
  /**
   * The hosts it stands for. A text with `${ }` over `account`.
   *
   * @minItems 1
   */
  hosts: [string, ...string[]];
  /**
   * What the system accepts, and names that it is sure to have, for the credentials and parameters of pipelines: name → value. In scope as `account`.
   */
  account?: {
    [k: string]: string;
  };
  /**
   * Named values in the scope of everything else, as `values`: name → any value, with `${ }` over `account`.
   */
  values?: {
    [k: string]: unknown;
  };
  /**
   * Functions of the expressions: name without `$` → JSONata.
   */
  functions?: {
    [k: string]: string;
  };
  /**
   * True: a path with a slash too many is answered as well.
   */
  repeated_slashes?: boolean;
  auth?: Ways;
  errors?: Errors;
  /**
   * Limits on requests, for the whole system.
   */
  limits?: Limit[];
  /**
   * What is refused before any route is asked.
   */
  refuse?: Refusal[];
  /**
   * What the system holds: name → collection. A name is in scope as the list of its records.
   */
  collections?: {
    [k: string]: Collection;
  };
  /**
   * What can be asked: `METHOD /path/{name}` → how it is answered. `path.name` is in scope.
   */
  routes: {
    [k: string]: Route;
  };
}
/**
 * One way to be let in: a header, a parameter of the query, a member of the body, basic authentication or OAuth.
 */
export interface Way {
  /**
   * The header that holds the credential. `value` says what it holds.
   */
  header?: string;
  /**
   * The parameter of the query that holds the credential.
   */
  query?: string;
  /**
   * The member of a JSON body that holds the credential.
   */
  body?: string;
  /**
   * What is accepted, e.g. `Bearer ${ account.token }`.
   */
  value?: string;
  basic?: Basic;
  oauth?: OAuth;
}
/**
 * Basic authentication.
 */
export interface Basic {
  /**
   * The user that is accepted.
   */
  user: string;
  /**
   * The password that is accepted.
   */
  password: string;
}
/**
 * OAuth 2: an access token for a bearer header, from a token endpoint.
 */
export interface OAuth {
  /**
   * The path of the token endpoint.
   */
  token: string;
  /**
   * The client id that is accepted.
   */
  client_id: string;
  /**
   * The client secret that is accepted.
   */
  client_secret: string;
  /**
   * How long an access token is good; 1h when left out.
   */
  expires?: string;
  /**
   * Scopes that a token can be asked for; another one is refused, and a route may want one by `scope`.
   *
   * @minItems 1
   */
  scopes?: [string, ...string[]];
  /**
   * What the answer calls the token; `Bearer` when left out.
   */
  token_type?: string;
  /**
   * The status for a client that is not accepted; 401 when left out.
   */
  refused?: number;
  /**
   * Whether a refresh token is given, and for how long: `once` is one that is replaced with every use. Left out: none is given.
   */
  refresh?: "once" | "many";
}
/**
 * How the system says no.
 */
export interface Errors {
  /**
   * The body: any value with `${ }` over `status`, `title` (the name of the status) and `message`. Left out: `{ "error": message }`.
   */
  body?: {
    [k: string]: unknown;
  };
  /**
   * Headers: name → text with `${ }`.
   */
  headers?: {
    [k: string]: string;
  };
  /**
   * What the message of a status is where nothing more is known: status → text.
   */
  messages?: {
    [k: string]: string;
  };
  /**
   * The status for a body that is not as its schema says; 400 when left out.
   */
  invalid?: number;
}
/**
 * So many requests in a fixed span of time.
 */
export interface Limit {
  /**
   * How many requests.
   */
  requests: number;
  /**
   * The span of time; it begins with its first request.
   */
  per: string;
  /**
   * Headers of every answer that is counted: name → text with `${ }` over `limit`, `remaining` and `reset` (seconds).
   */
  headers?: {
    [k: string]: string;
  };
  /**
   * The message of the 429.
   */
  message?: string;
}
/**
 * A request that is refused.
 */
export interface Refusal {
  if: Expression;
  /**
   * The status; 400 when left out.
   */
  status?: number;
  /**
   * The message. A text with `${ }`.
   */
  message?: string;
}
/**
 * What a system holds of one kind.
 */
export interface Collection {
  /**
   * The member that identifies a record; `id` when left out, null for records without one.
   */
  key?: string | null;
  /**
   * How many records are invented; none when left out.
   */
  count?: number;
  schema?: Shape;
  /**
   * Laid over each invented record, member by member: `${ }` over `record` (as invented so far), `position` (from 0), `account`, `values` and the collections, this one as far as it is invented.
   */
  record?: {
    [k: string]: unknown;
  };
  /**
   * Records that are always there: a list, or an expression in `${ }` that gives one.
   */
  records?: {
    [k: string]: unknown;
  };
  /**
   * Members that no two records share; who would repeat one is refused.
   *
   * @minItems 1
   */
  unique?: [string, ...string[]];
  /**
   * The status of that refusal; 409 when left out.
   */
  conflict?: number;
  /**
   * The member that is set to the time when a record is created.
   */
  created?: string;
  /**
   * The member that is set to the time when a record is changed.
   */
  updated?: string;
  /**
   * Links that expire: name → link. In scope as `links.name` where a record is shown.
   */
  links?: {
    [k: string]: Link;
  };
  /**
   * A record as answers show it: any value with `${ }` over `record`, `links` and the rest. Left out: as it is.
   */
  show?: {
    [k: string]: unknown;
  };
}
/**
 * The shape of a value, as JSON Schema; records are invented from it.
 */
export interface Shape {
  /**
   * JSON type or types; with `null` the value is null in one record of five.
   */
  type?:
    ("string" | "number" | "integer" | "boolean" | "object" | "array" | "null") | [JsonType, ...JsonType[]];
  /**
   * What it means.
   */
  description?: string;
  /**
   * The values that are possible.
   *
   * @minItems 1
   */
  enum?: [unknown, ...unknown[]];
  /**
   * Values that are invented where there is no `enum`.
   *
   * @minItems 1
   */
  examples?: [unknown, ...unknown[]];
  /**
   * Format of a text.
   */
  format?: "uri" | "date" | "date-time" | "email" | "uuid";
  /**
   * Regular expression that a text must match; names are chosen so that they do.
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
  items?: Shape;
  /**
   * Fewest members.
   */
  minItems?: number;
  /**
   * Most members.
   */
  maxItems?: number;
  /**
   * The members of an object.
   */
  properties?: {
    [k: string]: Shape;
  };
  /**
   * Members that are always there; another one is missing in one record of ten. Without this list all are there.
   *
   * @minItems 1
   */
  required?: [string, ...string[]];
}
/**
 * A signed link to a route that is `signed`.
 */
export interface Link {
  /**
   * The path, with `${ }` over `record`.
   */
  path: string;
  /**
   * How long it is good.
   */
  expires: string;
}
/**
 * How one kind of request is answered.
 */
export interface Route {
  /**
   * The one host that has this route, where it is none of `hosts`.
   */
  host?: string;
  /**
   * Other ways to be let in than those of the system; null: everybody is let in.
   */
  auth?: Ways | null;
  /**
   * The scope that an access token must have; an empty text for a token without one.
   */
  scope?: string;
  /**
   * The name of code in this package that answers, where a description does not reach; only systems of this package have any.
   */
  code?: string;
  /**
   * Parameters of the query that are accepted besides those that other keys name.
   *
   * @minItems 1
   */
  parameters?: [string, ...string[]];
  body?: Shape;
  limit?: Limit;
  /**
   * What is refused, in this order, before anything is done.
   */
  refuse?: Refusal[];
  /**
   * True: only a link that the system gave out and that has not expired is answered.
   */
  signed?: boolean;
  /**
   * Lists the records of this collection.
   */
  list?: string;
  /**
   * Shows one record of this collection.
   */
  one?: string;
  /**
   * Adds a record to this collection.
   */
  create?: string;
  /**
   * Adds a record to this collection, or replaces the one with the same key; `existed` is in scope.
   */
  upsert?: string;
  /**
   * Changes one record of this collection.
   */
  change?: string;
  /**
   * Removes one record of this collection.
   */
  remove?: string;
  by?: Expression;
  where?: Expression;
  /**
   * Parameters that narrow a list: name → expression over `record`, `value` and the request.
   */
  filters?: {
    [k: string]: Expression;
  };
  /**
   * Where the filters are: `query` when left out, or a JSON `body`.
   */
  filters_in?: "query" | "body";
  sort?: Sort;
  paging?: Paging;
  /**
   * The message of the 404 where there is no such record.
   */
  missing?: string;
  /**
   * The members that are written: an object with `${ }` over the request, and `record` for `change` and `key` (of the new record) for `create`. Left out: the body.
   */
  set?: {
    [k: string]: unknown;
  };
  /**
   * The status; 201 for `create`, 204 for `remove`, else 200, when left out.
   */
  status?: number;
  /**
   * Headers of the answer: name → text with `${ }`.
   */
  headers?: {
    [k: string]: string;
  };
  /**
   * A record as this answer shows it, in place of `show` of the collection.
   */
  show?: {
    [k: string]: unknown;
  };
  /**
   * The body: any value with `${ }` over `records`, `total`, `page`, `pages`, `size`, `next` (an address), `cursor` and `previous` for lists, `shown` and `record` for one. Left out: the records, or the record.
   */
  answer?: {
    [k: string]: unknown;
  };
  file?: File;
}
/**
 * How a list is sorted.
 */
export interface Sort {
  /**
   * The parameter that names the member; a `-` before the name sorts downwards.
   */
  parameter?: string;
  /**
   * The parameter that is `asc` or `desc`.
   */
  order?: string;
  /**
   * Members that can be named.
   *
   * @minItems 1
   */
  by?: [string, ...string[]];
  /**
   * The member where none is named; a `-` before the name sorts downwards.
   */
  default?: string;
}
/**
 * How a list is cut into pages.
 */
export interface Paging {
  /**
   * The parameter with the number of the page.
   */
  page?: string;
  /**
   * The number of the first page; 1 when left out.
   */
  first?: 0 | 1;
  /**
   * The parameter with the number of records before the page.
   */
  offset?: string;
  /**
   * The parameter with the cursor that the page before gave out.
   */
  cursor?: string;
  /**
   * The parameter with the size of a page.
   */
  size?: string;
  /**
   * The size of a page where none is asked for; 20 when left out.
   */
  default?: number;
  /**
   * The largest size; who asks for more gets this. 100 when left out.
   */
  most?: number;
  /**
   * True: a `Link` header tells the next page.
   */
  link?: boolean;
}
/**
 * The answer is a file, made of the record.
 */
export interface File {
  /**
   * Lines of text on a page of a PDF: a list with `${ }` over `record`, or an expression that gives one.
   */
  pdf?: string[] | string;
  resume?: Resume;
  /**
   * The text, with `${ }` over `record`.
   */
  text?: string;
  /**
   * The content type of a text; `text/plain` when left out.
   */
  type?: string;
}
/**
 * A page with an invented resume of a person, as PDF; the simulated parser of HrFlow.ai reads it.
 */
export interface Resume {
  /**
   * The first name.
   */
  first_name: string;
  /**
   * The last name.
   */
  last_name: string;
  /**
   * The email address.
   */
  email?: string;
  /**
   * The telephone number.
   */
  phone?: string;
  /**
   * What the person does.
   */
  headline?: string;
}
