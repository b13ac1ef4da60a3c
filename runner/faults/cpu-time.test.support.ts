/** The CPU time of this process: what a test bounds must hold on a machine that is busy with something else, too. */
import { cpuUsage } from "node:process";

/** In ms, of all threads. */
export function cpuMs(): number {
  const { user, system } = cpuUsage();
  return (user + system) / 1000;
}
