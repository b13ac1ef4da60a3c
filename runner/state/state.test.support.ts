/** A store of its own for a test, with a lease, and entries as the stages leave them. */
import type { TestContext } from "node:test";
import { type Lease, openStore, type Store } from "../store/store.js";
import { temporaryDirectory } from "../store/temporary.test.support.js";
import type { Entry } from "../types.js";
import { type Commits, openCommits } from "./commits.js";

export interface Place {
  readonly store: Store;
  readonly lease: Lease;
  readonly commits: Commits;
}

export async function place(t: TestContext, workflowId = "people"): Promise<Place> {
  const store = await openStore(`sqlite:${await temporaryDirectory(t)}/state.db`);
  t.after(() => store.close());
  const lease = await store.acquire(workflowId, { run_id: "r1", action: "acme.update" });
  return { store, lease, commits: openCommits(lease) };
}

export function entry(index: number, more: Partial<Entry> = {}): Entry {
  return { index, key: index, cursor: undefined, record: { id: index }, ...more };
}
