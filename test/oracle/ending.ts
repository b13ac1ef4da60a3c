/** The end of a world: nothing fails any more, and everything has to come right. */
import type { Ended } from "./commands.js";
import type { Command, Session } from "./session.js";
import { canBeAsked } from "./spec.js";
import { speaksOfTheList } from "./told.js";

const run: Command = { do: "run" };
const whole: Command = { do: "run", whole: true };
const replay: Command = { do: "replay" };

/** Exit codes of a run without a fault: all well, some rejected, or a guard that says how to go on. */
const SETTLED: readonly (number | null)[] = [0, 4, 6];

export async function settle(session: Session): Promise<void> {
  session.log.push("# from here on nothing fails");
  await settleInParts(session);
  const last = await settleIncremental(session);
  if (!last) return;
  if (session.hasRejects) await settleRejects(session);
  await settleWhole(session);
}

/** Runs with `--limit` get everything there, one after the other (I8). */
async function settleInParts(session: Session): Promise<void> {
  const { model, origin, world } = session;
  const { limits } = world;
  if (limits === undefined || !world.incremental || !model.isHonest()) return;
  const rounds = Math.ceil(origin.people.length / limits) + 3;
  for (let round = 0; round < rounds && !session.isBroken; round += 1)
    await session.command({ ...run, limit: limits });
  const left = model.missing(session.reading(true));
  if (left.length === 0) return;
  const told = await session.rejects();
  const untold = left.filter((person) => !told.tells(person));
  if (untold.length > 0) {
    const what = `${rounds} runs of ${limits} did not bring ${untold.length} of ${origin.people.length}`;
    session.broken("I8 --limit", what);
  }
}

/** The same command, as often as it says that something is left. @returns undefined where something is broken */
async function settleIncremental(session: Session): Promise<Ended | undefined> {
  const { world } = session;
  let ended: Ended | undefined;
  for (let round = 0; round < 3 && !session.isBroken; round += 1) {
    ended = await session.command(run, override(session), true);
    if (ended.exit === 0) break;
  }
  if (session.isBroken || !ended) return undefined;
  if (!SETTLED.includes(ended.exit))
    session.broken("I8 does not settle", `exit ${ended.exit} in the third run without a fault`);
  const isExcused = ended.exit === 6 || (ended.exit === 4 && speaksOfTheList(ended));
  if (!isExcused) await session.compare(session.reading(world.incremental), ended, true);
  return session.isBroken ? undefined : ended;
}

async function settleRejects(session: Session): Promise<void> {
  const { happened, world } = session;
  const replayed = await session.command(replay);
  // There may be nothing to replay any more.
  if (replayed.exit !== 0 && replayed.exit !== 4 && replayed.exit !== 2)
    session.broken("I8 replay does not settle", `exit ${replayed.exit} without a fault`);
  if (world.target !== "blind") return;
  const isTaken = ["lost", "524", "kill", "kill-done"].some((name) => happened.has(name));
  // None of them was carried out, so whoever looks at the target says: send them.
  if (!isTaken && !session.isBroken) await session.command(replay, ["--unknown"]);
}

/** A whole run brings whatever is not rejected for a reason of its own. */
async function settleWhole(session: Session): Promise<void> {
  const { model, world, file } = session;
  // What is gone is archived when two whole runs have missed it.
  const rounds = world.target === "mirror" ? 2 : 1;
  let ended: Ended | undefined;
  for (let round = 0; round < rounds && !session.isBroken; round += 1)
    ended = await session.command(whole, override(session), true);
  if (session.isBroken || !ended) return;
  if (!SETTLED.includes(ended.exit))
    session.broken("I8 whole run does not settle", `exit ${ended.exit} without a fault`);
  await session.compare(session.reading(false), ended, true);
  const isWell = ended.exit === 0 && !/nothing was archived/i.test(ended.stderr);
  for (const [name, what] of model.atTheEnd(file, isWell)) session.broken(name, what);
  if (!session.hasRejects || !canBeAsked(world)) return;
  for (const [name, what] of model.leftOpen(await session.rejects())) session.broken(name, what);
}

/** The operator of a mirror lets everything be archived that is gone. */
function override({ world }: Session): string[] {
  return world.target === "mirror" ? ["--max-drop", "100"] : [];
}
