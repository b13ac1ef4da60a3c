import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Fault } from "../faults/fault.js";
import { FaultDice, parseFaults } from "./faults.js";
import { type SandboxOptions, startSandbox } from "./server.js";

const headers = { Authorization: "Token token=sandbox-teamtailor-key", "X-Api-Version": "20240404" };
const hrflow = { "X-API-KEY": "ask_5a9d0b0c5a9d0b0c5a9d0b0c5a9d0b0c", "X-USER-EMAIL": "sandbox@example.org" };

describe("parseFaults", () => {
  test("reads names with and without a share", () => {
    assert.deepEqual(parseFaults("429:0.05, expired-links,truncate:1"), [
      { name: "429", share: 0.05 },
      { name: "expired-links", share: 1 },
      { name: "truncate", share: 1 },
    ]);
    assert.deepEqual(parseFaults(""), []);
  });

  test("lists the names that exist when it meets one that does not", () => {
    assert.throws(
      () => parseFaults("429,resett:0.1"),
      (error) =>
        error instanceof Fault &&
        error.code === "USAGE" &&
        /^There is no fault "resett"\. There are: 401, 402, 429, .*reset, lost-answer, truncate/.test(
          error.message,
        ),
    );
  });

  for (const text of ["429:2", "429:-1", "429:", "429:half", "429:0.1:0.1"]) {
    test(`refuses ${text}`, () => assert.throws(() => parseFaults(text), { code: "USAGE" }));
  }
});

describe("the dice", () => {
  const row = (dice: FaultDice, subject: string) =>
    Array.from({ length: 40 }, () => dice.strikes("expired-links", subject));

  test("fall the same way for the same seed, whatever else was asked in between", () => {
    const [first, second] = [1, 2].map(() => new FaultDice(5, parseFaults("expired-links:0.3")));
    assert.ok(first && second);
    const alone = row(first, "a");
    row(second, "b");
    assert.deepEqual(row(second, "a"), alone);
    assert.ok(alone.includes(true) && alone.includes(false));
  });

  test("keep to the share", () => {
    const dice = new FaultDice(1, parseFaults("503:0.2"));
    const struck = Array.from(
      { length: 5000 },
      (_, n) => dice.forRequest("api.hrflow.ai", `GET /${n}`)?.status,
    );
    const share = struck.filter((status) => status === 503).length / 5000;
    assert.ok(share > 0.18 && share < 0.22, String(share));
  });
});

describe("on the wire", () => {
  /** One request under the given faults: what came back, or how it broke. */
  const ask = async (
    faults: string,
    path = "/api.teamtailor.com/v1/candidates",
    more: SandboxOptions = {},
  ) => {
    const sandbox = await startSandbox({ candidates: 40, faults: parseFaults(faults), ...more });
    try {
      const answer = await fetch(`${sandbox.url}${path}`, { headers: { ...headers, ...hrflow } });
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    } catch (error) {
      return error instanceof Error ? error.message : "";
    } finally {
      await sandbox.close();
    }
  };
  const answered = async (faults: string, path?: string) => {
    const answer = await ask(faults, path);
    assert.ok(typeof answer === "object");
    return answer;
  };

  test("429 tells Teamtailor's clients how long to wait", async () => {
    const { status, headers } = await answered("429");
    assert.deepEqual(
      [status, headers.get("x-rate-limit-remaining"), headers.get("x-rate-limit-reset")],
      [429, "0", "1"],
    );
  });

  test("503 comes in the form of each system", async () => {
    const { text } = await answered("503");
    assert.equal(JSON.parse(text).errors[0].status, "503");
    const envelope = await answered("503", "/api.hrflow.ai/v1/auth");
    assert.deepEqual(
      [envelope.status, JSON.parse(envelope.text)],
      [503, { code: 503, message: "Service unavailable" }],
    );
  });

  test("502 is a gateway's page", async () => {
    const { status, headers } = await answered("502");
    assert.deepEqual([status, headers.get("content-type")], [502, "text/html"]);
  });

  test("402 strikes HrFlow.ai only", async () => {
    assert.equal((await answered("402")).status, 200);
    assert.equal((await answered("402", "/api.hrflow.ai/v1/auth")).status, 402);
  });

  test("reset breaks the connection before an answer", async () => {
    assert.equal(await ask("reset"), "fetch failed");
  });

  test("truncate breaks the connection within the body", async () => {
    assert.equal(await ask("truncate"), "terminated");
  });

  test("garbled keeps the type and spoils the body", async () => {
    const { headers, text } = await answered("garbled");
    assert.equal(headers.get("content-type"), "application/vnd.api+json");
    assert.throws(() => JSON.parse(text));
  });

  test("late-page spares the first page", async () => {
    assert.equal((await answered("late-page")).status, 200);
    assert.equal(
      (await answered("late-page", "/api.teamtailor.com/v1/candidates?page[number]=2")).status,
      500,
    );
  });

  test("lost-answer carries the request out and reset does not", async (t) => {
    for (const [name, candidates] of [
      ["lost-answer", 1],
      ["reset", 0],
    ] as const) {
      const sandbox = await startSandbox({ candidates: 0, faults: parseFaults(name) });
      t.after(() => sandbox.close());
      const lost = fetch(`${sandbox.endpoints["api.teamtailor.com"]}/v1/candidates`, {
        method: "POST",
        headers: { ...headers, "Content-Type": "application/vnd.api+json" },
        body: JSON.stringify({ data: { type: "candidates", attributes: { email: "lost@example.org" } } }),
      });
      await assert.rejects(lost);
      const state = (await (await fetch(`${sandbox.url}/__state`)).json()) as {
        teamtailor: object;
        answers: object;
      };
      assert.deepEqual(state.teamtailor, { candidates, created: candidates, changed: 0, jobs: 1 });
      assert.deepEqual(state.answers, { "api.teamtailor.com": { broken: 1 } });
    }
  });
});
