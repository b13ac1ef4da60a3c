/** Values that nobody thought of, for half a minute in all with start and end; `npm run fuzz` goes on for ten. FUZZ_SEED has the same values again. */
import { test } from "node:test";
import { addressTargets } from "./fuzz/addresses.js";
import { outputTargets } from "./fuzz/output.js";
import { templateTargets } from "./fuzz/templates.js";
import { yamlTarget } from "./fuzz/yaml.js";
import { MANIFEST, PIPELINE } from "./mistakes/workspace.js";

const seconds = Number(process.env.FUZZ_SECONDS ?? 25);
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
// The loader has the most to go wrong, and takes the longest for each value.
const targets = [
  { share: 5, target: yamlTarget(PIPELINE) },
  { share: 5, target: yamlTarget(MANIFEST) },
  ...[...templateTargets, ...addressTargets, ...outputTargets].map((target) => ({ share: 1, target })),
];
const shares = targets.reduce((sum, { share }) => sum + share, 0);

for (const { share, target } of targets) {
  test(`fuzz: ${target.name}`, async (t) => {
    const runs = await target.run((seconds * 1000 * share) / shares, seed);
    t.diagnostic(`${target.name}: ${runs} runs, FUZZ_SEED=${seed}`);
  });
}
