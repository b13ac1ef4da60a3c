import assert from "node:assert/strict";
import { test } from "node:test";
import { argumentSecrets } from "./secrets.js";

const found = (...argv: string[]) => argumentSecrets({ argv, env: {} });

test("the password of a store is a secret, as it is written and as it is meant", () => {
  assert.deepEqual(found("run", "p.yaml", "--store", "redis://runner:pa%40ss@127.0.0.1:1/2"), [
    "pa%40ss",
    "pa@ss",
  ]);
  assert.deepEqual(found("run", "--store=postgres://u:a:b/c@d@host/db"), ["a:b/c@d"]);
  assert.deepEqual(found("run", "--store", "rediss//user:secret@h"), ["secret"]);
  assert.deepEqual(found("run", "--store", "postgres://h/db?sslmode=require&password=secret"), ["secret"]);
  assert.deepEqual(found("run", "--store", "redis://user@127.0.0.1:1"), []);
  assert.deepEqual(found("run", "--store", "sqlite:/home/a:b@c/state.db"), []);
  assert.deepEqual(argumentSecrets({ argv: ["run"], env: { SYNC_RUNNER_STORE: "redis://:secret@h" } }), [
    "secret",
  ]);
});

test("an endpoint is a secret where it is no address, and in it whoever logs in", () => {
  assert.deepEqual(found("run", "--endpoint", "a.example=http://127.0.0.1:4400/api"), []);
  assert.deepEqual(found("run", "--endpoint", "a.example:secret"), ["secret"]);
  assert.deepEqual(found("run", "--endpoint", "a.example=ftp://x"), ["ftp://x"]);
  assert.deepEqual(found("run", "--endpoint", "a.example=http://token@127.0.0.1"), ["token"]);
  assert.deepEqual(found("run", "--endpoint", "a.example=http://u:secret@127.0.0.1"), ["u:secret", "secret"]);
});

test("what is set where credentials may stand is a secret, in every text of it", () => {
  assert.deepEqual(found("run", "--set", "a_auth.token=secret"), ["secret"]);
  assert.deepEqual(found("run", "--set", "a_uath.token=secret"), ["secret"]);
  assert.deepEqual(found("run", "--set", 'a_auth={ "token": "secret", "n": 12345, "on": true }'), [
    "secret",
    "12345",
  ]);
  assert.deepEqual(found("run", "--set", "a_auth.token:secret"), ["secret"]);
  assert.deepEqual(found("run", "--set", "a_auth.token.secret"), ["secret"]);
  assert.deepEqual(found("run", "--set", "a_auth.token=x-${ env.TOKEN }"), ["x-"]);
  assert.deepEqual(found("run", "--set", "pull_parameters.sort=-id", "--set", "persist=false"), []);
});

test("options that are misspelt may hold secrets, too", () => {
  assert.deepEqual(found("run", "--api-key=secret"), ["secret"]);
  assert.deepEqual(found("run", "--stroe", "redis://u:secret@h"), ["secret"]);
  assert.deepEqual(found("run", "--ste", "a_auth.token=secret"), ["secret"]);
  assert.deepEqual(found("run", "pipelines/auth.yaml", "--limit", "5", "--env-file", ".env"), []);
});
