/** The values of a store through Keyv, made to fail closed: Keyv answers several kinds of failure like an absent key (I3). */
import { isDeepStrictEqual } from "node:util";
import { Keyv } from "keyv";
import { Fault } from "../faults/fault.js";
import type { ValueStorage } from "./adapter.js";
import { corruptValue, MalformedValue } from "./corrupt.js";
import { namespace, storedKey } from "./keys.js";

export interface Values {
  /** undefined only when there is no such key. */
  read(key: string): Promise<unknown>;
  /** As `read`, for each key in its place, with one request to the store. */
  readMany(keys: readonly string[]): Promise<readonly unknown[]>;
  write(key: string, value: unknown): Promise<void>;
  /** Reads the value again and compares it to what was to be written. */
  confirm(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
}

/**
 * Values over the storage of an adapter.
 *
 * @example const values = valuesOf(adapter); await values.read("token:orders");
 */
export function valuesOf(storage: ValueStorage): Values {
  const format = { serialize, deserialize };
  // Keys have their prefix already: Keyv puts it before some keys and not before others.
  const keyv = new Keyv({ store: storage, namespace, useKeyPrefix: false, ...format, throwOnErrors: true });
  let broken: { readonly error: unknown } | undefined;
  keyv.on("error", (error) => {
    broken = { error };
  });

  /** An `error` event fails the call it happened in, or the next one: Keyv may have answered as if all were well. */
  async function guarded<T>(call: () => Promise<T>): Promise<T> {
    try {
      const result = await call();
      if (broken !== undefined) throw broken.error;
      return result;
    } catch (error) {
      if (error instanceof MalformedValue) throw error;
      throw storeFailed(storage.opts.url, error);
    } finally {
      broken = undefined;
    }
  }

  const read = (key: string): Promise<unknown> =>
    guarded(() => keyv.get(storedKey(key))).catch((error) => {
      throw named(key, error);
    });
  return {
    read,
    async readMany(keys) {
      if (keys.length === 0) return [];
      try {
        return await guarded(() => keyv.getMany(keys.map(storedKey)));
      } catch (error) {
        // Keyv does not say which of them it was.
        if (error instanceof MalformedValue) for (const key of keys) await read(key);
        throw error;
      }
    },
    async write(key, value) {
      if (!(await guarded(() => keyv.set(storedKey(key), value)))) {
        throw storeFailed(storage.opts.url, new Error(`it did not accept ${key}`));
      }
    },
    async confirm(key, value) {
      if (isDeepStrictEqual(await read(key), JSON.parse(JSON.stringify(value)))) return;
      throw storeFailed(
        storage.opts.url,
        new Error(`it answers another value for ${key} than was just written`),
      );
    },
    async remove(key) {
      await guarded(() => keyv.delete(storedKey(key)));
    },
  };
}

/** The fault for a store that cannot be used; a Fault stays what it is. */
export function storeFailed(url: string, error: unknown): Fault {
  if (error instanceof Fault) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new Fault("STORE_FAILED", `the state store ${url} failed: ${message}`, { cause: error });
}

/** The fault for a text that is no value names its key. */
function named(key: string, error: unknown): unknown {
  return error instanceof MalformedValue ? corruptValue(key, error.text, error.message, error) : error;
}

/** A value as it is stored. @throws Fault BUG for what is not JSON */
export function textOf(value: unknown): string {
  return serialize({ value });
}

/** What `textOf` was given. @throws Fault STORE_CORRUPT for any other text */
export function valueIn(key: string, text: string): unknown {
  try {
    return deserialize(text).value;
  } catch (error) {
    throw named(key, error);
  }
}

function serialize(data: { value?: unknown }): string {
  const text = JSON.stringify(data.value);
  if (text === undefined) throw new Fault("BUG", "a value that is not JSON was to be stored");
  return `{"value":${text}}`;
}

/** Strict, because Keyv takes `null`, `{}` and anything with a past `expires` for an absent key. */
function deserialize<Value>(text: string): { value: Value } {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new MalformedValue(text, "it is not JSON");
  }
  const isObject = typeof data === "object" && data !== null && !Array.isArray(data);
  if (!isObject || Object.keys(data as object).join() !== "value") {
    throw new MalformedValue(text, "it was not written by sync-runner");
  }
  return data as { value: Value };
}
