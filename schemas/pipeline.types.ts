/* Generated from pipeline.base.schema.json by `npm run types`; do not edit. */

/**
 * A request made at the end of a run that was not fatal; null for none. In it, `result` is the result of the run as `--json` prints it.
 */
export type Callback = {
  /**
   * The URL to POST to.
   */
  post: string;
  /**
   * Header name → text.
   */
  headers?: {
    [k: string]: string | null;
  };
  /**
   * The JSON body.
   */
  json?: {
    [k: string]: unknown;
  };
} | null;

/**
 * A pipeline file: it runs one action of a connector, or goes from an `origin` to a `target`.
 */
export interface Pipeline {
  /**
   * A stable identifier of this flow: the key of its incremental token and of its lock.
   */
  workflow_id: string;
  /**
   * The action to run, as `connector.action`, e.g. `teamtailor.create_profiles_in_hrflow`.
   */
  action?: string;
  /**
   * In place of an action: the system that is read, any system to any other. Without a `format`, the default formats of both are joined through HrFlow.ai's model.
   */
  origin?: {
    /**
     * Its connector.
     */
    connector: string;
    /**
     * What is read: `profile`, `job`, or another entity of the connector.
     */
    entity: string;
    /**
     * Which records are meant: those that were created, changed, archived, or all (`upsert`). Left out: what the target does with them, and `create` where that is something else.
     */
    mode?: "create" | "update" | "archive" | "upsert";
    /**
     * Its credentials.
     */
    auth?: {
      [k: string]: unknown;
    };
    /**
     * What to pull: its pull parameters.
     */
    parameters?: {
      [k: string]: unknown;
    };
  };
  /**
   * In place of an action: the system that is written.
   */
  target?: {
    /**
     * Its connector.
     */
    connector: string;
    /**
     * What is written: `profile`, `job`, or another entity of the connector.
     */
    entity: string;
    /**
     * How it is written: `create`, `update`, `upsert`, `archive`, or another operation of the entity.
     */
    operation: string;
    /**
     * Its credentials.
     */
    auth?: {
      [k: string]: unknown;
    };
    /**
     * Where and how to push: parameters of the operation.
     */
    parameters?: {
      [k: string]: unknown;
    };
  };
  /**
   * Credentials of the action's connector.
   */
  connector_auth?: {
    [k: string]: unknown;
  };
  /**
   * Credentials of HrFlow.ai.
   */
  hrflow_auth?: {
    [k: string]: unknown;
  };
  /**
   * What to pull: parameters of the origin.
   */
  pull_parameters?: {
    [k: string]: unknown;
  };
  /**
   * Where and how to push: parameters of the target.
   */
  push_parameters?: {
    [k: string]: unknown;
  };
  /**
   * JSONata expressions applied to each record in sequence, each on the previous result: true keeps the record, false or nothing discards it, an object replaces it.
   */
  logics?: string[] | null;
  /**
   * From a record to an item: JSONata text, a `./file.jsonata`, or an object in the shape of the item with `${ }` leaves. Left out: the format of the action.
   */
  format?:
    | string
    | {
        [k: string]: unknown;
      }
    | null;
  callback?: Callback;
  /**
   * False is a dry run: records are pulled, filtered and formatted, and nothing is written.
   */
  persist?: boolean;
  /**
   * How rejected records are kept.
   */
  rejects?: {
    /**
     * After this time a reject is removed, at the start of a run: `30d`, `12h`. It holds personal data.
     */
    expire?: string;
  };
  /**
   * Read only what changed since the stored incremental token, and store the next one.
   */
  incremental?: boolean;
  /**
   * Credentials of the connector at the other end, where the action names one with `with`: `acme_auth` for `with: acme`.
   *
   * This interface was referenced by `Pipeline`'s JSON-Schema definition
   * via the `patternProperty` "^(?!(connector|hrflow)_auth$)[a-z][a-z0-9_]*_auth$".
   */
  [k: string]:
    | {
        [k: string]: unknown;
      }
    | string
    | {
        /**
         * Its connector.
         */
        connector: string;
        /**
         * What is read: `profile`, `job`, or another entity of the connector.
         */
        entity: string;
        /**
         * Which records are meant: those that were created, changed, archived, or all (`upsert`). Left out: what the target does with them, and `create` where that is something else.
         */
        mode?: "create" | "update" | "archive" | "upsert";
        /**
         * Its credentials.
         */
        auth?: {
          [k: string]: unknown;
        };
        /**
         * What to pull: its pull parameters.
         */
        parameters?: {
          [k: string]: unknown;
        };
      }
    | {
        /**
         * Its connector.
         */
        connector: string;
        /**
         * What is written: `profile`, `job`, or another entity of the connector.
         */
        entity: string;
        /**
         * How it is written: `create`, `update`, `upsert`, `archive`, or another operation of the entity.
         */
        operation: string;
        /**
         * Its credentials.
         */
        auth?: {
          [k: string]: unknown;
        };
        /**
         * Where and how to push: parameters of the operation.
         */
        parameters?: {
          [k: string]: unknown;
        };
      }
    | string[]
    | null
    | Callback
    | boolean
    | {
        /**
         * After this time a reject is removed, at the start of a run: `30d`, `12h`. It holds personal data.
         */
        expire?: string;
      }
    | undefined;
}
