/** I3 and I4 for a run that was frozen past its lease and wakes while another has gone on: it changes nothing any more. */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, type TestContext, test } from "node:test";
import { shippedAccounts } from "../runner/sandbox/shipped-accounts.js";
import { readScopes } from "../runner/state/stored-scope.js";
import { openStore } from "../runner/store/store.js";
import { command, type Ended, envelope, resultOf, type Started, start } from "./process/command.js";
import { type Answer, type Front, gate, openFront } from "./process/front.js";
import { contents, hrflowHost, type Systems, startSystems, teamtailorHost } from "./process/systems.js";
import { pipeline, workplace } from "./process/workplace.js";
import { type Kind, kinds, type Running } from "./simulation/stores.js";

const CANDIDATES = 30;
const JOBS = 12;
const PUSHERS = 4;

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
    const frozen = await scene.frozenAt(9, PUSHERS);
    const second = await scene.takenOver();
    await scene.nothingAfter(frozen);
    assert.equal(contents(await scene.systems.profiles()).size, CANDIDATES);
    const store = await openStore(url);
    t.after(() => store.close());
    const [scope] = await readScopes(store, "candidates");
    assert.equal(scope?.run_id, resultOf(second).run_id);
    assert.equal(scope?.token, resultOf(second).incremental_token);
  });

  test("a push that was told to come again later does not come again from a run that lost its lock", async (t) => {
    const { url } = await place(t);
    const scene = await arrange(t, url);
    // All that is on its way is refused for the moment: each of them wakes with a retry before it.
    const busy: Answer = { status: 503, headers: { "Retry-After": "0" } };
    const frozen = await scene.frozenAt(9, PUSHERS, busy);
    await scene.takenOver();
    await scene.nothingAfter(frozen);
    assert.equal(contents(await scene.systems.profiles()).size, CANDIDATES);
  });

  test("a run that is frozen while it archives what is gone archives nothing more after another run", async (t) => {
    const { url } = await place(t);
    const scene = await arrange(t, url, jobs());
    assert.equal((await scene.takenOver()).exit, 0);
    const one = `records: "[body.data[id = '${await firstJob(scene.systems)}']]"`;
    const shorter = own.replace("records: body.data", one);
    await writeFile(join(scene.cwd, "connectors", "mine", "connector.yaml"), shorter);
    const frozen = await scene.frozenAt(2, 1);
    const second = await scene.takenOver();
    assert.ok(resultOf(second).archived >= 4);
    await scene.nothingAfter(frozen);
    assert.deepEqual(new Set(writesOf(frozen.front)), new Set(["PATCH /v1/job/indexing/archive"]));
    assert.equal(writesOf(frozen.front).length, 2);
  });
}

/** A connector of the user's own to the same origin, with an action that archives behind the last job what the list lacks. */
const own = `name: mine
title: Mine
type: ATS
url: https://mine.example.org/
auth:
  required: [token]
  properties:
    token: { type: string, writeOnly: true, description: The token of Mine }
http:
  base_url: https://${teamtailorHost}
  headers: { Authorization: "Token token=\${ auth.token }", X-Api-Version: "20240404" }
entities:
  job:
    key: id
    pull:
      list: { get: /v1/jobs, records: body.data }
actions:
  create_jobs_in_hrflow:
    title: Jobs stay on the board as long as they are listed
    entity: job
    mode: create
    direction: inbound
    operation: sync
    format: '{ "reference": id, "name": attributes.title, "location": { "text": "Paris" }, "sections": [] }'
`;

const jobs = (more = "") => `workflow_id: candidates
action: mine.create_jobs_in_hrflow
connector_auth: { token: "\${ env.TEAMTAILOR_API_KEY }" }
hrflow_auth: { api_secret: "\${ env.HRFLOW_API_SECRET }", api_user: "\${ env.HRFLOW_API_USER }" }
push_parameters: { board_key: ${shippedAccounts.hrflow?.board_key} }
${more}`;

interface Scene {
  readonly systems: Systems;
  readonly cwd: string;
  /**
   * Starts the first run and stops it with SIGSTOP when so many writes wait for their answers, from a certain write on. It has
   * nothing to send at that moment: one that is caught between its last check and the sending itself would send, and nothing
   * could keep it from that. Then all writes are let through, or answered in the place of the target.
   */
  frozenAt(write: number, waiting: number, answer?: Answer): Promise<Frozen>;
  /** Runs the same pipeline until the lock of the frozen run is free, and to its end. */
  takenOver(): Promise<Ended>;
  /** Wakes the frozen run: it ends with LOCK_LOST, and the target is as the other run left it. */
  nothingAfter(frozen: Frozen): Promise<void>;
}

interface Frozen {
  readonly run: Started;
  readonly front: Front;
}

async function arrange(
  t: TestContext,
  store: string,
  text = pipeline("incremental: true\n"),
): Promise<Scene> {
  const systems = await startSystems(t, { candidates: CANDIDATES, jobs: JOBS });
  const cwd = await workplace(t, { "pipeline.yaml": text, "connectors/mine/connector.yaml": own });
  const args = ["run", "pipeline.yaml", "--json", "--no-rate-limit", "--store", store];
  const options = { cwd, env: systems.env };
  return {
    systems,
    cwd,
    async frozenAt(write, waiting, answer) {
      const stopped = gate();
      let run: Started | undefined;
      const front = await openFront(t, systems, {
        before: async ({ writes }) => {
          if (writes < write) return undefined;
          if (writes === write + waiting - 1) {
            run?.kill("SIGSTOP");
            stopped.open();
          }
          await stopped.opened;
          return answer;
        },
      });
      const lease = ["--lease", "3", "--concurrency", String(PUSHERS)];
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
    },
  };
}

const writesOf = ({ visits }: Front): readonly string[] =>
  visits.filter(({ isWrite }) => isWrite).map(({ method, path }) => `${method} ${path}`);

/** The id of a job, asked of the origin itself. */
async function firstJob({ url, env }: Systems): Promise<string> {
  const headers = { Authorization: `Token token=${env.TEAMTAILOR_API_KEY}`, "X-Api-Version": "20240404" };
  const answer = await fetch(`${url}/api.teamtailor.com/v1/jobs`, { headers });
  const { data } = (await answer.json()) as { data: { id: string }[] };
  return data[0]?.id ?? "";
}

/** What reached the target itself and was no look-up. */
async function writesAt(systems: Systems): Promise<Readonly<Record<string, number>>> {
  const requests = Object.entries(await systems.requests(hrflowHost));
  return Object.fromEntries(requests.filter(([request]) => !request.startsWith("GET ")));
}
