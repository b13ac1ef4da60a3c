/** `sync-runner ledger list|forget`: what is remembered of items that were sent to targets that cannot be asked. */
import { Fault } from "../faults/fault.js";
import { plain } from "../faults/render.js";
import { shownKey } from "../keys/keys.js";
import { renderJson } from "../report/json.js";
import { removeBelow } from "../state/forget.js";
import { checkedKnown } from "../state/ledger.js";
import { ledgerName, oldNames, prefixOf } from "../state/names.js";
import type { Store } from "../store/store.js";
import type { Known } from "../types.js";
import { type FlowOptions, flowOf, withStore } from "./flow-argument.js";
import type { Shell } from "./shell.js";

interface LedgerOptions extends FlowOptions {
  readonly json?: boolean;
  readonly key?: readonly string[];
  readonly all?: boolean;
}

interface Row extends Known {
  readonly name: string;
  readonly target: string;
  readonly key: string;
}

/** So many rows are read at a time. */
const PAGE = 500;

export async function listCommand(shell: Shell, flow: string, options: LedgerOptions): Promise<number> {
  const argument = await flowOf(shell, flow, options);
  const { workflowId = "" } = argument;
  let count = 0;
  const result: object[] = [];
  await withStore(shell, argument, options, async (store) => {
    for await (const { target, key, state, run_id, at } of rowsOf(store, workflowId)) {
      count += 1;
      if (options.json) result.push({ target, key, state, run_id, at });
      else
        shell.stdout.write(
          `${plain(argument.mask.mask(`${key}  ${state}  ${at}  ${run_id}  (target ${target})`))}\n`,
        );
    }
  });
  if (options.json) {
    const said = { command: "ledger list", ok: true, result, error: null };
    shell.stdout.write(`${renderJson(said, argument.mask)}\n`);
  } else if (count === 0) shell.stderr.write(`nothing is remembered of items of ${workflowId}\n`);
  return 0;
}

export async function forgetCommand(shell: Shell, flow: string, options: LedgerOptions): Promise<number> {
  const argument = await flowOf(shell, flow, options);
  const { workflowId = "" } = argument;
  if (options.key === undefined && !options.all) {
    throw new Fault("USAGE", "name the items to forget with --key KEY, or all of them with --all", {
      hint: "What is forgotten is sent again when the origin lists it.",
    });
  }
  const count = await withStore(shell, argument, options, async (store) => {
    const lease = await store.acquire(workflowId, { run_id: "ledger forget", action: "" });
    try {
      if (options.all) {
        // What version 0.1.0 left is a part of it.
        await lease.commit([{ key: oldNames.begun(workflowId), value: undefined }]);
        await removeBelow(store, lease, oldNames.sent(workflowId));
        return await removeBelow(store, lease, prefixOf("ledger", workflowId));
      }
      const names: string[] = [];
      for await (const { name, key } of rowsOf(store, workflowId))
        if (options.key?.includes(key)) names.push(name);
      await lease.commit(names.map((key) => ({ key, value: undefined })));
      return names.length;
    } finally {
      await lease.release();
    }
  });
  if (count === 0)
    throw new Fault("USAGE", `nothing is remembered of ${options.key?.join(", ") ?? workflowId}`);
  shell.stderr.write(`${count === 1 ? "1 item is" : `${count} items are`} forgotten\n`);
  return 0;
}

async function* rowsOf(store: Store, workflowId: string): AsyncGenerator<Row> {
  const prefix = prefixOf("ledger", workflowId);
  let after: string | undefined;
  for (;;) {
    const rows = await store.list(prefix, { limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const [name, value] of rows) {
      const [target = ""] = name.slice(prefix.length).split(":");
      const key = shownKey(name.slice(ledgerName(workflowId, target).length));
      yield { ...checkedKnown(name, value), name, target, key };
    }
    after = rows.at(-1)?.[0];
    if (rows.length < PAGE) return;
  }
}
