/** How long an answer may take and how large it may be; what arrives is not ours to trust. */

/** Milliseconds. */
export interface Deadlines {
  /** From the start of an attempt to the headers of its answer. */
  readonly headers: number;
  /** Between two pieces of a body. */
  readonly idle: number;
  /** For the whole of an attempt, so that a dripping body ends too. */
  readonly total: number;
}

/** The deadlines for a system that may be silent for so many milliseconds. */
export function deadlinesOf(silence = 30_000): Deadlines {
  return { headers: silence, idle: silence, total: silence * 10 };
}

/** The most bytes of a body that are read, counted after decompression. */
export interface Sizes {
  readonly json: number;
  readonly text: number;
  readonly file: number;
}

export const defaultSizes: Sizes = { json: 32 * 2 ** 20, text: 2 ** 20, file: 100 * 2 ** 20 };
