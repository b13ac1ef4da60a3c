/** `sync-runner state show|set|reset` */

import { Fault } from "../faults/fault.js";
import { plain } from "../faults/render.js";
import { renderJson } from "../report/json.js";
import { Redactor } from "../report/redact.js";
import { readToken, resetToken, type TokenState, tokenKey, writeToken } from "../state/token.js";
import { nextToken } from "../state/token-history.js";
import { openStore, type Store } from "../store/store.js";
import { storeUrl } from "./settings.js";
import type { Shell } from "./shell.js";

interface StateOptions {
  readonly store?: string;
  readonly sandbox?: boolean;
  readonly json?: boolean;
}

export async function showCommand(
  shell: Shell,
  workflowId: string | undefined,
  options: StateOptions,
): Promise<number> {
  return withStore(shell, options, async (store) => {
    const prefix = tokenKey("");
    const ids =
      workflowId === undefined
        ? (await store.keys(prefix)).map((key) => key.slice(prefix.length))
        : [workflowId];
    const states: TokenState[] = [];
    for (const id of ids) {
      const state = await readToken(store, id);
      if (state) states.push(state);
    }
    if (options.json) {
      const result = workflowId === undefined ? states : (states[0] ?? null);
      const said = { command: "state show", ok: true, result, error: null };
      shell.stdout.write(`${renderJson(said, new Redactor())}\n`);
    } else if (states.length === 0) {
      shell.stderr.write(
        workflowId === undefined ? "no tokens are stored\n" : `no token is stored for ${workflowId}\n`,
      );
    } else {
      shell.stdout.write(states.map(describe).join("\n"));
    }
    return 0;
  });
}

export async function setCommand(
  shell: Shell,
  workflowId: string,
  token: string,
  options: StateOptions & { readonly action: string },
): Promise<number> {
  return withStore(shell, options, async (store) => {
    const before = await readToken(store, workflowId).catch((error: unknown) => {
      // A damaged token is what `set` is there to replace; a damaged store is not.
      if (error instanceof Fault && error.code === "STORE_CORRUPT") return undefined;
      throw error;
    });
    const lease = await store.acquire(workflowId, { run_id: "state set", action: options.action });
    try {
      const next = {
        workflow_id: workflowId,
        action: options.action,
        token,
        run_id: "state set",
        at: new Date().toISOString(),
      };
      await writeToken(lease, nextToken(before, next));
    } finally {
      await lease.release();
    }
    shell.stderr.write(`the token of ${workflowId} is now ${token}\n`);
    return 0;
  });
}

export async function resetCommand(shell: Shell, workflowId: string, options: StateOptions): Promise<number> {
  return withStore(shell, options, async (store) => {
    await resetToken(store, workflowId, { run_id: "state reset", action: "" });
    shell.stderr.write(
      `the token of ${workflowId} is forgotten; the next incremental run reads everything\n`,
    );
    return 0;
  });
}

async function withStore(
  shell: Shell,
  options: StateOptions,
  use: (store: Store) => Promise<number>,
): Promise<number> {
  const store = await openStore(storeUrl(shell, options.store, options.sandbox));
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** A token is a word of the origin, which may hold anything. */
function describe({ workflow_id, action, token, run_id, at, history }: TokenState): string {
  const past = history.map((one) => `    ${one.at}  ${one.token ?? "none"}  (${one.run_id})`);
  const head = [`${workflow_id}  (${action})`, `  token  ${token ?? "none"}`, `  since  ${at}  (${run_id})`];
  const lines = [...head, ...(past.length > 0 ? ["  before", ...past] : [])];
  return `${lines.map((line) => plain(line)).join("\n")}\n`;
}
