/** Profiles that were accepted but cannot be seen yet: what a source that parses later makes its clients wait for. */

/** A profile shows up after so many looks for it, or so many milliseconds, whichever comes first. */
const looks = 2;
const milliseconds = 1500;

export interface ParsingQueue {
  readonly size: number;
  /** Hides a profile from now on; `times` longer than usual. */
  add(key: string, now: number, times: number): void;
  /** True when the profile is in the queue, whether it could be seen by now or not. */
  has(key: string): boolean;
  /** True when the profile can be seen; asking changes nothing. */
  isReady(key: string, now: number): boolean;
  /** As `isReady`, and counts as a look for the profile. */
  look(key: string, now: number): boolean;
}

/** An empty queue; a restart of the sandbox empties it too, as if time had passed. */
export function createParsingQueue(): ParsingQueue {
  const waits = new Map<string, { looks: number; until: number }>();
  const isReady = (key: string, now: number): boolean => {
    const wait = waits.get(key);
    if (wait !== undefined && (now >= wait.until || wait.looks <= 0)) waits.delete(key);
    return !waits.has(key);
  };
  return {
    get size() {
      return waits.size;
    },
    add: (key, now, times) => {
      waits.set(key, { looks: looks * times, until: now + milliseconds * times });
    },
    has: (key) => waits.has(key),
    isReady,
    look(key, now) {
      const ready = isReady(key, now);
      const wait = waits.get(key);
      if (wait !== undefined) wait.looks -= 1;
      return ready;
    },
  };
}
