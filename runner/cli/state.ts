/** `sync-runner state show|set|reset|accept` */
import { formOf } from "../cursors/forms.js";
import { Fault } from "../faults/fault.js";
import { plain } from "../faults/render.js";
import { renderJson } from "../report/json.js";
import { removeBelow } from "../state/forget.js";
import { oldNames, prefixOf, scopeName } from "../state/names.js";
import { scopeWords } from "../state/scope.js";
import { moved, readScopes, type StoredScope } from "../state/stored-scope.js";
import type { Store } from "../store/store.js";
import { type FlowOptions, flowOf, withStore, withStoreToRead } from "./flow-argument.js";
import type { Shell } from "./shell.js";

interface StateOptions extends FlowOptions {
  readonly json?: boolean;
  /** The id of a scope, or the beginning of one. */
  readonly scope?: string;
}

export async function showCommand(
  shell: Shell,
  flow: string | undefined,
  options: StateOptions,
): Promise<number> {
  const argument = await flowOf(shell, flow, options);
  const { workflowId, mask } = argument;
  const scopes = await withStoreToRead(shell, argument, options, (store) => readScopes(store, workflowId));
  if (options.json) {
    const result = scopes.map((scope) => ({ ...scope, words: scopeWords(scope) }));
    shell.stdout.write(`${renderJson({ command: "state show", ok: true, result, error: null }, mask)}\n`);
  } else if (scopes.length === 0) {
    shell.stderr.write(
      workflowId === undefined ? "no state is stored\n" : `no state is stored for ${workflowId}\n`,
    );
  } else {
    shell.stdout.write(scopes.map((scope) => mask.mask(describe(scope))).join("\n"));
  }
  return 0;
}

export async function setCommand(
  shell: Shell,
  flow: string,
  token: string,
  options: StateOptions,
): Promise<number> {
  return change(shell, flow, options, "state set", async (workflowId, store, lease) => {
    const scope = await theScope(store, workflowId, options.scope);
    const last = scope.token;
    // A token that is a number stays one.
    const value = typeof last === "number" && String(Number(token)) === token ? Number(token) : token;
    assertToken(value, last);
    const next = moved(scope, value, "state set", new Date().toISOString());
    await lease.commit([{ key: scopeName(workflowId, scope.scope), value: next }]);
    return `the token of ${workflowId} is now ${token}, for ${scopeWords(scope)}`;
  });
}

export async function resetCommand(shell: Shell, flow: string, options: StateOptions): Promise<number> {
  return change(
    shell,
    flow,
    options,
    "state reset",
    async (workflowId, store, lease) => {
      const { scope } = options.scope === undefined ? {} : await theScope(store, workflowId, options.scope);
      // The token goes last: whoever is stopped in between has one that is too early for what is left, never too late.
      for (const kind of ["listed", "scope"] as const)
        await removeBelow(store, lease, prefixOf(kind, workflowId, scope));
      // What version 0.1.0 left.
      if (scope === undefined)
        await lease.commit([oldNames.token, oldNames.size].map((nameOf) => removal(nameOf(workflowId))));
      const which = scope === undefined ? "all scopes" : `the scope ${scope}`;
      return (
        `the token of ${which} of ${workflowId} is forgotten; the next incremental run reads everything. ` +
        "Rejects and what was sent to targets that cannot be asked stay: `rejects drop`, `ledger forget`"
      );
    },
    true,
  );
}

/** Takes the store as it is, after it was emptied, replaced or put back from a copy. */
export async function acceptCommand(shell: Shell, flow: string, options: StateOptions): Promise<number> {
  return change(
    shell,
    flow,
    options,
    "state accept",
    async (workflowId, store) => {
      const scopes = await readScopes(store, workflowId);
      const what =
        scopes.length === 0 ? "no state, so everything is read" : scopes.map(describe).join("\n").trimEnd();
      return `the store is taken as it is; for ${workflowId} it holds: ${what}`;
    },
    true,
  );
}

const removal = (key: string) => ({ key, value: undefined });

type Lease = Awaited<ReturnType<Store["acquire"]>>;

async function change(
  shell: Shell,
  flow: string,
  options: StateOptions,
  command: string,
  work: (workflowId: string, store: Store, lease: Lease) => Promise<string>,
  accept = false,
): Promise<number> {
  const argument = await flowOf(shell, flow, options);
  const { workflowId = "" } = argument;
  const said = await withStore(shell, argument, options, async (store) => {
    const lease = await store.acquire(workflowId, { run_id: command, action: "" }, { accept });
    try {
      return await work(workflowId, store, lease);
    } finally {
      await lease.release();
    }
  });
  const lines = said.split("\n").map((line) => plain(line, 2_000));
  shell.stderr.write(`${lines.join("\n")}\n`);
  return 0;
}

/** A token that the list of the origin cannot have would pass over records without a word, or stop the next run. */
function assertToken(token: string | number, last: string | number | null): void {
  const { kind, at } = formOf(token);
  if (last !== null && formOf(last).kind !== kind) {
    throw new Fault("USAGE", `${token} is no token like the one before, ${last}`, {
      hint: "Write it in the form in which the origin gives its cursors.",
    });
  }
  if (at !== undefined && at > Date.now()) {
    throw new Fault("USAGE", `${token} is later than now: every record until then would be passed over`);
  }
}

/** The one scope that is meant. */
async function theScope(store: Store, workflowId: string, id: string | undefined): Promise<StoredScope> {
  const scopes = await readScopes(store, workflowId);
  const meant = scopes.filter(({ scope }) => id === undefined || scope.startsWith(id));
  const [only] = meant;
  if (only && meant.length === 1) return only;
  const hint =
    scopes.length === 0
      ? undefined
      : `There are: ${scopes.map((one) => `${one.scope} (${scopeWords(one)})`).join("; ")}`;
  if (scopes.length === 0) throw new Fault("USAGE", `no state is stored for ${workflowId}: run it once`);
  const message =
    id === undefined
      ? `${workflowId} has ${scopes.length} scopes: name one with --scope ID`
      : `no one scope of ${workflowId} begins with ${id}`;
  throw new Fault("USAGE", message, { hint });
}

/** A token is a word of the origin, which may hold anything. */
function describe(stored: StoredScope): string {
  const { workflow_id, action, token, run_id, at, history, scope, size } = stored;
  const past = history.map((one) => `    ${one.at}  ${one.token ?? "none"}  (${one.run_id})`);
  const lines = [
    `${workflow_id}  (${action})`,
    `  scope  ${scope}  ${scopeWords(stored)}`,
    `  token  ${token ?? "none"}`,
    ...(at === "" ? [] : [`  since  ${at}  (${run_id})`]),
    ...(size === null ? [] : [`  size   ${size} items in the last whole run`]),
    ...(past.length > 0 ? ["  before", ...past] : []),
  ];
  return `${lines.map((line) => plain(line, 1000)).join("\n")}\n`;
}
