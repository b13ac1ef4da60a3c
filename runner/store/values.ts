/** The values of a store through Keyv, made to fail closed: Keyv answers several kinds of failure like an absent key (I3). */
import { isDeepStrictEqual } from "node:util";
import { Keyv } from "keyv";
import { Fault } from "../faults/fault.js";
import type { ValueStorage } from "./adapter.js";
import { corruptValue, MalformedValue } from "./corrupt.js";

/** The prefix Keyv puts before every key. */
export const namespace = "sync-runner";

export interface Values {
  /** undefined only when there is no such key. */
  read(key: string): Promise<unknown>;
  write(key: string, value: unknown): Promise<void>;
  /** Reads the value again and compares it to what was to be written. */
  confirm(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
}

/**
 * Values over the storage of an adapter, or over one lease's fenced view of it.
 *
 * @example const values = valuesOf(adapter); await values.write("token:orders", 7);
 */
export function valuesOf(storage: ValueStorage): Values {
  const keyv = new Keyv({ store: storage, namespace, serialize, deserialize, throwOnErrors: true });
  let broken: { readonly error: unknown } | undefined;
  keyv.on("error", (error) => {
    broken = { error };
  });

  /** An `error` event fails the call it happened in, or the next one: Keyv may have answered as if all were well. */
  async function guarded<T>(key: string, call: () => Promise<T>): Promise<T> {
    try {
      const result = await call();
      if (broken !== undefined) throw broken.error;
      return result;
    } catch (error) {
      if (error instanceof MalformedValue) throw corruptValue(key, error.text, error.message, error);
      throw storeFailed(storage.opts.url, error);
    } finally {
      broken = undefined;
    }
  }

  const read = (key: string): Promise<unknown> => guarded(key, () => keyv.get(key));
  return {
    read,
    async write(key, value) {
      if (!(await guarded(key, () => keyv.set(key, value)))) {
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
      await guarded(key, () => keyv.delete(key));
    },
  };
}

/** The fault for a store that cannot be used; a Fault stays what it is. */
export function storeFailed(url: string, error: unknown): Fault {
  if (error instanceof Fault) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new Fault("STORE_FAILED", `the state store ${url} failed: ${message}`, { cause: error });
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
