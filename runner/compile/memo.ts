/** Remembers what was compiled together with what was found wrong with it, so that several files can use one connector. */
import type { Fault } from "../faults/fault.js";

/** Compiles, and adds what is wrong to `findings`. */
type Make<T> = (findings: Fault[]) => T;

export class Memo {
  readonly #made = new Map<string, { readonly value: unknown; readonly found: readonly Fault[] }>();

  /**
   * What `make` makes, made once for each key. Whoever asks is told all that is wrong with it.
   *
   * @example const pull = memo.get("pull profile", findings, (found) => compile(slots.reporting(found)));
   */
  get<T>(key: string, findings: Fault[], make: Make<T>): T {
    let made = this.#made.get(key);
    if (!made) {
      const found: Fault[] = [];
      made = { value: make(found), found };
      this.#made.set(key, made);
    }
    findings.push(...made.found);
    return made.value as T;
  }

  /** As `get`, for what has to be read first. */
  async read<T>(key: string, findings: Fault[], make: Make<Promise<T>>): Promise<T> {
    const told: Fault[] = [];
    const { value, found } = await this.get(key, told, async (own) => ({
      value: await make(own),
      found: own,
    }));
    findings.push(...found);
    return value;
  }
}
