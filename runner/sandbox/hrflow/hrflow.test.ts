import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { writePdf } from "../pdf.js";
import { type Sandbox, startSandbox } from "../server.js";
import { shippedAccounts } from "../shipped-accounts.js";

/** The parts of a profile that are looked at here. */
interface Profile {
  readonly key: string;
  readonly reference: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly archived_at: string | null;
  readonly source: { readonly key: string };
  readonly info: Readonly<Record<string, string | null>>;
  readonly experiences: readonly { readonly company: string; readonly date_start: string }[];
  readonly attachments: readonly { readonly type: string }[];
  readonly tags: unknown;
  readonly metadatas: unknown;
}
interface Parsed {
  readonly profile: Profile;
  readonly parsing: { readonly persons: readonly string[] };
}
interface Envelope<Data> {
  readonly code: number;
  readonly message: string;
  readonly data: Data;
  readonly meta?: unknown;
}

const {
  api_secret = "",
  api_user = "",
  source_key = "",
  async_source_key = "",
} = shippedAccounts.hrflow ?? {};
const headers = { "X-API-KEY": api_secret, "X-USER-EMAIL": api_user };
const noProfile = { code: 400, message: "Invalid parameters. Unable to find object: profile" };
const noSource = { code: 400, message: "Invalid parameters. Unable to find object: source" };

let sandbox: Sandbox;
const call = (path: string, init: RequestInit = {}) =>
  fetch(`${sandbox.endpoints["api.hrflow.ai"]}/v1${path}`, { headers, ...init });
const json = <Data>(answer: Response) => answer.json() as Promise<Envelope<Data>>;
const read = async <Data = Profile>(path: string) => json<Data>(await call(path));
const send = async (method: string, path: string, value: unknown): Promise<[number, Envelope<Profile>]> => {
  const answer = await call(path, { method, body: JSON.stringify(value) });
  return [answer.status, await json(answer)];
};
const parse = async (fields: Record<string, string>, file?: Buffer): Promise<[number, Envelope<Parsed>]> => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (file !== undefined) form.set("file", new Blob([file]), "resume.pdf");
  const answer = await call("/profile/parsing/file", { method: "POST", body: form });
  return [answer.status, await json(answer)];
};
const named = (reference: string, source = source_key) =>
  `/profile/indexing?source_key=${source}&reference=${reference}`;
const info = { full_name: "Léa Moreau", email: "lea@example.org" };
const resume = writePdf([
  "Léa Moreau",
  "Backend developer",
  "Mail: lea@example.org",
  "Phone: ",
  "Experience",
  "2018-09 - 2020-09 Engineer, Acme",
]);

before(async () => {
  sandbox = await startSandbox({ candidates: 0 });
});
after(() => sandbox.close());

describe("refusals", () => {
  const wrong = { ...headers, "X-API-KEY": "ask_wrong" };
  const rows: readonly (readonly [string, string, RequestInit, number, unknown])[] = [
    [
      "a wrong key is refused on reading",
      `/source?key=${source_key}`,
      { headers: wrong },
      401,
      { code: 401, message: "Unauthorized. Invalid secret key: ask_wrong for permission: all" },
    ],
    [
      "a wrong key is refused on writing",
      "/profile/indexing",
      { headers: wrong, method: "POST", body: "{}" },
      401,
      { code: 401, message: "Unauthorized. Invalid secret key: ask_wrong for permission: write" },
    ],
    ["an unknown source is a 400", "/source?key=nope", {}, 400, noSource],
    [
      "a profile of an unknown source is a 400",
      "/profile/indexing?source_key=nope&reference=1",
      {},
      400,
      noSource,
    ],
    ["an unknown profile is a 400 without data", named("nobody"), {}, 400, noProfile],
    [
      "a list without sources is a 400",
      "/storing/profiles?source_keys=nope",
      {},
      400,
      { code: 400, message: "Bad Request. Invalid source ids" },
    ],
    [
      "editing an unknown profile is a 400",
      "/profile/indexing",
      { method: "PUT", body: JSON.stringify({ source_key, reference: "nobody", info }) },
      400,
      noProfile,
    ],
    [
      "archiving an unknown profile is a 400",
      "/profile/indexing/archive",
      { method: "PATCH", body: JSON.stringify({ source_key, reference: "nobody", is_archive: 1 }) },
      400,
      noProfile,
    ],
  ];
  for (const [name, path, init, status, body] of rows) {
    test(name, async () => {
      const answer = await call(path, init);
      assert.deepEqual([answer.status, await answer.json()], [status, body]);
      assert.equal(answer.headers.get("content-type"), "application/json");
    });
  }
});

describe("sources and keys", () => {
  test("one source parses at once, the other later", async () => {
    const first = await read<{ sync_parsing: boolean }>(`/source?key=${source_key}`);
    assert.deepEqual([first.code, first.message, first.data.sync_parsing], [200, "Source info", true]);
    assert.equal(
      (await read<{ sync_parsing: boolean }>(`/source?key=${async_source_key}`)).data.sync_parsing,
      false,
    );
  });

  test("a right key gets through", async () => {
    assert.deepEqual(await read("/auth"), {
      code: 200,
      message: "API Access Success",
      data: {
        team_name: "sandbox",
        team_subdomain: "sandbox",
        request_origin: "127.0.0.1",
        api_secret_permission: "all",
      },
    });
  });
});

describe("profiles", () => {
  test("a flat body and a nested one make the same profile", async () => {
    const [status, flat] = await send("POST", "/profile/indexing", {
      source_key,
      reference: "flat",
      info,
      resume: null,
    });
    assert.deepEqual([status, flat.code, flat.message], [201, 201, "Profile created"]);
    assert.match(flat.data.key, /^[0-9a-f]{40}$/);
    const [, nested] = await send("POST", "/profile/indexing", {
      source_key,
      profile: { reference: "nested", info },
    });
    assert.deepEqual(nested.data.info, flat.data.info);
    assert.equal(flat.data.source.key, source_key);
  });

  test("what was created is read back by reference and by key", async () => {
    const [, { data }] = await send("POST", "/profile/indexing", {
      source_key,
      reference: "r1",
      created_at: "2024-03-18T11:39:32.440+01:00",
      info,
      tags: [{ name: "a", value: "b" }],
    });
    assert.equal(data.created_at, "2024-03-18T10:39:32+0000");
    assert.deepEqual((await read(named("r1"))).data, data);
    assert.deepEqual((await read(`/profile/indexing?source_key=${source_key}&key=${data.key}`)).data, data);
  });

  test("a reference is taken once per source", async () => {
    const body = { source_key, reference: "once", info };
    await send("POST", "/profile/indexing", body);
    assert.deepEqual(await send("POST", "/profile/indexing", body), [
      400,
      { code: 400, message: "Invalid parameters. A profile with this reference already exists: once" },
    ]);
    assert.equal(
      (await send("POST", "/profile/indexing", { ...body, source_key: async_source_key }))[0],
      201,
    );
  });

  test("an edit replaces only what it names, and never the attachments", async () => {
    await parse({ source_key, reference: "edit", tags: '[{"name":"t","value":true}]' }, resume);
    const before = (await read(named("edit"))).data;
    const [status, { message, data }] = await send("PUT", "/profile/indexing", {
      source_key,
      key: before.key,
      skills: [],
      attachments: [],
      info: { ...before.info, last_name: "Marchand" },
    });
    assert.deepEqual([status, message], [200, "Profile edited"]);
    assert.deepEqual({ ...data, updated_at: before.updated_at }, { ...before, skills: [], info: data.info });
    assert.equal(data.info.last_name, "Marchand");
    assert.equal(data.attachments.length, 2);
  });

  test("a profile whose reference was changed is found by the new one only", async () => {
    const [, { data }] = await send("POST", "/profile/indexing", { source_key, reference: "old", info });
    await send("PUT", "/profile/indexing", { source_key, key: data.key, reference: "new" });
    assert.deepEqual(await read(named("old")), noProfile);
    assert.equal((await read(named("new"))).data.key, data.key);
    assert.equal((await send("POST", "/profile/indexing", { source_key, reference: "old", info }))[0], 201);
  });

  test("an archived profile is still shown, with its date", async () => {
    const [, { data }] = await send("POST", "/profile/indexing", { source_key, reference: "gone", info });
    const archived = await send("PATCH", "/profile/indexing/archive", {
      source_key,
      reference: "gone",
      is_archive: 1,
    });
    assert.deepEqual(archived, [200, { code: 200, message: "Profile archived", data: { key: data.key } }]);
    assert.match(String((await read(named("gone"))).data.archived_at), /^\d{4}-.*\+0000$/);
  });
});

describe("parsing", () => {
  test("a source that parses at once answers with the profile it read from the file", async () => {
    const [status, body] = await parse(
      { source_key, reference: "p1", tags: '[{"name":"t","value":1}]', metadatas: "{}", labels: "[]" },
      resume,
    );
    assert.equal(status, 201);
    assert.match(
      body.message,
      /^Profile parsed successfully\. Profile extraction finished : \d\.\d{4} seconds\.$/,
    );
    const { profile, parsing } = body.data;
    assert.deepEqual(parsing.persons, ["Léa Moreau"]);
    assert.deepEqual(
      [profile.info.full_name, profile.info.email, profile.info.phone],
      ["Léa Moreau", "lea@example.org", null],
    );
    assert.deepEqual(
      [profile.experiences[0]?.company, profile.experiences[0]?.date_start],
      ["Acme", "2018-09-01T00:00:00"],
    );
    assert.deepEqual([profile.tags, profile.metadatas], [[{ name: "t", value: 1 }], []]);
    assert.deepEqual(
      profile.attachments.map(({ type }) => type),
      ["resume", "original"],
    );
    assert.deepEqual((await read(named("p1"))).data, profile);
  });

  test("a source that parses later answers with an empty list, and the profile shows up after two looks", async () => {
    const answer = await parse({ source_key: async_source_key, reference: "p2" }, resume);
    assert.deepEqual(answer, [
      202,
      { code: 202, message: "Your profile as been sent successfully to the Parsing Queue.", data: [] },
    ]);
    const looks: number[] = [];
    for (let look = 0; look < 3; look++) looks.push((await read(named("p2", async_source_key))).code);
    assert.deepEqual(looks, [400, 400, 200]);
  });

  test("a profile that is there is parsed into the same profile, as often as a file comes", async () => {
    const [, { data }] = await send("POST", "/profile/indexing", { source_key, reference: "p3", info });
    for (const [name, bytes] of [
      ["Léa Moreau", resume],
      ["Ana Petit", writePdf(["Ana Petit", "Nurse"])],
    ] as const) {
      const [status, body] = await parse({ source_key, reference: "p3" }, bytes);
      const { key, info, attachments } = body.data.profile;
      assert.deepEqual([status, key, info.full_name, attachments.length], [201, data.key, name, 2]);
    }
  });

  test("a form without a file is refused", async () => {
    assert.deepEqual(await parse({ source_key, reference: "p4" }), [
      400,
      { code: 400, message: "Invalid parameters. Missing: file" },
    ]);
  });
});

test("a list has pages, an order and the total", async () => {
  const own = await startSandbox({ candidates: 0, accounts: { hrflow: { source_key: "f".repeat(40) } } });
  const base = `${own.endpoints["api.hrflow.ai"]}/v1`;
  for (const day of [3, 1, 2]) {
    const body = {
      source_key: "f".repeat(40),
      reference: `d${day}`,
      created_at: `2024-01-0${day}T00:00:00Z`,
      info,
    };
    await fetch(`${base}/profile/indexing`, { method: "POST", headers, body: JSON.stringify(body) });
  }
  const list = async (more: string) =>
    json<readonly Profile[]>(
      await fetch(`${base}/storing/profiles?source_keys=["${"f".repeat(40)}"]&limit=2${more}`, { headers }),
    );
  const first = await list("&return_profile=False");
  assert.deepEqual(first.meta, { page: 1, maxPage: 2, count: 2, total: 3 });
  assert.deepEqual(
    first.data.map(({ reference }) => reference),
    ["d3", "d2"],
  );
  assert.equal("info" in (first.data[0] ?? {}), false);
  const second = await list("&page=2&return_profile=true");
  assert.deepEqual(
    [second.data.length, second.data[0]?.reference, second.data[0]?.info.email],
    [1, "d1", "lea@example.org"],
  );
  const since = await list("&created_at_min=2024-01-02T00:00:00&order_by=asc");
  assert.deepEqual(
    since.data.map(({ reference }) => reference),
    ["d2", "d3"],
  );
  await own.close();
});
