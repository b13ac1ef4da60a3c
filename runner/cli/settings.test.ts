import assert from "node:assert/strict";
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { workplace } from "../../test/process/workplace.js";
import { Redactor } from "../report/redact.js";
import { changes, endpoints, environment, storeUrl } from "./settings.js";
import type { Shell } from "./shell.js";

function shell(cwd: string, env: Shell["env"] = {}): Shell & { said: () => string } {
  let said = "";
  const stream = { write: (text: string) => (said += text) };
  return {
    argv: [],
    cwd,
    env,
    stdout: stream,
    stderr: stream,
    redactor: new Redactor(),
    onSignal: () => undefined,
    exit: () => undefined,
    said: () => said,
  };
}

const withMode = async (t: TestContext, mode: number) => {
  const cwd = await workplace(t, { "my.env": "TOKEN=abc\n" });
  await chmod(join(cwd, "my.env"), mode);
  const own = shell(cwd);
  assert.equal((await environment(own, "my.env")).TOKEN, "abc");
  return own.said();
};

test("a file of credentials that others can read or change is told, with what to do", async (t) => {
  assert.equal(await withMode(t, 0o600), "");
  assert.equal(await withMode(t, 0o400), "");
  assert.equal(
    await withMode(t, 0o644),
    "warning: my.env can be read by other users of this machine; run: chmod 600 my.env\n",
  );
  assert.equal(
    await withMode(t, 0o602),
    "warning: my.env can be read or changed by other users of this machine; run: chmod 600 my.env\n",
  );
});

test("the store is the one that is given, else that of the environment, else a file; the sandbox has its own", () => {
  const named = shell("/here", { SYNC_RUNNER_STORE: "redis://h" });
  assert.equal(storeUrl(named, "sqlite:a.db", false), "sqlite:a.db");
  assert.equal(storeUrl(named, undefined, false), "redis://h");
  assert.match(storeUrl(named, undefined, true), /^sqlite:.*sandbox.*state\.db$/);
  assert.match(storeUrl(shell("/here", { SYNC_RUNNER_STORE: "" }), undefined, false), /^sqlite:.*state\.db$/);
});

test("an option that cannot be understood is told without what was given", () => {
  assert.throws(() => endpoints(["a.example=http://h", "a.example:secret"]), {
    message: "what follows --endpoint number 2 has no `=`",
  });
  assert.throws(() => changes(["a_auth.token:secret"]), { message: "what follows --set has no `=`" });
});
