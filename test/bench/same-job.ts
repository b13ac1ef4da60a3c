/** Makes sure that runner and floor did the same: a floor that does less would prove nothing. */
import type { Measurement } from "./measure.js";
import type { Counts } from "./sandbox.js";

/** A request may be sent again after a broken connection; more than that is another job. */
const tolerance = 0.01;

/** Compares requests by method and path, answers by status, and what is stored. @throws Error naming what differs */
export function checkSameJob(runner: Measurement, floor: Measurement): void {
  compare("requests", runner.requests, floor.requests);
  compare("answers", runner.answers, floor.answers);
  const [ours, theirs] = [runner.stored, floor.stored];
  const longest = ours.length > theirs.length ? ours : theirs;
  const at = longest.findIndex((_, index) => ours[index] !== theirs[index]);
  if (at >= 0)
    throw new Error(
      `the floor writes other records, e.g. the runner\n${ours[at]}\nand the floor\n${theirs[at]}`,
    );
}

function compare(what: string, runner: Counts, floor: Counts): void {
  const [ours, theirs] = [flat(runner), flat(floor)];
  for (const name of new Set([...ours.keys(), ...theirs.keys()])) {
    const [a, b] = [ours.get(name) ?? 0, theirs.get(name) ?? 0];
    if (Math.abs(a - b) > tolerance * Math.max(a, b))
      throw new Error(
        `the floor does another job: ${what} of ${name}: ${a} by the runner, ${b} by the floor`,
      );
  }
}

function flat(counts: Counts): Map<string, number> {
  return new Map(
    Object.entries(counts).flatMap(([host, byName]) =>
      Object.entries(byName).map(([name, count]) => [`${host} ${name}`, count] as const),
    ),
  );
}
