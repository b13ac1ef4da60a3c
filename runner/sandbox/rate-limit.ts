/** Teamtailor's quota: so many requests per key in a fixed window, which starts with the first request after the last one ended. */

/** What the quota says to one request. */
export interface Quota {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until the window ends, at least 1. */
  readonly reset: number;
}

export interface RateLimit {
  /** Counts one request of that key at that instant (epoch ms). */
  take(key: string, now: number): Quota;
}

/**
 * A quota of `limit` requests per `windowMs`; `enforced: false` counts nothing and always says that all is left.
 *
 * @example createRateLimit(50, 10_000, true).take("key", 0) // { allowed: true, limit: 50, remaining: 49, reset: 10 }
 */
export function createRateLimit(limit: number, windowMs: number, enforced: boolean): RateLimit {
  const windows = new Map<string, { start: number; used: number }>();
  return {
    take(key, now) {
      if (!enforced) return { allowed: true, limit, remaining: limit, reset: Math.ceil(windowMs / 1000) };
      let window = windows.get(key);
      if (window === undefined || now >= window.start + windowMs) {
        window = { start: now, used: 0 };
        windows.set(key, window);
      }
      const allowed = window.used < limit;
      if (allowed) window.used += 1;
      const reset = Math.max(1, Math.ceil((window.start + windowMs - now) / 1000));
      return { allowed, limit, remaining: limit - window.used, reset };
    },
  };
}
