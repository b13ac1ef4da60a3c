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
  /**
   * The content type of answers; `application/json; charset=utf-8` when left out.
   */
  media_type?: string;
  /**
   * Headers of every answer, errors too: name → text with `${ }` over the request; one without a value is left out.
   */
  headers?: {
    [k: string]: string;
  };
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
   * The body: any value with `${ }` over `status`, `title` (the name of the status), `message`, `details` and the request. Left out: `{ "error": message }`.
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
   * What the sandbox refuses by itself, in the words of the system, by the reason: `route` (a path that no route has), `parameter` and `member` (one of the query or of the body that the route does not name), `body` (one that cannot be read), `invalid` (one that is not as its shape says), `missing` (there is no such record), `unique` (another record has the value), `sort`, `page` (a page, size or offset), `cursor`, `forged` and `expired` (of a signed link).
   */
  reasons?: {
    [k: string]: Reason;
  };
}
/**
 * How one kind of refusal is told.
 */
export interface Reason {
  /**
   * The status, where it is another one than usual.
   */
  status?: number;
  /**
   * The message. A text with `${ }` over `name` and `value` (of the member or parameter that is refused), `expires` and `now` (epoch milliseconds, for links), `usual` (the message that it has else) and the request.
   */
  message?: string;
  /**
   * What the body of errors sees as `details`: any value with `${ }`.
   */
  details?: {
    [k: string]: unknown;
  };
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
  /**
   * What the body of errors sees as `details`: any value with `${ }`.
   */
  details?: {
    [k: string]: unknown;
  };
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
   * The name of code in this package that invents the records one by one when they are asked for, where there are too many to be held; only systems of this package have any. Expressions do not see such a collection, but for what `find` gives; what is written to it is kept as text.
   */
  code?: string;
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
   * A JSONata expression.
   */
  unique_unless?: string;
  /**
   * The member that is set to the time when a record is created, unless `set` of the route gives one.
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
   * The host of the link, where it is not the first one.
   */
  host?: string;
  /**
   * How long it is good.
   */
  expires: string;
  /**
   * Its parameters: name → text with `${ }` over `signature` (one of them is just that), `issued` and `expires` (epoch milliseconds). Left out: `expires` in seconds and `signature`.
   */
  query?: {
    [k: string]: string;
  };
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
   * Values that what follows can use by their names, in this order: name → any value with `${ }` over the request.
   */
  let?: {
    [k: string]: unknown;
  };
  /**
   * Records that what follows can use by their names, in this order, found without looking at all records: name → where one is looked for. Where there is none, the name has no value.
   */
  find?: {
    [k: string]: Lookup;
  };
  /**
   * What is refused, in this order, before anything is done. `record` is the one that is meant, if there is one.
   */
  refuse?: Refusal[];
  /**
   * True: only a link that the system gave out and that has not expired is answered.
   */
  signed?: boolean;
  errors?: Errors1;
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
  /**
   * Which record is meant, by its members: name, also one inside of others such as `candidate.email` → value, with `${ }` over the request. Found without looking at all records. A `list` is narrowed by those that have a value; `create` changes the record that it finds, and makes one where there is none.
   */
  by?: {
    [k: string]: string;
  };
  /**
   * A JSONata expression.
   */
  where?: string;
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
   * The members that are written: an object with `${ }` over the request, `now` (the time of this write), `record` (the one that is changed, if any) and `key` (of a new record, for `create`). Left out: the body.
   */
  set?: {
    [k: string]: unknown;
  };
  /**
   * The status, which may be that of a redirect; 201 for `create`, 204 for `remove`, else 200, when left out.
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
   * The body: any value with `${ }` over `records`, `total`, `page`, `pages`, `size`, `first`, `last`, `next`, `previous` (addresses) and `cursor` for lists, `shown`, `record` and `existed` for one. Left out: the records, or the record.
   */
  answer?: {
    [k: string]: unknown;
  };
  file?: File;
}
/**
 * Where a record is looked for, and by what.
 */
export interface Lookup {
  /**
   * The collection; also one whose records code invents.
   */
  in: string;
  /**
   * The members that it has: name, also one inside of others such as `candidate.email` → value, with `${ }` over the request. Without a value for each of them no record is meant.
   */
  by: {
    [k: string]: string;
  };
}
/**
 * The route is on a server of another kind, such as file storage, that says no in this form; limits, headers and refusals of the system do not hold there.
 */
export interface Errors1 {
  /**
   * The body: any value with `${ }` over `status`, `title` (the name of the status), `message`, `details` and the request. Left out: `{ "error": message }`.
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
   * What the sandbox refuses by itself, in the words of the system, by the reason: `route` (a path that no route has), `parameter` and `member` (one of the query or of the body that the route does not name), `body` (one that cannot be read), `invalid` (one that is not as its shape says), `missing` (there is no such record), `unique` (another record has the value), `sort`, `page` (a page, size or offset), `cursor`, `forged` and `expired` (of a signed link).
   */
  reasons?: {
    [k: string]: Reason;
  };
}
/**
 * How a list is sorted.
 */
export interface Sort {
  /**
   * The parameter that names what is sorted by, several with commas; a `-` before a name sorts downwards.
   */
  parameter?: string;
  /**
   * The parameter that is `asc` or `desc`.
   */
  order?: string;
  /**
   * What can be named: name → expression over `record`.
   */
  by?: {
    [k: string]: Expression;
  };
  /**
   * What is sorted by where nothing is named, in the same form; its direction is that of every name where `order` is left out of a request.
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
