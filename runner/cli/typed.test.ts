import assert from "node:assert/strict";
import { test } from "node:test";
import { Redactor } from "../report/redact.js";
import type { Shell } from "./shell.js";
import { commandLine, replayLine, runLine, storeOptions } from "./typed.js";

const silent = { write: () => undefined };
const shell = (...argv: string[]): Shell => ({
  ...{ argv, cwd: "/", env: {}, stdout: silent, stderr: silent, redactor: new Redactor() },
  onSignal: () => undefined,
  exit: () => undefined,
});

test("the command that was typed is told as a shell takes it", () => {
  assert.equal(
    commandLine(shell("run", "my pipeline.yaml", "--dry-run", "--limit=5", "--set", "logics=['a b']"), [
      "--dry-run",
    ]),
    "npx sync-runner run 'my pipeline.yaml' --limit 5 --set 'logics=['\\''a b'\\'']'",
  );
});

test("a value that holds a secret is replaced by a name of the environment, however short it is", () => {
  const words = ["run", "p.yaml", "--store", "redis://u:pw@h", "--set", "a_auth.token=abc", "--json"];
  const told =
    'npx sync-runner run p.yaml --store "$SYNC_RUNNER_STORE" --set a_auth.token="$A_AUTH_TOKEN" --json';
  assert.equal(commandLine(shell(...words)), told);
  assert.equal(
    commandLine(shell("run", "p.yaml", "--set", "a_auth.token=${ env.T }", "--store=redis://h")),
    "npx sync-runner run p.yaml --set 'a_auth.token=${ env.T }' --store redis://h",
  );
});

test("a replay needs what the run was given, and the other way round", () => {
  const common = ["--env-file", ".env", "--endpoint", "a.example=http://127.0.0.1:1", "--sandbox"];
  const run = shell("run", "p.yaml", "--dry-run", "--limit", "5", ...common, "--max-drop=9", "--incremental");
  assert.equal(replayLine(run), `npx sync-runner rejects replay p.yaml ${common.join(" ")}`);
  const replay = shell("rejects", "replay", "p.yaml", "--key", "x", ...common);
  assert.equal(runLine(replay), `npx sync-runner run p.yaml ${common.join(" ")}`);
});

test("the place of the state is repeated without its password", () => {
  assert.equal(
    storeOptions(shell("run", "p", "--store", "redis://u:pw@h", "--json")),
    ' --store "$SYNC_RUNNER_STORE"',
  );
  assert.equal(storeOptions(shell("run", "p", "--store=sqlite:a.db")), " --store sqlite:a.db");
  assert.equal(storeOptions(shell("run", "p", "--sandbox")), " --sandbox");
});
