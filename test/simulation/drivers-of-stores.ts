/** Plays in which the store or the disk of the run is not what it should be. */
import { spawnSync } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import Database from "libsql";
import { readScopes } from "../../runner/state/stored-scope.js";
import { openStore } from "../../runner/store/store.js";
import { commandInside } from "../process/inside.js";
import { runAgain, runCase, type Staging } from "./case.js";
import type { Driver } from "./drivers.js";
import type { Case } from "./row.js";
import { kinds, type Running } from "./stores.js";
import type { World } from "./world.js";

const servers = new Map<string, Promise<Running>>();

/** Ends the servers of all cases. */
export async function stopStores(): Promise<void> {
  for (const server of servers.values()) await (await server).stop();
}

/**
 * The store is a server behind a wire: `kind` says which, and the action `store` in the case breaks the wire; `from: start` has it broken
 * before the run begins. It is mended before the second run.
 */
export const stored: Driver = async (t, one, seed) => {
  const kind = kinds.find(({ name }) => name === one.kind);
  if (!kind) throw new Error(`there is no store called ${one.kind}`);
  if (kind.skip) return skipped(t, kind.skip);
  const server = servers.get(kind.name) ?? kind.start();
  servers.set(kind.name, server);
  const place = await (await server).place(t);
  const { url, proxy } = await place.wired();
  return runCase(t, one, seed, {
    before: async (world) => {
      world.store = url;
      world.proxy = proxy;
      if (one.from !== "start") return;
      // A token that is there must not be taken for one that is not.
      world.run = 0;
      await runAgain({ ...one, options: ["--limit", "3"] }, world, seed);
      world.run = 1;
      proxy[one.what === "silence" ? "silence" : "cut"]();
    },
    between: () => proxy.mend(),
  });
};

/** A value of the store is not what the runner wrote: `plant` is its key and the text that stands there. */
export const planted: Driver = (t, one, seed) => {
  const { key: form, text } = one.plant as { readonly key: string; readonly text: string };
  let key = form;
  return runCase(t, one, seed, {
    before: async (world) => {
      world.run = 0;
      await runAgain({ ...one, options: ["--limit", "3"] }, world, seed);
      world.run = 1;
      const store = await openStore(`sqlite:${join(world.cwd, ".sync-runner", "state.db")}`);
      const [scope] = await readScopes(store, "people");
      await store.close();
      key = form.replace("{scope}", scope?.scope ?? "");
      onState(world, (database) =>
        database.prepare("INSERT OR REPLACE INTO state VALUES (?, ?)").run([`sync-runner:${key}`, text]),
      );
    },
    between: (world) =>
      onState(world, (database) =>
        database.prepare("DELETE FROM state WHERE key = ?").run([`sync-runner:${key}`]),
      ),
  });
};

/** The store is lost: the same command refuses to begin anew without a word (I3), until somebody has accepted it. */
export const accepted: Driver = async (t, one, seed) => {
  const refused: string[] = [];
  const unmet = await runCase(t, one, seed, {
    between: async (world) => {
      const again = await runAgain(one, world, seed);
      if (again.said?.error?.code !== "STORE_REPLACED")
        refused.push(`a lost store is taken: ${again.ended.stderr}`);
      const { exit } = await commandInside(["state", "accept", "people"], { cwd: world.cwd });
      if (exit !== 0) refused.push(`state accept ends with ${exit}`);
    },
  });
  return [...refused, ...unmet];
};

function onState(world: World, work: (database: Database.Database) => unknown): void {
  const database = new Database(join(world.cwd, ".sync-runner", "state.db"));
  work(database);
  database.close();
}

/** The folder of the state lies on a disk of `size`, which grows before the second run; or a `file` stands in its place. */
export const onSmallDisk: Driver = async (t, one, seed) => {
  if (one.size === undefined) return runCase(t, one, seed, fileInTheWay(one));
  if (process.getuid?.() !== 0) return skipped(t, "only root can mount a small disk");
  let folder = "";
  const mounted = (options: string): boolean =>
    spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder]).status === 0;
  let isMounted = true;
  // Before the folder is removed with all that belongs to the test.
  const running = runCase(t, one, seed, {
    before: async (world) => {
      folder = join(world.cwd, ".sync-runner");
      await mkdir(folder);
      isMounted = mounted(`size=${one.size}`);
    },
    between: () => void mounted("remount,size=50m"),
  });
  const found = await running.finally(() => spawnSync("umount", ["--lazy", folder]));
  return isMounted ? found : skipped(t, "no disk can be mounted here");
};

function fileInTheWay(one: Case): Staging {
  const path = (world: World): string => join(world.cwd, String(one.file));
  return {
    before: async (world) => {
      await mkdir(dirname(path(world)), { recursive: true });
      await writeFile(path(world), "");
    },
    between: (world) => rm(path(world)),
  };
}

function skipped(t: TestContext, why: string): string[] {
  t.skip(why);
  return [];
}
