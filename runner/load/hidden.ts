/** The lines of a file that may hold a credential: they are not shown, whatever is wrong with them (I6). */

/** The keys of a pipeline under which nothing secret stands. */
const SHOWN =
  /^["']?(workflow_id|action|pull_parameters|push_parameters|logics|format|persist|incremental)\b/;

/** A key at the start of a line, and whether what stands under it is hidden. */
interface Part {
  readonly at: number;
  readonly isHidden: boolean;
}

const known = new WeakMap<object, readonly Part[]>();

/**
 * Whether the line that ends at `end` may hold a credential: it stands under `connector_auth` or a key like it, or in a
 * pipeline under a key that is not known.
 *
 * @param file stands for the text: it is looked through once
 */
export function isHidden(file: object, text: string, end: number): boolean {
  const parts = known.get(file) ?? partsOf(text);
  known.set(file, parts);
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.at ?? 0) < end) low = middle + 1;
    else high = middle;
  }
  return parts[low - 1]?.isHidden ?? false;
}

function partsOf(text: string): readonly Part[] {
  const isPipeline = /^(workflow_id|action|logics)\s*:/m.test(text);
  return [...text.matchAll(/^[\w"'][^\n]*:(?=\s|$)/gm)].map(({ index, 0: line }) => ({
    at: index,
    isHidden: /^["']?\w+_auth\b/.test(line) || (isPipeline && !SHOWN.test(line)),
  }));
}
