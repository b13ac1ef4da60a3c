/** How a token moves: what an earlier run left goes to the history, a token of the same run is just replaced. */
import type { TokenState } from "./token.js";

/**
 * @param previous the state at the start of the run; undefined when there was none
 * @example nextToken(previous, { workflow_id: "orders", action: "shop.pull_orders", token: 7, run_id: "r2", at: "2026-11-22T13:00:00.000Z" })
 */
export function nextToken(
  previous: TokenState | undefined,
  next: Omit<TokenState, "version" | "history">,
): TokenState {
  if (previous === undefined) return { version: 1, ...next, history: [] };
  const { token, run_id, at, history } = previous;
  return {
    version: 1,
    ...next,
    history: run_id === next.run_id ? history : [{ token, run_id, at }, ...history],
  };
}
