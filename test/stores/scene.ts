/** What the tests of the stores start from: an empty store of one kind, opened twice, and what is behind it. */
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, type TestContext } from "node:test";
import type { StateAdapter } from "../../runner/store/adapter.js";
import { openStore, type Store } from "../../runner/store/store.js";
import type { Kind, Place, Running } from "../simulation/stores.js";

export interface Scene {
  readonly place: Place;
  readonly store: Store;
  readonly other: Store;
  /** Opens the store once more. */
  open(options?: Parameters<typeof openStore>[1]): Promise<Store>;
  /** Stores values under a lease that no test asks for. */
  put(values: Readonly<Record<string, unknown>>): Promise<void>;
  readonly adapter: StateAdapter;
}

/** One kind, whose server runs while its tests need it. */
export interface Subject {
  readonly kind: Kind;
  running(): Promise<Running>;
  place(t: TestContext): Promise<Place>;
  arrange(t: TestContext): Promise<Scene>;
}

/** Who wants a lease. */
export const owner = (run_id: string) => ({ run_id, action: "x.y" });

/** To be called inside of a suite: the server ends with it. */
export function subjectOf(kind: Kind): Subject {
  let starting: Promise<Running> | undefined;
  const running = (): Promise<Running> => {
    starting ??= kind.start();
    return starting;
  };
  after(async () => (await starting)?.stop());
  const place = async (t: TestContext) => (await running()).place(t);
  return {
    kind,
    running,
    place,
    async arrange(t) {
      const here = await place(t);
      const open: Scene["open"] = async (options) => {
        const store = await openStore(here.url, options);
        t.after(() => store.close());
        return store;
      };
      const [store, other] = [await open(), await open()];
      const put: Scene["put"] = async (values) => {
        const lease = await store.acquire("of the test", owner("test"));
        await lease.commit(Object.entries(values).map(([key, value]) => ({ key, value })));
        await lease.release();
      };
      return { place: here, store, other, open, put, adapter: await here.adapter() };
    },
  };
}

/** A directory for what a machine has seen of a store; there is none at first. */
export async function machine(t: TestContext): Promise<{ readonly witness: string }> {
  const folder = await mkdtemp(join(tmpdir(), "sync-runner-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return { witness: join(folder, "witness") };
}

/** The timers of a lease keep no process alive, so a test that waits for them must; it fails when nothing comes of it. */
export async function aborted(t: TestContext, signal: AbortSignal): Promise<void> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), 20_000);
  t.after(() => clearTimeout(timer));
  if (!signal.aborted) await once(signal, "abort", { signal: late.signal });
}
