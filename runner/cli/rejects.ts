/** `sync-runner rejects list|show|drop|export`: what was rejected, of one flow or of all. */
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { diskFault } from "../faults/disk-fault.js";
import { Fault } from "../faults/fault.js";
import { plain } from "../faults/render.js";
import { renderJson } from "../report/json.js";
import { removeBelow } from "../state/forget.js";
import { prefixOf, rejectedName } from "../state/names.js";
import type { RejectFacts } from "../state/reject.js";
import { dropChanges, readFacts, readRecord } from "../state/rejects.js";
import { scopeWords } from "../state/scope.js";
import { readScopes, type StoredScope } from "../state/stored-scope.js";
import type { Store } from "../store/store.js";
import { type FlowOptions, flowOf, withStore, withStoreToRead } from "./flow-argument.js";
import type { Shell } from "./shell.js";

interface RejectOptions extends FlowOptions {
  readonly json?: boolean;
  readonly key?: readonly string[];
  readonly all?: boolean;
}

/** The open rejects of one scope. */
interface Group {
  readonly scope: StoredScope;
  readonly rejects: ReadonlyMap<string, RejectFacts>;
}

export async function listCommand(
  shell: Shell,
  flow: string | undefined,
  options: RejectOptions,
): Promise<number> {
  const argument = await flowOf(shell, flow, options);
  const { workflowId, mask } = argument;
  const groups = await withStoreToRead(shell, argument, options, (store) => groupsOf(store, workflowId));
  if (options.json) {
    const result = groups.map(({ scope, rejects }) => ({
      ...{
        workflow_id: scope.workflow_id,
        scope: scope.scope,
        words: scopeWords(scope),
        count: rejects.size,
      },
      reasons: reasonsOf(rejects).map(([message, keys]) => ({ message, count: keys.length, keys })),
    }));
    shell.stdout.write(`${renderJson({ command: "rejects list", ok: true, result, error: null }, mask)}\n`);
    return 0;
  }
  if (groups.length === 0) shell.stderr.write("nothing is rejected\n");
  for (const { scope, rejects } of groups) {
    const count = rejects.size === 1 ? "1 reject" : `${rejects.size} rejects`;
    shell.stdout.write(`${scope.workflow_id}  ${count}  ${plain(mask.mask(scopeWords(scope)))}\n`);
    for (const [message, keys] of reasonsOf(rejects)) {
      shell.stdout.write(`  ${keys.length}  ${plain(mask.mask(message))}\n     ${plain(shownKeys(keys))}\n`);
    }
  }
  return 0;
}

/** Shows rejects with their records; credentials of the pipeline are masked in what is shown, not in what is kept (I6). */
export async function showCommand(
  shell: Shell,
  flow: string,
  key: string | undefined,
  options: RejectOptions,
): Promise<number> {
  const argument = await flowOf(shell, flow, options);
  const { workflowId, mask } = argument;
  const shown = await withStoreToRead<object[]>(shell, argument, options, async (store) => {
    const all: object[] = [];
    for (const { scope, facts } of await chosenOf(store, workflowId, key === undefined ? undefined : [key])) {
      const { record } = await readRecord(store, scope.workflow_id, scope.scope, facts.ordinal);
      all.push({ ...withoutInner(facts), record });
    }
    return all;
  });
  if (shown.length === 0) throw nothingThere(key);
  if (options.json) {
    shell.stdout.write(
      `${renderJson({ command: "rejects show", ok: true, result: shown, error: null }, mask)}\n`,
    );
  } else {
    for (const one of shown) shell.stdout.write(`${lines(mask.mask(JSON.stringify(one, null, 2)))}\n`);
  }
  return 0;
}

export async function dropCommand(shell: Shell, flow: string, options: RejectOptions): Promise<number> {
  const argument = await flowOf(shell, flow, options);
  const { workflowId } = argument;
  if (!workflowId) throw new Fault("USAGE", "name the workflow_id whose rejects are to be removed");
  if (options.key === undefined && !options.all) {
    throw new Fault("USAGE", "name the rejects to remove with --key KEY, or all of them with --all");
  }
  const count = await withStore(shell, argument, options, async (store) => {
    const lease = await store.acquire(workflowId, { run_id: "rejects drop", action: "" });
    try {
      const some = await chosenOf(store, workflowId, options.all ? undefined : options.key).catch(
        (error: unknown) => {
          if (!options.all) throw error;
          return [];
        },
      );
      for (const { scope, identity, facts } of some) {
        await lease.commit(dropChanges(workflowId, scope.scope, identity, facts, new Date().toISOString()));
      }
      if (!options.all) return some.length;
      // Whatever is left stands there damaged: what cannot be read can be removed all the same.
      for (const kind of ["reject", "file"] as const)
        await removeBelow(store, lease, prefixOf(kind, workflowId));
      return some.length + (await removeBelow(store, lease, rejectedName(workflowId)));
    } finally {
      await lease.release();
    }
  });
  if (count === 0) throw nothingThere(options.key?.join(", "));
  shell.stderr.write(
    `${count === 1 ? "1 reject is" : `${count} rejects are`} removed; of those whose outcome was unknown, nothing is sent any more\n`,
  );
  return 0;
}

/** Writes rejects as JSON Lines, as they were pulled, to a file that its owner alone can read. */
export async function exportCommand(
  shell: Shell,
  flow: string,
  file: string,
  options: RejectOptions,
): Promise<number> {
  const argument = await flowOf(shell, flow, options);
  const { workflowId } = argument;
  const lines = await withStore(shell, argument, options, async (store) => {
    const all: string[] = [];
    for (const { scope, facts } of await chosenOf(store, workflowId, options.key)) {
      const { record } = await readRecord(store, scope.workflow_id, scope.scope, facts.ordinal);
      all.push(JSON.stringify({ ...withoutInner(facts), record }));
    }
    return all;
  });
  const path = resolve(shell.cwd, file);
  try {
    await writeFile(path, lines.map((line) => `${line}\n`).join(""), { mode: 0o600, flag: "wx" });
  } catch (error) {
    throw diskFault(path, "written", error);
  }
  shell.stderr.write(`${lines.length === 1 ? "1 reject" : `${lines.length} rejects`} written to ${file}\n`);
  return 0;
}

async function groupsOf(store: Store, workflowId: string | undefined): Promise<Group[]> {
  const groups: Group[] = [];
  for (const scope of await readScopes(store, workflowId)) {
    const rejects = await readFacts(store, scope.workflow_id, scope.scope);
    if (rejects.size > 0) groups.push({ scope, rejects });
  }
  return groups;
}

async function chosenOf(store: Store, workflowId: string | undefined, keys: readonly string[] | undefined) {
  const groups = await groupsOf(store, workflowId);
  return groups.flatMap(({ scope, rejects }) =>
    [...rejects]
      .filter(([, facts]) => keys === undefined || keys.includes(String(facts.key)))
      .map(([identity, facts]) => ({ scope, identity, facts })),
  );
}

/** What failed, each message once with the keys that it befell, the most frequent first. */
function reasonsOf(rejects: ReadonlyMap<string, RejectFacts>): [message: string, keys: string[]][] {
  const reasons = new Map<string, string[]>();
  for (const { error, key, outcome_unknown } of rejects.values()) {
    const doubt = outcome_unknown ? " (it is not known whether it was written)" : "";
    const message = `${error.code}: ${error.message}${doubt}`;
    const keys = reasons.get(message);
    if (keys) keys.push(String(key ?? "without a key"));
    else reasons.set(message, [String(key ?? "without a key")]);
  }
  return [...reasons].sort(([, a], [, b]) => b.length - a.length);
}

const SHOWN = 20;

function shownKeys(keys: readonly string[]): string {
  const rest = keys.length > SHOWN ? `, and ${keys.length - SHOWN} more` : "";
  return `${keys.slice(0, SHOWN).join(", ")}${rest}`;
}

/** A text of several lines, each safe to print. */
function lines(text: string): string {
  return text
    .split("\n")
    .map((line) => plain(line, 100_000))
    .join("\n");
}

function withoutInner(facts: RejectFacts): object {
  const { version: _version, ordinal: _ordinal, pieces: _pieces, ...rest } = facts;
  return rest;
}

function nothingThere(key: string | undefined): Fault {
  return new Fault(
    "USAGE",
    key === undefined ? "nothing is rejected" : `there is no reject with the key ${key}`,
    {
      hint: "See what there is: npx sync-runner rejects list",
    },
  );
}
