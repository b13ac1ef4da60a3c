import assert from "node:assert/strict";
import test from "node:test";
import { readAhead } from "./read-ahead.js";

async function* of<T>(...members: readonly T[]): AsyncGenerator<T> {
  yield* members;
}

/** Gives batches one by one, and tells how often it was asked. */
function source(batches: readonly (readonly number[])[]) {
  let asked = 0;
  return {
    get asked() {
      return asked;
    },
    load: async () => {
      const batch = batches[asked];
      asked += 1;
      return batch === undefined ? undefined : of(...batch);
    },
  };
}

const never = new AbortController().signal;

test("gives the members of all batches in order, also behind one that is empty", async () => {
  const { load } = source([[1, 2], [], [3]]);
  const members: number[] = [];
  for await (const member of readAhead(load, never)) members.push(member);
  assert.deepEqual(members, [1, 2, 3]);
});

test("asks for the next batch when the first member of a batch is taken, and for no further one", async () => {
  const batches = source([[1, 2], [3], [4]]);
  const members = readAhead(batches.load, never);
  await members.next();
  assert.equal(batches.asked, 2);
  await members.next();
  assert.equal(batches.asked, 2);
  await members.next();
  assert.equal(batches.asked, 3);
});

test("fails with what loading fails with, once what came before is taken", async () => {
  const failing = source([[1, 2]]);
  const load = async () => (failing.asked === 0 ? failing.load() : Promise.reject(new Error("page 2")));
  const members = readAhead(load, never);
  assert.deepEqual([(await members.next()).value, (await members.next()).value], [1, 2]);
  await assert.rejects(members.next(), { message: "page 2" });
});

test("does not wait for a batch once it is to be left, and says that it was left", async () => {
  const leave = new AbortController();
  const first = source([[1]]);
  const load = () => (first.asked === 0 ? first.load() : new Promise<undefined>(() => {}));
  const members = readAhead(load, leave.signal);
  assert.equal((await members.next()).value, 1);
  const next = members.next();
  leave.abort();
  assert.deepEqual(await next, { done: true, value: true });
});
