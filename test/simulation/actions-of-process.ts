/** Blows to the run itself, at an exact request: signals, and what happens to its folder. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import type { Action } from "./actions.js";

export const processActions: Readonly<Record<string, Action>> = {
  /** A `signal`, once or `twice`; `before: true` loses the request, else it is carried out and answered. */
  signal: (spec, { visit: { socket }, answer, send, world }) => {
    const signal = String(spec.name) as NodeJS.Signals;
    const one = spec.before === true ? undefined : answer();
    process.kill(world.pid, signal);
    if (one && signal !== "SIGKILL") send(one);
    else if (signal === "SIGKILL") socket.destroy();
  },

  /** The run is frozen while it waits for this answer, which comes when the driver lets it go. */
  freeze: async (_, { answer, send, world }) => {
    process.kill(world.pid, "SIGSTOP");
    const one = answer();
    await world.released;
    send(one);
  },

  /** The wire to the store is broken: `what` is `cut` or `silence`. */
  store: (spec, { answer, send, world }) => {
    world.proxy?.[spec.what === "silence" ? "silence" : "cut"]();
    send(answer());
  },

  /** Another program keeps the store locked until it is killed. */
  "state lock": (_, { answer, send, world }) => {
    const database = new Database(join(world.cwd, ".sync-runner", "state.db"));
    database.exec("BEGIN EXCLUSIVE");
    setTimeout(() => database.exec("ROLLBACK"), 8000);
    send(answer());
  },

  /** A file of the state is removed, or gets another `text`. */
  "state file": (spec, { answer, send, world }) => {
    const path = join(world.cwd, ".sync-runner", String(spec.file ?? "state.db"));
    if (spec.text === undefined) rmSync(path, { force: true });
    else writeFileSync(path, String(spec.text));
    send(answer());
  },
};
