import assert from "node:assert/strict";
import { test } from "node:test";
import { openListed } from "./listed.js";
import { type Place, place } from "./state.test.support.js";

const open = ({ store, commits }: Place, scope = "s1", others: string[] = []) =>
  openListed(store, commits, { workflowId: "people", scope }, others);

const keys = (...all: string[]) => new Set(all);

test("a list that proves absence archives what it does not hold, a weak one what two whole runs miss", async (t) => {
  const here = await place(t);
  const first = await open(here);
  assert.deepEqual(await first.kept(keys("a"), "proven", false), { keys: ["a"] });
  assert.match(((await first.kept(keys("a"), "weak", false)) as { why: string }).why, /two whole runs/);
  first.note(keys("a", "b"));
  await here.commits.commit(true);
  const second = await open(here);
  assert.deepEqual(await second.kept(keys("a"), "weak", false), { keys: ["a", "b"] });
  second.note(keys("a"));
  await here.commits.commit(true);
  assert.deepEqual(await (await open(here)).kept(keys("a"), "weak", false), { keys: ["a"] });
});

test("a list that was not read whole archives nothing", async (t) => {
  const listed = await open(await place(t));
  assert.deepEqual(await listed.kept(keys(), "unproven", true), { why: "the list was not read whole" });
});

test("I10: what another scope listed is kept, and one that was never read whole keeps everything unless told", async (t) => {
  const here = await place(t);
  (await open(here, "s1")).note(keys("a", "b"));
  await here.commits.commit(true);
  const narrower = await open(here, "s2", ["s1"]);
  assert.deepEqual(await narrower.kept(keys("a"), "proven", false), { keys: ["a", "b"] });
  assert.deepEqual(await narrower.kept(keys("a"), "proven", true), { keys: ["a", "b"] });
  const beside = await open(here, "s2", ["s3"]);
  assert.deepEqual(Object.keys(await beside.kept(keys("a"), "proven", false)), ["why"]);
  assert.deepEqual(await beside.kept(keys("a"), "proven", true), { keys: ["a"] });
});

test("a shorter list leaves no part of a longer one behind", async (t) => {
  const here = await place(t);
  (await open(here)).note(new Set(Array.from({ length: 5_000 }, (_, n) => String(n))));
  await here.commits.commit(true);
  (await open(here)).note(keys("1"));
  await here.commits.commit(true);
  assert.equal((await here.store.keys("listed:people:")).length, 1);
});
