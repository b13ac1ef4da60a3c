/** The callback of a pipeline in a rehearsal: it stays on this machine like everything else, wherever the pipeline sends it. */
import type { CallbackPlan } from "../compile/plan.js";
import type { Program } from "../compile/program.js";
import { asText } from "../compile/slots.js";
import type { Environment } from "../compile/values.js";
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

/**
 * Where the callback of the pipeline will be sent.
 *
 * @returns undefined without a callback; a host of undefined when only the result of the run tells it
 * @example await addressOf(plan.callback, process.env) // { host: "hooks.example.org" }
 */
export async function addressOf(
  callback: CallbackPlan | undefined,
  env: Environment,
): Promise<{ readonly host: string | undefined } | undefined> {
  if (callback === undefined) return undefined;
  const { address } = callback;
  const [first] = address.pieces ?? [];
  // Only the beginning matters: `https://host/…` has its host in it whatever follows.
  if (typeof first === "string" && /^https?:\/\/[^/?#]+[/?#]/i.test(first)) return { host: hostOf(first) };
  let dependsOnResult = false;
  const scope = {
    env,
    get result(): undefined {
      dependsOnResult = true;
      return undefined;
    },
  };
  const rendered = await rendering(address, scope);
  return { host: dependsOnResult ? undefined : hostOf(asText(rendered)) };
}

/** An expression that cannot do without a result yields nothing yet. */
async function rendering({ render }: CallbackPlan["address"], scope: unknown): Promise<unknown> {
  try {
    return await render(scope);
  } catch {
    return undefined;
  }
}

function hostOf(text: string): string | undefined {
  return URL.canParse(text) ? new URL(text).host : undefined;
}
