/** A process that wants the workflow_id `a` of a store: it says how that went, and then only lives, until it is killed or told to close. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";

export interface Contender {
  readonly child: ChildProcess;
  /** Lets it try; resolves with `won` or the code of the fault. */
  go(): Promise<string>;
}

/** Starts it; resolves when its store is open and it waits for `go`. */
export async function contender(
  t: TestContext,
  url: string,
  runId: string,
  witness = "",
): Promise<Contender> {
  const script = `
    const { openStore } = await import(${JSON.stringify(new URL("../../runner/store/store.js", import.meta.url).href)});
    try {
      const store = await openStore(process.env.STORE, { witness: process.env.WITNESS || undefined });
      console.log("ready");
      process.stdin.once("data", async () => {
        try {
          const lease = await store.acquire("a", { run_id: "${runId}", action: "x.y" }, { ttlMs: 600_000 });
          await lease.commit([{ key: "token:a", value: "${runId}" }], { durable: false });
          console.log("won");
          process.stdin.once("data", () => store.close());
        } catch (error) {
          console.log(error.code);
        }
      });
    } catch (error) {
      console.log(error.code + " " + error.message);
    }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { PATH: process.env.PATH, STORE: url, WITNESS: witness },
  });
  t.after(() => child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const said = async (): Promise<string> => (await lines.next()).value ?? "nothing";
  const first = await said();
  if (first !== "ready") throw new Error(`${runId} could not open its store: ${first}`);
  return {
    child,
    go() {
      child.stdin?.write("go\n");
      return said();
    },
  };
}
