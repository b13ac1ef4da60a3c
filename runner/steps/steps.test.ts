import assert from "node:assert/strict";
import { test } from "node:test";
import type { RequestPlan, StepPlan } from "../compile/plan.js";
import { Fault } from "../faults/fault.js";
import { takeSteps } from "./steps.js";
import type { System } from "./system.js";

const write = (onError: StepPlan["onError"], list?: readonly unknown[]): StepPlan => ({
  if: undefined,
  for: list && { name: "one", list: async () => list },
  onError,
  where: "test.yaml:1",
  request: { method: "POST" } as RequestPlan,
});

/** A system that takes everything, and counts it. */
function willing(): System & { asked: number } {
  const system = {
    connector: "acme",
    authKey: "acme_auth",
    emit: () => {},
    asked: 0,
    ask: async () => {
      system.asked += 1;
      return { status: 200, headers: {}, body: {}, url: new URL("https://api.acme.example/") };
    },
    account: {},
    limiter: () => assert.fail("no step has a limit"),
    mayRepeat: () => true,
    tellOnce: () => {},
    wait: async () => {},
  };
  return system;
}

for (const code of ["HTTP_CREDENTIALS", "HTTP_SESSION", "HTTP_WAIT_TOO_LONG"] as const) {
  test(`a step that may fail does not pass over ${code}: every record would go on without what it lacks`, async () => {
    for (const onError of ["skip", "continue"] as const) {
      const told: string[] = [];
      const refused: System = {
        ...willing(),
        emit: ({ type }) => void told.push(type),
        ask: async () => {
          throw new Fault(code, "refused", { status: 401 });
        },
      };
      const group = { ...write(onError), request: undefined, steps: [write(onError)] };
      await assert.rejects(takeSteps([group], {}, refused), { code, message: "refused" });
      assert.deepEqual(told, []);
    }
  });
}

test("where 403 ends what `on_error` would pass over, it says how a manifest takes it for an answer", async () => {
  const refused: System = {
    ...willing(),
    ask: async () => {
      throw new Fault("HTTP_CREDENTIALS", "no", { status: 403, hint: "Check them." });
    },
  };
  await assert.rejects(takeSteps([write("continue")], {}, refused), ({ details }: Fault) => {
    assert.equal(
      details.hint,
      "Check them. If it is said of this record alone, write `accept: accepted or status = 403` at test.yaml:1.",
    );
    return true;
  });
});

for (const code of ["LOCK_LOST", "STORE_FAILED", "DISK_FAILED", "STOPPED"] as const) {
  const trouble = (): never => {
    throw new Fault(code, "the run has a trouble of its own");
  };

  test(`I4: a step that may fail does not pass over ${code}`, async () => {
    for (const onError of ["skip", "continue", "fail"] as const) {
      const system = willing();
      const steps = [write(onError), write("fail")];
      const taken = takeSteps(steps, {}, system, { beforeWrite: async () => trouble() });
      await assert.rejects(taken, { code }, onError);
      assert.equal(system.asked, 0);
    }
  });

  test(`I4: a loop whose elements may fail ends with ${code}`, async () => {
    const failures: Fault[] = [];
    const system = willing();
    let elements = 0;
    const taken = takeSteps([write("fail", [1, 2, 3])], {}, system, {
      beforeWrite: async () => {
        elements += 1;
        trouble();
      },
      onElement: (fault) => failures.push(fault),
    });
    await assert.rejects(taken, { code });
    assert.deepEqual([elements, failures.length, system.asked], [1, 0, 0]);
  });
}
