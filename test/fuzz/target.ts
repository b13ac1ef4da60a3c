/** What is fuzzed: a property that has to hold for whatever comes, and the values with which it once did not. */
import fc from "fast-check";

/** One target, ready to be run for a while. */
export interface Target {
  readonly name: string;
  /** Runs it for so many milliseconds; gives how many values were tried. Throws with seed and counterexample. */
  run(ms: number, seed: number): Promise<number>;
}

/**
 * A target.
 *
 * @param examples values that once broke it; they are tried first
 */
export function target<const T>(
  name: string,
  values: fc.Arbitrary<T>,
  holds: (value: T) => void | Promise<void>,
  examples: readonly T[] = [],
): Target {
  return {
    name,
    run: async (ms, seed) => {
      let runs = 0;
      const start = performance.now();
      for (const example of examples) await holds(example);
      const property = fc.asyncProperty(values, async (value) => {
        runs += 1;
        await holds(value);
      });
      const details = await fc.check(property, {
        seed,
        numRuns: 100_000_000,
        // What the examples took is part of the time.
        interruptAfterTimeLimit: Math.max(1, ms - (performance.now() - start)),
        markInterruptAsFailure: false,
      });
      if (details.failed)
        throw new Error(`${name}: ${fc.defaultReportMessage(details)}\n${details.errorInstance}`);
      return runs + examples.length;
    },
  };
}

/** Pieces of text joined in any order: more often near the border of a rule than random text. */
export function mixed(pieces: readonly string[], maxLength = 12): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...pieces) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
  );
  return fc.array(piece, { maxLength }).map((all) => all.join(""));
}
