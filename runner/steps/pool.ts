/** Bounds how many tasks run at once; tasks start in the order in which they were given. */

export interface Pool {
  /** Runs a task as soon as a place is free. */
  run<T>(task: () => Promise<T>): Promise<T>;
}

/** @param size the most tasks at once, at least 1 */
export function createPool(size: number): Pool {
  const waiting: (() => void)[] = [];
  let running = 0;
  const leave = () => {
    const next = waiting.shift();
    // The place is handed over, not freed: whoever comes in between would take it.
    if (next) next();
    else running -= 1;
  };
  return {
    run: async (task) => {
      if (running >= size) await new Promise<void>((resolve) => waiting.push(resolve));
      else running += 1;
      try {
        return await task();
      } finally {
        leave();
      }
    },
  };
}
