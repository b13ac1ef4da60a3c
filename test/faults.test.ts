/**
 * The fault programme: every row of `test/faults/`, each case with a world of its own around a real run. What has to hold is in the row;
 * what holds always (nothing missing, nothing twice, numbers that add up, no secret anywhere) is checked of each. `npm test` takes the
 * first seed of each row, `npm run test:faults` all of them, and every moment at which a run can be killed; `ROW=N1 SEED=7 npm run test:faults`
 * takes one row, or another seed.
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { packageRoot } from "../runner/load/folders.js";
import { drivers } from "./simulation/drivers.js";
import { stopStores } from "./simulation/drivers-of-stores.js";
import { readRows } from "./simulation/row.js";
import { withTable } from "./simulation/table.js";

const { ROW, SEED, SEEDS, WITHOUT } = process.env;
const rows = await readRows(join(packageRoot, "test", "faults"));
const chosen = rows.filter(({ row }) => ROW === undefined || ROW.split(",").includes(row));

after(stopStores);

test("there are rows", () => {
  assert.notEqual(chosen.length, 0);
});

test("test/README.md shows every row", { skip: WITHOUT !== undefined }, async () => {
  const readme = await readFile(join(packageRoot, "test", "README.md"), "utf8");
  assert.equal(withTable(readme, rows), readme, "Run: npm run faults:table");
});

for (const { row, without = [] } of WITHOUT ? [] : chosen) {
  for (const { in: file, cut } of without) {
    test(`what protects ${row} stands once in ${file}`, async () => {
      const code = await readFile(join(packageRoot, "dist", file), "utf8");
      assert.equal(code.split(cut).length - 1, 1, cut);
    });
  }
}

function seedsOf(seeds: readonly number[]): readonly number[] {
  if (SEED !== undefined) return [Number(SEED)];
  return SEEDS === "all" ? seeds : seeds.slice(0, 1);
}

describe("whatever breaks", { concurrency: 3 }, () => {
  for (const { row, fault, holds, seeds = [1, 2], cases } of chosen) {
    for (const one of cases) {
      for (const seed of seedsOf(seeds)) {
        test(`${row} ${fault} ${one.name} (seed ${seed}): ${holds}`, async (t) => {
          const driver = drivers[one.how ?? "run"];
          if (!driver) throw new Error(`there is no driver called ${one.how}`);
          const broken = await driver(t, one, seed);
          if (broken.length > 0) assert.fail([`${row}, ${one.name}, seed ${seed}`, ...broken].join("\n"));
        });
      }
    }
  }
});
