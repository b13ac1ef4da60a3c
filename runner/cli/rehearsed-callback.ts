/** The callback of a pipeline in a rehearsal: it stays on this machine like everything else, wherever the pipeline sends it. */

import type { Environment } from "../compile/missing.js";
import type { Program } from "../compile/program.js";
import { callbackHost } from "../sandbox/callbacks.js";

/** Values for the names of the environment that only the callback uses and that are not set. */
export function fillCallback(program: Program, env: Environment): Record<string, string> {
  const { callback } = program.plan;
  if (callback === undefined) return {};
  const [first] = callback.address.pieces ?? [];
  // An address that begins with an expression takes scheme and host from it.
  const base = typeof first === "function" ? `https://${callbackHost}` : "sandbox";
  const filled: Record<string, string> = {};
  for (const { name, key } of program.environment) {
    if (!key.startsWith("callback.") || env[name]) continue;
    if (key === "callback.post") filled[name] = base;
    else filled[name] ??= "sandbox";
  }
  return filled;
}
