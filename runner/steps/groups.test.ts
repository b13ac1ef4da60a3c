import assert from "node:assert/strict";
import test from "node:test";
import type { StepPlan } from "../compile/plan.js";
import { asFault, Fault } from "../faults/fault.js";
import { type Acme, acme, expression, request, step, template } from "./acme.test.support.js";
import { takeSteps } from "./steps.js";

/** A server that refuses what is below `/refused` and takes everything else, each with an id of its own. */
const answering = (t: test.TestContext): Promise<Acme> => {
  let id = 0;
  return acme(t, ({ url = "" }, response) => {
    id += 1;
    if (url.startsWith("/refused")) response.writeHead(422);
    response.end(JSON.stringify({ id }));
  });
};

const json = { kind: "json", value: template({}) } as const;
const post = (address: string, more: Partial<StepPlan> = {}) =>
  step({ request: request(address, { method: "POST", body: json }), ...more });
const remove = (address: string) =>
  step({ request: request(address, { method: "DELETE", read: "nothing" }) });

/** A request to `/made` that is taken back at the address of its own answer. */
const made = (name: string) => post("/made", { as: name, undo: [remove(`/made/\${ ${name}.id }`)] });

test("what the steps of a group name is known behind it, and what those of a loop name is not", async (t) => {
  const { system } = await answering(t);
  const group = step({ steps: [post("/a", { as: "first" })] });
  const loop = step({
    for: { name: "one", list: expression("[1, 2]") },
    steps: [step({ names: [["inner", expression("one")]] }), post("/b/${ inner }", { as: "second" })],
  });
  const { scope } = await takeSteps([group, loop], {}, system);
  assert.deepEqual(scope, { first: { id: 1 } });
});

test("a skip inside a group ends the item", async (t) => {
  const { system, asked } = await answering(t);
  const group = step({ if: expression("true"), steps: [step({ skip: template("It is there.") })] });
  const ending = await takeSteps([group, post("/a")], {}, system);
  assert.deepEqual([ending.end, ending.end === "skipped" && ending.reason], ["skipped", "It is there."]);
  assert.deepEqual(asked, []);
});

test("what a group in a loop makes of the record stays", async (t) => {
  const { system } = await answering(t);
  const loop = step({
    for: { name: "one", list: expression("[1, 2]") },
    steps: [step({ record: expression('$merge([record, { "sum": record.sum + one }])') })],
  });
  const { scope } = await takeSteps([loop], { record: { sum: 0 } }, system);
  assert.deepEqual(scope.record, { sum: 3 });
});

test("a failure takes back what was written, the last first, and what was taken back counts as not written", async (t) => {
  const { system, asked } = await answering(t);
  let written = 0;
  const hooks = {
    onWritten: () => {
      written += 1;
    },
    onTakenBack: () => {
      written -= 1;
    },
  };
  const taken = takeSteps([made("first"), made("second"), post("/refused")], {}, system, hooks);
  await assert.rejects(taken, { message: "Acme answered 422 to POST /refused" });
  assert.deepEqual(asked, ["POST /made", "POST /made", "POST /refused", "DELETE /made/2", "DELETE /made/1"]);
  assert.equal(written, 0);
});

test("each element of a loop is taken back with its own names", async (t) => {
  const { system, asked } = await answering(t);
  const loop = step({ for: { name: "one", list: expression("[1, 2]") }, steps: [made("it")] });
  await assert.rejects(takeSteps([loop, post("/refused")], {}, system));
  assert.deepEqual(asked.slice(3), ["DELETE /made/2", "DELETE /made/1"]);
});

test("what cannot be taken back is said, and the rest is taken back", async (t) => {
  const { system, asked } = await answering(t);
  let takenBack = 0;
  const stuck = post("/made", { as: "stuck", undo: [remove("/refused/1")] });
  const taken = takeSteps([made("first"), stuck, post("/refused")], {}, system, {
    onTakenBack: () => {
      takenBack += 1;
    },
  });
  const fault = asFault(await taken.catch((error: unknown) => error));
  assert.equal(
    fault.message,
    "Acme answered 422 to POST /refused; what was written before could not be taken back (test.yaml:1: Acme answered 422 to DELETE /refused/1)",
  );
  // A part of it stays, so the whole is not sent again unseen.
  assert.deepEqual([fault.code, fault.details.outcomeUnknown], ["ITEM_REFUSED", true]);
  assert.deepEqual(asked.slice(3), ["DELETE /refused/1", "DELETE /made/1"]);
  assert.equal(takenBack, 1);
});

test("nothing is taken back when the lock is lost: the right to write is asked for each request", async (t) => {
  const { system, asked } = await answering(t);
  let isLost = false;
  const hooks = {
    beforeSend: () => {
      if (isLost) throw new Fault("LOCK_LOST", "another run has the lock");
    },
    onWritten: () => {
      isLost = true;
    },
  };
  await assert.rejects(takeSteps([made("first"), post("/b")], {}, system, hooks), { code: "LOCK_LOST" });
  assert.deepEqual(asked, ["POST /made"]);
});

test("a group that may fail is left behind whole: what it wrote is taken back, and the failure is told", async (t) => {
  const { system, asked, events } = await answering(t);
  const group = step({ onError: "continue", steps: [made("it"), post("/refused"), post("/never")] });
  const ending = await takeSteps([made("before"), group, post("/behind")], {}, system);
  assert.equal(ending.end, "done");
  assert.deepEqual(asked, ["POST /made", "POST /made", "POST /refused", "DELETE /made/2", "POST /behind"]);
  const told = events.filter(({ type }) => type === "continued");
  assert.deepEqual(
    told.map((event) => event.type === "continued" && [event.where, event.fault.message]),
    [["test.yaml:1", "Acme answered 422 to POST /refused"]],
  );
});
