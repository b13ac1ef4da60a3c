/**
 * I5 and I8 against the worst end of a run: SIGKILL at any moment, again and again, and the target is as if nothing had happened.
 * Another seed tries other moments: `KILL_SEED=7 node --test dist/test/kill.test.js`.
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { type Chance, seeded } from "./process/chance.js";
import { command, resultOf, start } from "./process/command.js";
import { type Answer, type Front, openFront, type Visit } from "./process/front.js";
import { commandInside } from "./process/inside.js";
import { contents, type Systems, startSystems, systemsAt } from "./process/systems.js";
import { pipeline, workplace } from "./process/workplace.js";

const CANDIDATES = 400;
const KILLS = 20;
const seed = Number(process.env.KILL_SEED ?? 20);

test("killed with SIGKILL at twenty random moments and started again each time, the run ends with every candidate in the target once and the token right", async (t) => {
  t.diagnostic(`KILL_SEED=${seed}`);
  const cwd = await workplace(t, { "pipeline.yaml": pipeline("incremental: true\n") });
  const systems = await served(t, cwd);
  const run = ["run", "pipeline.yaml", "--json", "--no-rate-limit", "--concurrency", "8"];
  const whole = await wholeRun(t);

  const chance = seeded(seed);
  const moments = Array.from({ length: KILLS }, (_, at) => moment(chance, at));
  for (const one of moments) {
    const killer = arm(one);
    const front = await openFront(t, systems, killer);
    const options = [...run, ...front.endpoints, "--log-level", "info"];
    const started = start(t, options, { cwd, env: systems.env });
    killer.kill = () => started.kill("SIGKILL");
    if (one.kind === "token") void started.saying("stderr", "token stored").then(killer.begin, () => {});
    else if (one.kind === "start") void setTimeout(one.count).then(() => killer.kill());
    else killer.begin();
    const ended = await started.ended;
    assert.equal(ended.signal, "SIGKILL", `${told(one)} did not come: ${ended.stderr}`);
    t.diagnostic(`killed at ${told(one)}: ${progress(front)}`);
  }

  const last = await command(t, [...run, ...systems.endpoints], { cwd, env: systems.env });
  assert.equal(last.exit, 0, last.stderr);
  const found = contents(await systems.profiles());
  assert.equal(found.size, CANDIDATES);
  assert.deepEqual(found, whole.found);
  assert.equal(resultOf(last).incremental_token, whole.token);
  const shown = await commandInside(["state", "show", "candidates", "--json"], { cwd });
  assert.equal(JSON.parse(shown.stdout).result[0].token, whole.token);
  assert.equal(existsSync(join(cwd, ".sync-runner", "rejects")), false);
});

/** The sandbox as a command of its own, slow enough for a run to be met in all its moments. */
async function served(t: TestContext, cwd: string): Promise<Systems> {
  const options = ["--port", "0", "--memory", "--no-rate-limit", "--candidates", String(CANDIDATES)];
  const sandbox = start(t, ["sandbox", ...options, "--latency", "2"], { cwd, deadlineMs: 600_000 });
  return systemsAt(await sandbox.saying("stdout", "http://"));
}

/** What one run without trouble leaves in a sandbox with the same candidates, and the token behind the last of them. */
async function wholeRun(t: TestContext): Promise<{ found: Map<string, unknown>; token: unknown }> {
  const systems = await startSystems(t, { candidates: CANDIDATES });
  const cwd = await workplace(t, { "pipeline.yaml": pipeline("incremental: true\n") });
  const run = ["run", "pipeline.yaml", "--no-rate-limit", ...systems.endpoints];
  const ended = await commandInside(run, { cwd, env: systems.env });
  assert.equal(ended.exit, 0, ended.stderr);
  return { found: contents(await systems.profiles()), token: await latest(systems) };
}

/** The greatest updated-at of all candidates, asked of the origin itself. */
async function latest(systems: Systems): Promise<unknown> {
  const answer = await fetch(
    `${systems.url}/api.teamtailor.com/v1/candidates?sort=-updated-at&page[size]=1`,
    {
      headers: {
        Authorization: `Token token=${systems.env.TEAMTAILOR_API_KEY}`,
        "X-Api-Version": "20240404",
      },
    },
  );
  const { data } = (await answer.json()) as { data: { attributes: Record<string, unknown> }[] };
  return data[0]?.attributes["updated-at"];
}

/** When a run is killed: so many ms after its start, or at a request, a write, or a write after the token moved. */
interface Moment {
  readonly kind: "start" | "request" | "write" | "token";
  readonly count: number;
  /** Whether the request has been carried out by then. */
  readonly side: "before" | "after";
}

function moment(chance: Chance, at: number): Moment {
  const side = chance(0, 1) === 0 ? "before" : "after";
  const kinds = [
    "write",
    "request",
    "write",
    "start",
    "write",
    "request",
    "write",
    "request",
    "write",
    "token",
  ];
  const kind = kinds[at % kinds.length] as Moment["kind"];
  const most = { start: 250, request: 160, write: 30, token: 10 }[kind];
  return { kind, side, count: chance(1, most) };
}

const told = ({ kind, count, side }: Moment): string =>
  kind === "start" ? `${count} ms` : `${kind} ${count}, ${side} it`;

const progress = ({ visits }: Front): string =>
  `${visits.length} requests, ${visits.filter(({ isWrite }) => isWrite).length} of them writes`;

/** Between two writes, until a token is stored: it is stored every two seconds while a run goes on. */
const SLOW_MS = 50;

interface Killer {
  kill(): void;
  /** From now on requests count. */
  begin(): void;
  before(visit: Visit): Promise<Answer | undefined>;
  after(visit: Visit): void;
}

function arm({ kind, count, side }: Moment): Killer {
  let begun = false;
  let last: Visit | undefined;
  let seen = 0;
  let queue = Promise.resolve();
  const killer: Killer = {
    kill: () => {},
    begin: () => {
      begun = true;
    },
    async before(visit) {
      if (kind === "token" && !begun && visit.isWrite) {
        queue = queue.then(() => setTimeout(SLOW_MS));
        await queue;
      }
      if (!begun || last || (kind !== "request" && !visit.isWrite)) return undefined;
      seen += 1;
      if (seen < count) return undefined;
      last = visit;
      if (side === "after") return undefined;
      killer.kill();
      return { status: 503 }; // the request is lost: nobody hears this
    },
    after(visit) {
      if (visit === last && side === "after") killer.kill();
    },
  };
  return killer;
}
