/** The template of connectors as it is copied, against a system that is as the template says: it reads, goes on, and writes. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { type TestContext, test } from "node:test";
import { type Ended, resultOf } from "./process/command.js";
import { commandInside } from "./process/inside.js";
import { workplace } from "./process/workplace.js";

interface Person {
  readonly id: number;
  readonly first_name: string;
  readonly email: string;
  readonly updated_at: string;
}

const TOKEN = "a-token-of-acme";
const PAGE = 2;

/** The system of the template: people by pages, sorted by their last change, and new ones. */
async function acme(t: TestContext): Promise<{ url: string; people: Person[]; posted: unknown[] }> {
  const people = ["ada", "grace", "edith", "joan", "mary"].map((name, index) => ({
    id: index + 1,
    first_name: name,
    email: `${name}@example.org`,
    updated_at: `2024-01-0${index + 1}T00:00:00Z`,
  }));
  const posted: unknown[] = [];
  const server = createServer(async (request, response) => {
    const { searchParams } = new URL(request.url ?? "", "http://acme.example");
    const answer = (status: number, body: object) =>
      response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
    if (request.headers.authorization !== `Bearer ${TOKEN}`)
      return answer(401, { error: { message: "no such token" } });
    if (request.method === "POST") {
      posted.push(await json(request));
      return answer(201, { id: 100 + posted.length });
    }
    const [email, since] = [searchParams.get("email"), searchParams.get("updated_since")];
    const page = Number(searchParams.get("page") ?? 1);
    const found = people
      .filter((one) => (email === null || one.email === email) && (since === null || one.updated_at >= since))
      .sort((a, b) => (a.updated_at < b.updated_at ? -1 : 1));
    const shown = found.slice((page - 1) * PAGE, page * PAGE);
    return answer(200, { people: shown, has_more: found.length > page * PAGE, total: found.length });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2`, people, posted };
}

test("the template reads page by page, goes on from its token, and writes what is not there", async (t) => {
  const cwd = await workplace(t, {});
  const system = await acme(t);
  assert.equal((await commandInside(["new", "connector", "acme"], { cwd })).exit, 0);
  for (const action of ["create_profiles_in_hrflow", "create_profiles_in_acme"])
    assert.equal((await commandInside(["new", "pipeline", `acme.${action}`], { cwd })).exit, 0);
  const run = (name: string, ...more: string[]): Promise<Ended> => {
    const file = `pipelines/acme-create-profiles-in-${name}.yaml`;
    const to = ["--endpoint", `api.acme.example=${system.url.replace("/v2", "")}`];
    return commandInside(["run", file, "--sandbox", "--json", ...to, ...more], {
      cwd,
      env: { ACME_TOKEN: TOKEN },
    });
  };

  const first = resultOf(await run("hrflow", "--incremental"));
  assert.equal(first.events.write_success, 5);
  system.people.push({
    id: 6,
    first_name: "hedy",
    email: "h@example.org",
    updated_at: "2024-02-01T00:00:00Z",
  });
  const second = resultOf(await run("hrflow", "--incremental"));
  assert.equal(second.events.write_success, 1);
  assert.ok((second.events.read_success ?? 0) < 6);
  assert.equal(resultOf(await run("hrflow")).events.write_skipped, 6);

  const written = resultOf(await run("acme"));
  assert.ok((written.events.write_success ?? 0) > 0);
  assert.equal(system.posted.length, written.events.write_success);
});
