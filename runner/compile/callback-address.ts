/** Where the callback of a pipeline goes, as far as it is known before a run has a result. */

import type { Environment } from "./missing.js";
import type { CallbackPlan } from "./plan.js";
import { asText } from "./slots.js";

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
