/** Counts by two names, e.g. requests by host and path. */

export interface Tally {
  count(group: string, name: string): void;
  /** All counts so far, in the order of their first count. */
  read(): Record<string, Record<string, number>>;
}

/** @example const requests = createTally(); requests.count("api.hrflow.ai", "GET /v1/source"); */
export function createTally(): Tally {
  const groups = new Map<string, Map<string, number>>();
  return {
    count(group, name) {
      let counts = groups.get(group);
      if (counts === undefined) {
        counts = new Map();
        groups.set(group, counts);
      }
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    read: () => Object.fromEntries([...groups].map(([group, counts]) => [group, Object.fromEntries(counts)])),
  };
}
