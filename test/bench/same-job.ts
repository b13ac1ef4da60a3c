/** Makes sure that runner and floor did the same: a floor that does less would prove nothing. */
import type { Measurement } from "./measure.js";

/** A request may be sent again after a broken connection; more than that is another job. */
const tolerance = 0.01;

/** @throws Error naming what differs */
export function checkSameJob(runner: Measurement, floor: Measurement): void {
  const [ours, theirs] = [byPath(runner), byPath(floor)];
  for (const path of new Set([...ours.keys(), ...theirs.keys()])) {
    const [a, b] = [ours.get(path) ?? 0, theirs.get(path) ?? 0];
    if (Math.abs(a - b) > tolerance * Math.max(a, b)) {
      throw new Error(
        `the floor does another job: ${path} was asked ${a} times by the runner, ${b} times by the floor`,
      );
    }
  }
  const at = runner.profiles.findIndex((profile, index) => profile !== floor.profiles[index]);
  if (at >= 0) {
    throw new Error(
      `the floor writes other profiles, e.g. the runner\n${runner.profiles[at]}\nand the floor\n${floor.profiles[at]}`,
    );
  }
}

function byPath({ arrivals }: Measurement): Map<string, number> {
  return new Map(
    Object.entries(arrivals.requests).flatMap(([host, counts]) =>
      Object.entries(counts).map(([path, count]) => [`${host} ${path}`, count] as const),
    ),
  );
}
