import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { parseFaults } from "../faults.js";
import { type Sandbox, startSandbox } from "../server.js";

const headers = { Authorization: "Token token=sandbox-teamtailor-key", "X-Api-Version": "20240404" };

interface Job {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}
interface List {
  readonly data: readonly Job[];
  readonly meta: { readonly "record-count": number };
  readonly links: { readonly next?: string };
}
interface Place {
  readonly data: { readonly attributes: { readonly lat: unknown; readonly long: unknown } } | null;
}

let sandbox: Sandbox;
const call = (path: string, on = sandbox) =>
  fetch(`${on.endpoints["api.teamtailor.com"]}${path}`, { headers });
const read = async <T = List>(path: string): Promise<T> => (await call(path)).json() as Promise<T>;
const all = async (query: string): Promise<Job[]> => {
  const found: Job[] = [];
  for (let next: string | undefined = `/v1/jobs?page[size]=30&${query}`; next !== undefined; ) {
    const body: List = await read(next.replace("https://api.teamtailor.com", ""));
    found.push(...body.data);
    next = body.links.next;
  }
  return found;
};
const everything = async () => [
  ...(await all("filter[status]=all")),
  ...(await all("filter[status]=all&filter[feed]=internal")),
];

before(async () => {
  sandbox = await startSandbox({ candidates: 0, jobs: 80, rateLimit: false });
});
after(() => sandbox.close());

test("a list shows published public jobs, pinned ones first, unless it is told otherwise", async () => {
  const found = await all("");
  assert.ok(found.length > 10 && found.length < 60, String(found.length));
  const seen = new Set(
    found.map(
      ({ attributes }) => `${attributes["human-status"]} ${attributes.status} ${attributes.internal}`,
    ),
  );
  assert.deepEqual([...seen], ["published open false"]);
  const pins = found.map(({ attributes }) => attributes.pinned);
  assert.deepEqual(
    pins,
    [...pins].sort((a, b) => Number(b) - Number(a)),
  );
});

test("every job is in one of the two feeds, and there are as many as were asked for", async () => {
  const found = await everything();
  assert.equal(new Set(found.map(({ id }) => id)).size, 80);
  assert.equal(found.length, 80);
});

test("40 jobs go with 300 candidates, and they are the same for the same seed", async (t) => {
  const twins = await Promise.all([1, 2].map(() => startSandbox({ seed: 9 })));
  const texts = await Promise.all(
    twins.map(async (one) => {
      t.after(() => one.close());
      return (await call("/v1/jobs?filter[status]=all&page[size]=30", one)).text();
    }),
  );
  assert.equal(texts[0], texts[1]);
  const state = (await (await fetch(`${twins[0]?.url}/__state`)).json()) as { teamtailor: { jobs: number } };
  assert.equal(state.teamtailor.jobs, 40);
});

test("filters narrow the list", async () => {
  const found = await all("filter[status]=all&filter[remote-status]=hybrid");
  assert.deepEqual([...new Set(found.map(({ attributes }) => attributes["remote-status"]))], ["hybrid"]);
  const tagged = await all("filter[status]=all&filter[tags]=vip");
  assert.ok(
    tagged.length > 0 && tagged.every(({ attributes }) => (attributes.tags as string[]).includes("vip")),
  );
  const since = "2025-01-01T00:00:00Z";
  const late = await all(`filter[updated-at][from]=${since}&sort=updated-at`);
  const times = late.map(({ attributes }) => Date.parse(String(attributes["updated-at"])));
  assert.ok(times.length > 0 && times.every((time) => time >= Date.parse(since)));
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
  );
});

test("one job comes by its id", async () => {
  const { data } = await read<{ data: Job }>("/v1/jobs/3371");
  assert.equal(data.attributes["human-status"], "published");
});

test("a job has a place with coordinates as text, a place without, or none", async () => {
  const kinds = new Set<string>();
  for (const { id } of await everything()) {
    const { data } = await read<Place>(`/v1/jobs/${id}/location`);
    kinds.add(data === null ? "none" : `${typeof data.attributes.lat} ${typeof data.attributes.long}`);
  }
  assert.deepEqual([...kinds].sort(), ["none", "object object", "string string"]);
});

test("attributes of newer versions are missing in some jobs", async () => {
  const found = await everything();
  const without = found.filter(({ attributes }) => !("language-code" in attributes));
  assert.ok(without.length > 0 && without.length < found.length / 2);
});

describe("refusals", () => {
  const rows = [
    ["an unknown job is a 404", "/v1/jobs/999", 404, "The record identified by 999 could not be found."],
    ["so is its place", "/v1/jobs/999/location", 404, "The record identified by 999 could not be found."],
    ["an id that is no number is a 400", "/v1/jobs/abc", 400, "abc is not a valid value for id."],
    ["an unknown filter is a 400", "/v1/jobs?filter[location]=1", 400, "location is not allowed."],
    [
      "an unknown status is a 400",
      "/v1/jobs?filter[status]=open",
      400,
      "open is not a valid value for status.",
    ],
    [
      "an unknown order is a 400",
      "/v1/jobs?sort=salary",
      400,
      "salary is not a valid sort criteria for jobs",
    ],
    ["so is page 0", "/v1/jobs?page[number]=0", 400, "0 is not a valid value for number page parameter."],
  ] as const;
  for (const [name, path, status, detail] of rows) {
    test(name, async () => {
      const answer = await call(path);
      const { errors } = (await answer.json()) as { errors: { detail: string }[] };
      assert.deepEqual([answer.status, errors[0]?.detail], [status, detail]);
    });
  }
});

test("late-page strikes the second page of jobs too", async (t) => {
  const late = await startSandbox({ candidates: 0, jobs: 80, faults: parseFaults("late-page") });
  t.after(() => late.close());
  const pages = ["/v1/jobs", "/v1/jobs?page[number]=2"].map(async (path) => (await call(path, late)).status);
  assert.deepEqual(await Promise.all(pages), [200, 500]);
});
