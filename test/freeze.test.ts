/** I3 and I4 for a run that was frozen past its lease and wakes while another has gone on: it changes nothing any more. */
import assert from "node:assert/strict";
import { after, describe, type TestContext, test } from "node:test";
import { openStore } from "../runner/checkpoint/store.js";
import { command, type Ended, envelope, resultOf, type Started, start } from "./process/command.js";
import { type Answer, type Front, gate, openFront, type Visit } from "./process/front.js";
import { contents, hrflowHost, type Systems, startSystems } from "./process/systems.js";
import { pipeline, workplace } from "./process/workplace.js";
import { type Kind, kinds, type Running } from "./world/stores.js";

const CANDIDATES = 30;

for (const kind of kinds) {
  describe(`with a store in ${kind.name}`, { skip: kind.skip }, () => sentences(kind));
}

function sentences(kind: Kind): void {
  let starting: Promise<Running> | undefined;
  after(async () => (await starting)?.stop());

  const place = async (t: TestContext) => {
    starting ??= kind.start();
    return (await starting).place(t);
  };

  test("a run that is frozen between two pushes and wakes after another run pushes nothing more and leaves that run's token", async (t) => {
    const { url } = await place(t);
    const scene = await arrange(t, url);
    const frozen = await scene.frozenAt(({ writes }) => writes === 9);
    const second = await scene.takenOver();
    await scene.nothingAfter(frozen);
    const store = await openStore(url);
    t.after(() => store.close());
    const token = (await store.read("token:candidates")) as { run_id: string; token: unknown };
    assert.equal(token.run_id, resultOf(second).run_id);
    assert.equal(token.token, resultOf(second).incremental_token);
  });

  test("a push that was told to come again later does not come again from a run that lost its lock", async (t) => {
    const { url } = await place(t);
    const scene = await arrange(t, url);
    // All that is on its way is refused for the moment: each of them wakes with a retry before it.
    const busy: Answer = { status: 503, headers: { "Retry-After": "0" } };
    const frozen = await scene.frozenAt(
      ({ writes }) => writes === 9,
      ({ writes }) => (writes >= 6 ? busy : undefined),
    );
    await scene.takenOver();
    await scene.nothingAfter(frozen);
  });
}

interface Scene {
  /** Starts the first run and stops it with SIGSTOP at a visit; resolves when that visit and all others have their answers. */
  frozenAt(when: (visit: Visit) => boolean, answer?: (visit: Visit) => Answer | undefined): Promise<Frozen>;
  /** Runs the same pipeline until the lock of the frozen run is free, and to its end. */
  takenOver(): Promise<Ended>;
  /** Wakes the frozen run: it ends with LOCK_LOST, and the target is as the other run left it. */
  nothingAfter(frozen: Frozen): Promise<void>;
}

interface Frozen {
  readonly run: Started;
  readonly front: Front;
}

async function arrange(t: TestContext, store: string): Promise<Scene> {
  const systems = await startSystems(t, { candidates: CANDIDATES });
  const cwd = await workplace(t, { "pipeline.yaml": pipeline("incremental: true\n") });
  const args = ["run", "pipeline.yaml", "--json", "--no-rate-limit", "--store", store];
  const options = { cwd, env: systems.env };
  return {
    async frozenAt(when, answer) {
      const stopped = gate();
      let run: Started | undefined;
      const front = await openFront(t, systems, {
        before: (visit) => {
          if (when(visit)) {
            run?.kill("SIGSTOP");
            stopped.open();
          }
          return answer?.(visit);
        },
      });
      const lease = ["--lease", "1", "--concurrency", "4"];
      run = start(t, [...args, ...lease, ...front.endpoints], options);
      // Only one that is frozen does not end: what was wrong is told.
      const early = run.ended.then(({ stderr }) => assert.fail(`it was not frozen: ${stderr}`));
      await Promise.race([stopped.opened, early]);
      early.catch(() => {});
      return { run, front };
    },
    async takenOver() {
      for (;;) {
        const ended = await command(t, [...args, ...systems.endpoints], options);
        if (ended.exit === 7) continue;
        assert.equal(ended.exit, 0, ended.stderr);
        return ended;
      }
    },
    async nothingAfter({ run, front }) {
      const before = { written: writesOf(front), profiles: await systems.profiles() };
      const requests = await writesAt(systems);
      run.kill("SIGCONT");
      const ended = await run.ended;
      assert.equal(ended.exit, 7, ended.stderr);
      assert.equal(envelope(ended).error?.code, "LOCK_LOST");
      assert.deepEqual(writesOf(front), before.written);
      assert.deepEqual(await writesAt(systems), requests);
      assert.deepEqual(await systems.profiles(), before.profiles);
      assert.equal(contents(before.profiles).size, CANDIDATES);
    },
  };
}

const writesOf = ({ visits }: Front): readonly string[] =>
  visits.filter(({ isWrite }) => isWrite).map(({ method, path }) => `${method} ${path}`);

/** What reached the target itself and was no look-up. */
async function writesAt(systems: Systems): Promise<Readonly<Record<string, number>>> {
  const requests = Object.entries(await systems.requests(hrflowHost));
  return Object.fromEntries(requests.filter(([request]) => !request.startsWith("GET ")));
}
