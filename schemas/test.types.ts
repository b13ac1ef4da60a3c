/* Generated from test.schema.json by `npm run types`; do not edit. */

/**
 * The HTTP method.
 */
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
/**
 * The host the request is meant for. Left out: any.
 */
export type Host = string;

/**
 * Tests of a connector or a pipeline: each case runs one pipeline against given answers and says what must come of it.
 */
export interface TestFile {
  /**
   * The cases of the file; each has a state of its own.
   *
   * @minItems 1
   */
  cases: [Case, ...Case[]];
}
/**
 * One run, and what must come of it.
 */
export interface Case {
  /**
   * What the case shows, as a sentence; no two cases of a file have the same.
   */
  name: string;
  /**
   * A pipeline file, relative to this one (`./people.yaml`), or a pipeline written out; its `workflow_id` may be left out.
   */
  pipeline:
    | string
    | {
        [k: string]: unknown;
      };
  /**
   * Values put over those of the pipeline, by their path: `pull_parameters.limit: 5`.
   */
  set?: {
    /**
     * The value at this path.
     */
    [k: string]: {
      [k: string]: unknown;
    };
  };
  /**
   * The environment of the run: a case sees no other.
   */
  environment?: {
    /**
     * The value of this name.
     */
    [k: string]: string;
  };
  /**
   * The body of the webhook that starts the run, for actions that are started by one.
   */
  event?: {
    [k: string]: unknown;
  };
  /**
   * The incremental token that an earlier run has stored.
   */
  token?: string | number;
  /**
   * The moment at which the case runs, e.g. `2024-03-19T09:00:00Z`: where the windows of a list end. Left out: the clock of this machine.
   */
  now?: string;
  /**
   * The most records to pull.
   */
  limit?: number;
  /**
   * Extra attempts of a request that failed for a while. The waits in between are left out.
   */
  retries?: number;
  /**
   * What the systems answer: `sandbox` for the simulated systems, or a list of answers. The first that fits a request is given.
   */
  given: "sandbox" | Given[];
  /**
   * What goes wrong, and at which request, counted from 1 in the order they arrive: a status (`429@2`), `reset@3` for a connection that breaks, `expired@4` for credentials that are not accepted. Items are then written one at a time.
   *
   * Items: A fault and the number of its request.
   */
  faults?: string[];
  expect: Expectation;
}
/**
 * An answer, and the requests that get it.
 */
export interface Given {
  request: RequestPattern;
  /**
   * How often it is given before the next one that fits takes its place. Left out: without end.
   */
  times?: number;
  answer: Answer;
}
/**
 * Which requests are meant: those that have all that is given here.
 */
export interface RequestPattern {
  method?: Method;
  host?: Host;
  /**
   * The decoded path. `*` stands for one part of it, `**` for any number of them.
   */
  path: string;
  query?: Query;
  /**
   * A part of the JSON body.
   */
  json?: {
    [k: string]: unknown;
  };
  /**
   * Fields of a multipart body, by name.
   */
  multipart?: {
    /**
     * The text of the field.
     */
    [k: string]: string;
  };
}
/**
 * Decoded names and values of the query; a list for a name that comes several times, in any order.
 */
export interface Query {
  /**
   * The value, or all of them.
   */
  [k: string]: string | string[];
}
/**
 * What is answered; the body is one of `json`, `text`, `file`, `base64`, or left out.
 */
export interface Answer {
  /**
   * The HTTP status.
   */
  status?: number;
  /**
   * Header name → text. Left out, `Content-Type` is that of the kind of body.
   */
  headers?: {
    /**
     * The value of the header.
     */
    [k: string]: string;
  };
  /**
   * A JSON body.
   */
  json?: {
    [k: string]: unknown;
  };
  /**
   * A body of text.
   */
  text?: string;
  /**
   * A file of the project whose bytes are the body, relative to this one.
   */
  file?: string;
  /**
   * The bytes of the body in Base64.
   */
  base64?: string;
}
/**
 * What must come of the run. What is left out may be anything; of an object only the members that are given are looked at, unless `exact` is true. Lists must have as many elements as are given.
 */
export interface Expectation {
  /**
   * True: objects have no other members than are given, and counts that are not given are 0. A member that is null equals a missing one.
   */
  exact?: boolean;
  /**
   * The exit code of the run.
   */
  exit?: number;
  /**
   * The status of the result.
   */
  status?: "success" | "success_with_failures" | "fatal";
  /**
   * The reason of the result.
   */
  reason?: string;
  /**
   * The incremental token after the run; null for none.
   */
  token?: string | number | null;
  counts?: Counts;
  /**
   * The items that `format` made, in the order of their records.
   *
   * Items: An item.
   */
  items?: {
    [k: string]: unknown;
  }[];
  /**
   * The records that were refused, in any order.
   */
  rejects?: ExpectedReject[];
  /**
   * All requests that are sent, in any order.
   */
  requests?: ExpectedRequest[];
}
/**
 * How many of each event were counted.
 */
export interface Counts {
  /**
   * Records that were read.
   */
  read_success?: number;
  /**
   * Records, or lists, that could not be read.
   */
  read_failure?: number;
  /**
   * Records that `logics` left out.
   */
  logics_discard?: number;
  /**
   * Records on which `logics` failed.
   */
  logics_failure?: number;
  /**
   * Records on which `format` failed.
   */
  format_failure?: number;
  /**
   * Items that were written.
   */
  write_success?: number;
  /**
   * Items for which there was nothing to do.
   */
  write_skipped?: number;
  /**
   * Items that could not be written.
   */
  write_failure?: number;
  /**
   * Callbacks that were answered.
   */
  callback_executed?: number;
  /**
   * Callbacks that failed.
   */
  callback_failure?: number;
  /**
   * Tokens that could not be read or stored.
   */
  getting_incremental_token_failure?: number;
}
/**
 * A record that was refused.
 */
export interface ExpectedReject {
  /**
   * The key of the record.
   */
  key?: string | null;
  /**
   * As what it was counted, e.g. `write_failure`.
   */
  event?: string;
  /**
   * The code of the fault, e.g. `ITEM_REFUSED`.
   */
  code?: string;
  /**
   * A part of its message.
   */
  message?: string;
}
/**
 * A request that is sent. In its JSON the text `<now>` stands for any date and time, `<now-ms>` for any number of milliseconds since 1970.
 */
export interface ExpectedRequest {
  method: Method;
  host?: Host;
  /**
   * The decoded path, slashes as they are sent.
   */
  path: string;
  /**
   * True: the run may leave it out.
   */
  optional?: boolean;
  query?: Query;
  /**
   * Header name in small letters → text; of `content-type`, without its parameters. Headers of the transport are looked at where they are given.
   */
  headers?: {
    /**
     * The value of the header.
     */
    [k: string]: string;
  };
  /**
   * The JSON body.
   */
  json?: {
    [k: string]: unknown;
  };
  /**
   * The fields of a form body.
   */
  form?: {
    /**
     * The value, or all of them.
     */
    [k: string]: string | string[];
  };
  /**
   * The parts of a multipart body, in any order.
   */
  multipart?: ExpectedPart[];
  /**
   * A body that is none of these.
   */
  text?: string;
}
/**
 * A part of a multipart body: a field with its text, or a file with what identifies its bytes. A text that is JSON is compared as JSON.
 */
export interface ExpectedPart {
  /**
   * The name of the field.
   */
  name: string;
  /**
   * The text of the field.
   */
  text?: string;
  /**
   * The name of the file.
   */
  filename?: string;
  /**
   * SHA-256 of the bytes of the file, in hexadecimal.
   */
  sha256?: string;
  /**
   * Bytes of the file.
   */
  size?: number;
  /**
   * The media type of the part, unless it is application/octet-stream.
   */
  content_type?: string;
}
