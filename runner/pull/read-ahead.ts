/**
 * Gives the members of batches in their order, and has the next batch loaded as soon as the first member of the one before is
 * taken: at most two batches are held, so memory does not grow with their number.
 *
 * @param load - gives the next batch; undefined when there is none
 * @param leave - aborted when not even a batch that is being loaded shall be waited for
 * @returns whether it ended because it was left
 * @throws what `load` throws, once what came before is taken
 * @example for await (const entry of readAhead(() => pages.next(), signal)) { … }
 */
export async function* readAhead<T>(
  load: () => Promise<AsyncIterable<T> | undefined>,
  leave: AbortSignal,
): AsyncGenerator<T, boolean> {
  let ahead = begun(load);
  while (true) {
    const batch = await orLeft(ahead, leave);
    if (batch === undefined) return leave.aborted;
    let next: typeof ahead | undefined;
    for await (const member of batch) {
      next ??= begun(load);
      yield member;
    }
    ahead = next ?? begun(load);
  }
}

function begun<T>(load: () => Promise<T>): Promise<T> {
  const loading = load();
  loading.catch(() => {}); // told when it is taken
  return loading;
}

/**
 * What comes, or nothing when it shall not be waited for any more. (Not Promise.race: a promise that stays open for the whole
 * run would hold on to every batch that it was raced against.)
 */
function orLeft<T>(ahead: Promise<T>, leave: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const onLeave = () => resolve(undefined);
    const settle =
      <V>(how: (value: V) => void) =>
      (value: V) => {
        leave.removeEventListener("abort", onLeave);
        how(value);
      };
    if (leave.aborted) resolve(undefined);
    leave.addEventListener("abort", onLeave, { once: true });
    ahead.then(settle(resolve), settle(reject));
  });
}
