/** Runs a world: its steps one after the other, then the end without faults, and says which promises were broken. */
import { settle } from "./ending.js";
import type { Server } from "./server.js";
import { Session } from "./session.js";
import { canBeAsked, type Step, type WorldSpec } from "./spec.js";
import type { Broken } from "./target.js";

export interface Outcome {
  /** What was broken, first things first. */
  readonly broken: readonly Broken[];
  /** What happened, for people. */
  readonly log: readonly string[];
  /** How many commands ran, and which faults happened. */
  readonly commands: number;
  readonly happened: ReadonlySet<string>;
}

/** @param hasLog false: a world in which nothing is broken keeps no log */
export async function runWorld(world: WorldSpec, server: Server, hasLog = true): Promise<Outcome> {
  const session = await Session.open(world, server);
  try {
    for (const step of world.steps) if (!session.isBroken) await take(session, step);
    const isLost = world.steps.some((step) => step.do === "store");
    if (!session.isBroken && !isLost) await settle(session);
  } catch (error) {
    session.broken("did not end", (error as Error).stack ?? String(error));
  } finally {
    await session.close();
  }
  const { target, log, commands, happened } = session;
  return { broken: target.broken, log: hasLog || session.isBroken ? log : [], commands, happened };
}

async function take(session: Session, step: Step): Promise<void> {
  session.log.push(`# ${JSON.stringify(step)}`);
  switch (step.do) {
    case "edit":
      for (const edit of step.edits) session.origin.edit(edit);
      session.model.noteEdit();
      return;
    case "pipeline": {
      const { do: _, ...said } = step;
      await session.writePipeline(said);
      return;
    }
    case "store":
      return loseStore(session, step.how);
    case "run":
    case "replay":
      await session.command(step);
  }
}

const FRESH =
  /empt|replaced|older|another|put back|lost|no (stored )?token|everything is read|from nothing|first run/i;

/** I3: a store that is not the one of the last run is never taken for a new one without a word. */
async function loseStore(session: Session, how: "emptied" | "older"): Promise<void> {
  const { store, target, world } = session;
  const isOther = how === "emptied" ? await store.empty() : await store.putBack();
  const { writes } = target;
  const { exit, stdout, stderr } = await session.command({ do: "run" });
  const isTold = exit !== 0 || FRESH.test(`${stderr}\n${stdout}`);
  // What was put back may lack nothing that matters; then nothing is written once more either.
  const isHarmless = how === "older" && (canBeAsked(world) || target.writes === writes);
  if (isOther && !isTold && !isHarmless)
    session.broken("I3 other store", `the store was ${how}, and a run ended with 0 and without a word`);
}
