/** The two clocks of a lease: the wall clock that other machines can read, and the monotonic one that nobody can set. */
import { hrtime } from "node:process";

/** Both in whole milliseconds. */
export interface Clock {
  wall(): number;
  /** Since boot on Linux, so that all processes of a machine read the same. */
  monotonic(): number;
}

/** The clocks of this machine. */
export const systemClock: Clock = {
  wall: () => Date.now(),
  monotonic: () => Number(hrtime.bigint() / 1_000_000n),
};
