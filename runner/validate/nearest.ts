/** "Did you mean …?": the known word nearest to an unknown one. */
import type { Fix } from "../faults/fault.js";

/** Edits between two words, a swap of neighbours counting as one. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      next.push(best);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** `push_params` for `push_parameters`: each part of the one begins the part of the other, with three letters at least. */
function isShortFor(word: string, long: string): boolean {
  const [parts, whole] = [word.split("_"), long.split("_")];
  const begins = (part: string, index: number) => {
    const other = whole[index] ?? "";
    return other === part || (part.length >= 3 && other.startsWith(part.replace(/s$/, "")));
  };
  return (
    parts.length > 1 && word.length < long.length && parts.length === whole.length && parts.every(begins)
  );
}

/**
 * The word of `words` that `word` was probably meant to be; undefined when none is near.
 *
 * @example nearest("filter_emial", ["filter_email", "sort"]) // "filter_email"
 */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of words) {
    if (isShortFor(word.toLowerCase(), candidate.toLowerCase())) return candidate;
    if (Math.abs(word.length - candidate.length) >= fewest) continue;
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    if (edits < fewest && edits < Math.max(word.length, candidate.length)) {
      fewest = edits;
      best = candidate;
    }
  }
  return best;
}

/**
 * The word that `word` was certainly meant to be, also where further words are possible: but for two letters, or for how its parts are
 * joined, they are the same.
 *
 * @example slipOf("hasMore", ["has_more", "total"]) // "has_more"
 */
export function slipOf(word: string, words: Iterable<string>): string | undefined {
  const bare = (one: string) => one.replace(/[-_ ]/g, "").toLowerCase();
  for (const other of words) {
    if (bare(other) === bare(word)) return other;
    const most = Math.min(2, Math.floor(Math.min(word.length, other.length) / 3));
    if (distance(word.toLowerCase(), other.toLowerCase()) <= most) return other;
  }
  return undefined;
}

/**
 * As `nearest`, where no other word is as near: what is replaced by it unasked.
 *
 * @example onlyNearest("sorts", ["sort", "sorta"]) // undefined
 */
function onlyNearest(word: string, words: Iterable<string>): string | undefined {
  const all = [...words];
  const best = nearest(word, all);
  if (best === undefined) return undefined;
  const edits = (other: string) => distance(word.toLowerCase(), other.toLowerCase());
  if (isShortFor(word.toLowerCase(), best.toLowerCase())) return best;
  return all.some((other) => other !== best && edits(other) <= edits(best)) ? undefined : best;
}

/**
 * Whether a word is certainly the other one, misspelt: by one slip of the fingers, or cut short. `phone2` is no `phone`, and
 * `created_at` no `updated_at`, however near they are.
 */
export function isSlip(word: string, meant: string): boolean {
  if (word.replace(/\D/g, "") !== meant.replace(/\D/g, "")) return false;
  const [a, b] = [word.toLowerCase(), meant.toLowerCase()];
  return isShortFor(a, b) || distance(a, b) <= (Math.min(a.length, b.length) < 3 ? 0 : 1);
}

/** What replaces a word that is misspelt; nothing where it is not certain. */
export function respelt(word: string, words: Iterable<string>): Fix | undefined {
  const to = onlyNearest(word, words);
  return to === undefined || !isSlip(word, to) || !/^[\w.$-]+$/.test(to) ? undefined : { from: word, to };
}

/**
 * The hint for an unknown word: the nearest one, or what there is.
 *
 * @example suggest("sotr", ["sort", "limit"]) // "Did you mean `sort`?"
 */
export function suggest(word: string, words: Iterable<string>, what = "Known here"): string | undefined {
  const all = [...words];
  const near = nearest(word, all);
  if (near !== undefined) return `Did you mean \`${near}\`?`;
  return listed(what, all);
}

/** What there is, in a sentence; undefined where there is nothing. */
export function listed(what: string, all: readonly string[]): string | undefined {
  if (all.length === 0) return undefined;
  const shown = all.slice(0, 20).map((name) => `\`${name}\``);
  return `${what}: ${shown.join(", ")}${all.length > shown.length ? ", …" : ""}.`;
}
