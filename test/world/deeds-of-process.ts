/** Blows to the run itself, at an exact request: signals, and what happens to its folder. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Deed } from "./deeds.js";

export const blows: Readonly<Record<string, Deed>> = {
  /** A `signal`, once or `twice`; `before: true` loses the request, else it is carried out and answered. */
  signal: (spec, { visit: { socket }, answer, send, world }) => {
    const signal = String(spec.name) as NodeJS.Signals;
    const one = spec.before === true ? undefined : answer();
    process.kill(world.pid, signal);
    if (one && signal !== "SIGKILL") send(one);
    else if (signal === "SIGKILL") socket.destroy();
  },

  /** A file of the state is removed, or gets another `text`. */
  "state file": (spec, { answer, send, world }) => {
    const path = join(world.cwd, ".sync-runner", String(spec.file ?? "state.db"));
    if (spec.text === undefined) rmSync(path, { force: true });
    else writeFileSync(path, String(spec.text));
    send(answer());
  },
};
