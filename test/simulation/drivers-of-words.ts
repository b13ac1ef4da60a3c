/** Plays in which a system says what it should not, and every command that could repeat it is asked afterwards. */

import { invoke, leaksOf, runCase } from "./case.js";
import { UNSAFE } from "./checks.js";
import type { Driver } from "./drivers.js";
import type { World } from "./world.js";

const COMMANDS: readonly (readonly string[])[] = [
  ["state", "show"],
  ["state", "show", "--json"],
  ["rejects", "list"],
  ["rejects", "list", "--json"],
  ["validate", "pipeline.yaml"],
  ["validate", "pipeline.yaml", "--json"],
  ["connectors"],
  ["connectors", "--json"],
  ["connectors", "origin"],
];

/** The case is run, and what it has left is looked at with each command; none of them leaks, or prints what a terminal obeys. */
export const repeated: Driver = async (t, one, seed) => {
  const broken: string[] = [];
  const between = async (world: World): Promise<void> => {
    for (const words of COMMANDS) {
      const { ended } = await invoke(t, words, one, world, false);
      const said = `${ended.stdout}${ended.stderr}`;
      if (ended.exit !== 0)
        broken.push(`${words.join(" ")} exited with ${ended.exit}: ${said.slice(0, 500)}`);
      const found = UNSAFE.exec(said)?.[0];
      if (found) broken.push(`${words.join(" ")} prints U+${found.codePointAt(0)?.toString(16)}`);
      broken.push(...leaksOf(world.credentials, `what ${words.join(" ")} says`, Buffer.from(said)));
    }
  };
  const found = await runCase(t, { inside: true, ...one, expect: { once: true, ...one.expect } }, seed, {
    between,
  });
  return [...found, ...broken];
};

/** The target repeats a credential so that it stands across the place where a message is cut, for each place that is named. */
export const cut: Driver = async (t, one, seed) => {
  const broken: string[] = [];
  // The credential of the target is the second one; of its forms, the plain one and one in base64.
  for (const before of one.before as readonly number[]) {
    for (const spelling of one.spellings as readonly number[]) {
      const faults = [{ at: "target write" as const, nth: 1, times: 2, do: "parrot", before, spelling }];
      const found = await repeated(t, { ...one, faults }, seed);
      broken.push(...found.map((what) => `before it stand ${before} characters: ${what}`));
    }
  }
  return broken;
};
