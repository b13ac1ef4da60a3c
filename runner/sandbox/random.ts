/** Chance that can be repeated: every draw depends on a seed and on what it is drawn for, never on what was drawn before. */

/** A 32-bit hash of up to three 32-bit numbers (the mixing steps of MurmurHash3). */
export function mix(a: number, b = 0, c = 0): number {
  let hash = stir(stir(stir(0, a), b), c);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function stir(hash: number, part: number): number {
  const k = Math.imul(part, 0xcc9e2d51);
  const stirred = hash ^ Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  return (Math.imul((stirred << 13) | (stirred >>> 19), 5) + 0xe6546b64) | 0;
}

/** A 32-bit hash of a text. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mix(hash, text.length);
}

/** `length` hexadecimal digits that depend on the numbers given. */
export function hex(length: number, a: number, b = 0, c = 0): string {
  const first = mix(a, b, c);
  let digits = "";
  for (let part = 0; digits.length < length; part++) digits += mix(first, part).toString(16).padStart(8, "0");
  return digits.slice(0, length);
}

/** 16 letters and digits that stand for a number, always the same for the same number and kind. */
export function opaqueId(kind: number, number: number): string {
  const letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
  const draw = draws(0, number, kind);
  return Array.from({ length: 16 }, () => letters[draw.below(letters.length)]).join("");
}

/** A row of draws that starts afresh for each thing it is made for. */
export interface Draws {
  /** 0 <= x < 1. */
  next(): number;
  /** True in the given share of the cases. */
  chance(share: number): boolean;
  /** A whole number, 0 <= x < count. */
  below(count: number): number;
  /** One of the items; the list must not be empty. */
  one<T>(items: readonly T[]): T;
}

/**
 * The draws for thing number `index` of kind `kind`.
 *
 * @example draws(1, 42, 7).below(6) // always the same number
 */
export function draws(seed: number, index: number, kind: number): Draws {
  let state = mix(seed, index, kind);
  // Mulberry32: enough for invented people, and four instructions long.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    chance: (share) => next() < share,
    below: (count) => Math.floor(next() * count),
    one: (items) => items[Math.floor(next() * items.length)] as (typeof items)[number],
  };
}
