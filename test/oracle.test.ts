/** Random worlds, compared with a model: 200 here, more by hand with ORACLE_RUNS; ORACLE_SEED has the same again, ORACLE_WORLD one alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { search } from "./oracle/search.js";
import { openServer } from "./oracle/server.js";
import type { WorldSpec } from "./oracle/spec.js";
import { runWorld } from "./oracle/world.js";

const { ORACLE_WORLD, ORACLE_SEED, ORACLE_RUNS, ORACLE_SHRINK_S = "20", ORACLE_EACH = "1" } = process.env;
const runs = Number(ORACLE_RUNS ?? 200);
const seed = Number(ORACLE_SEED ?? (ORACLE_RUNS === undefined ? 8 : Date.now() % 2 ** 31));

test(`${runs} random worlds keep what the README promises`, async (t) => {
  const server = await openServer();
  t.after(() => server.close());
  if (ORACLE_WORLD !== undefined) {
    const { broken, log } = await runWorld(JSON.parse(ORACLE_WORLD) as WorldSpec, server);
    process.stderr.write(`${log.join("\n")}\n`);
    assert.deepEqual(broken, []);
    return;
  }
  const shrinkMs = Number(ORACLE_SHRINK_S) * 1000;
  const perWay = Number(ORACLE_EACH);
  const { failures, ...facts } = await search({ runs, seed, server, shrinkMs, perWay });
  t.diagnostic(`ORACLE_SEED=${seed} ORACLE_RUNS=${runs}: ${JSON.stringify(facts)}`);
  assert.equal(failures.length, 0, failures.join("\n\n"));
});
