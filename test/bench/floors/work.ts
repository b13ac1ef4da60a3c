/** What all floors share: the client of the sandbox, the records that are moved side by side, and what is told at the end. */
import { createFloorClient } from "./client.js";

const concurrency = 16;

const { send, close } = createFloorClient(process.env.BENCH_SANDBOX ?? "");

/** Sends a request to the sandbox. */
export { send };

/** A URL of a real system as path and query at the sandbox. */
export function atSandbox(url: string): string {
  return url.slice("https:/".length);
}

/** Moves what a source gives, several at a time, and resolves to their number. */
export async function sideBySide<Thing>(
  source: AsyncGenerator<Thing>,
  move: (thing: Thing) => Promise<void>,
): Promise<number> {
  let moved = 0;
  const worker = async () => {
    for (let next = await source.next(); !next.done; next = await source.next()) {
      await move(next.value);
      moved += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return moved;
}

/** Does a job that resolves to the number of its records, and tells how long it took. */
export async function timed(job: () => Promise<number>): Promise<void> {
  const startedAt = performance.now();
  const records = await job();
  close();
  process.stdout.write(JSON.stringify({ records, duration_ms: performance.now() - startedAt }));
}
