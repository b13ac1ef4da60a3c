/** Compares lists whose order does not matter. */

/** Who was paired with whom, as positions in the two lists, and who was left over. */
export interface Pairing {
  readonly missing: readonly number[];
  readonly unexpected: readonly number[];
}

/**
 * Pairs as many elements as possible. Taking the first that fits would not do: what is expected as `<now>` fits many, and could
 * take the only one that another fits. Those that come first in `expected` are paired in preference to later ones.
 *
 * @example pairUp([1, 2], [2, 3], (a, b) => a === b) // { missing: [0], unexpected: [1] }
 */
export function pairUp<E, A>(
  expected: readonly E[],
  actual: readonly A[],
  equal: (expected: E, actual: A) => boolean,
): Pairing {
  const fitting = expected.map((wanted) =>
    actual.flatMap((given, index) => (equal(wanted, given) ? [index] : [])),
  );
  const holder = new Map<number, number>();
  /** Finds a partner, if need be by sending the one who has it to another. */
  const place = (wanted: number, tried: Set<number>): boolean => {
    for (const given of fitting[wanted] ?? []) {
      if (tried.has(given)) continue;
      tried.add(given);
      const current = holder.get(given);
      if (current === undefined || place(current, tried)) {
        holder.set(given, wanted);
        return true;
      }
    }
    return false;
  };
  return {
    missing: [...expected.keys()].filter((wanted) => !place(wanted, new Set())),
    unexpected: [...actual.keys()].filter((given) => !holder.has(given)),
  };
}
