import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Sandbox, startSandbox } from "../server.js";

const key = "sandbox-teamtailor-key";
const headers = { Authorization: `Token token=${key}`, "X-Api-Version": "20240404" };
const mediaType = "application/vnd.api+json";

interface Shown {
  readonly id: string;
  readonly attributes: Readonly<Record<string, string | boolean | null>>;
  readonly relationships: Readonly<Record<string, unknown>>;
}
interface List {
  readonly data: readonly Shown[];
  readonly meta: unknown;
  readonly links: { readonly next?: string; readonly first: string };
}
interface Single {
  readonly data: Shown;
}

let sandbox: Sandbox;
const call = (path: string, init: RequestInit = {}, on = sandbox) =>
  fetch(`${on.endpoints["api.teamtailor.com"]}${path}`, { headers, ...init });
const json = <T>(answer: Response): Promise<T> => answer.json() as Promise<T>;
const read = async (path: string) => json<List>(await call(path));
const readOne = async (id: string) => (await json<Single>(await call(`/v1/candidates/${id}`))).data;
const write = (method: string, path: string, data: unknown) =>
  call(path, { method, headers: { ...headers, "Content-Type": mediaType }, body: JSON.stringify({ data }) });
const ids = ({ data }: Pick<List, "data">) => data.map(({ id }) => id);
const updatedAt = ({ attributes }: Shown) => Date.parse(String(attributes["updated-at"]));
const all = async (query: string): Promise<Shown[]> => {
  const found: Shown[] = [];
  for (let next: string | undefined = `/v1/candidates?page[size]=30&${query}`; next !== undefined; ) {
    const body: List = await read(next.replace("https://api.teamtailor.com", ""));
    found.push(...body.data);
    next = body.links.next;
  }
  return found;
};

before(async () => {
  sandbox = await startSandbox({ candidates: 75, rateLimit: false });
});
after(() => sandbox.close());

const error = (status: number, code: string, title: string, detail: string, pointer?: string) => ({
  errors: [
    {
      title,
      detail,
      code,
      ...(pointer === undefined ? {} : { source: { pointer } }),
      status: String(status),
    },
  ],
});

describe("refusals", () => {
  const rows: readonly {
    readonly name: string;
    readonly path?: string;
    readonly init?: RequestInit;
    readonly status: number;
    readonly body: unknown;
  }[] = [
    {
      name: "a wrong key is refused with nothing at all in the body",
      init: { headers: { ...headers, Authorization: "Token token=wrong" } },
      status: 401,
      body: "",
    },
    { name: "a missing key is refused the same way", init: { headers: {} }, status: 401, body: "" },
    {
      name: "a missing version is refused with a numeric status and no code",
      init: { headers: { Authorization: headers.Authorization } },
      status: 406,
      body: {
        errors: [
          {
            status: 406,
            title: "Invalid/Missing API Version",
            detail:
              "Please provide a correct API version in the X-Api-Version header. Current version is: 20161108",
          },
        ],
      },
    },
    {
      name: "an unknown filter is refused",
      path: "/v1/candidates?filter[mood]=good",
      status: 400,
      body: error(400, "102", "Filter not allowed", "mood is not allowed."),
    },
    {
      name: "a filter date whose + was not encoded is refused",
      path: "/v1/candidates?filter[updated-at][from]=2024-03-19T09:02:11.006+01:00",
      status: 400,
      body: error(
        400,
        "107",
        "Invalid filter value",
        "2024-03-19T09:02:11.006 01:00 is not a valid value for updated-at.",
      ),
    },
    {
      name: "a sort by something that is no attribute is refused",
      path: "/v1/candidates?sort=-mood",
      status: 400,
      body: error(400, "114", "Invalid sort criteria", "mood is not a valid sort criteria for candidates"),
    },
    {
      name: "page number zero is refused",
      path: "/v1/candidates?page[number]=0",
      status: 400,
      body: error(400, "118", "Invalid page value", "0 is not a valid value for number page parameter."),
    },
    {
      name: "an unknown id is not found",
      path: "/v1/candidates/999",
      status: 404,
      body: error(404, "404", "Record not found", "The record identified by 999 could not be found."),
    },
    {
      name: "an id that is no number is refused",
      path: "/v1/candidates/abc",
      status: 400,
      body: error(400, "103", "Invalid field value", "abc is not a valid value for id."),
    },
    {
      name: "a write as application/json is refused",
      init: { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body: "{}" },
      status: 415,
      body: error(
        415,
        "415",
        "Unsupported media type",
        "All requests that create or update must use the 'application/vnd.api+json' Content-Type. This request specified 'application/json'.",
      ),
    },
    {
      name: "a write without data is refused",
      init: { method: "POST", headers: { ...headers, "Content-Type": mediaType }, body: "{}" },
      status: 400,
      body: error(400, "106", "Missing Parameter", "The required parameter, data, is missing."),
    },
  ];
  for (const { name, path = "/v1/candidates", init = {}, status, body } of rows) {
    test(name, async () => {
      const answer = await call(path, init);
      const text = await answer.text();
      assert.deepEqual([answer.status, text === "" ? "" : JSON.parse(text)], [status, body]);
      assert.equal(answer.headers.get("content-type"), body === "" ? null : mediaType);
      assert.equal(answer.headers.get("x-rate-limit-limit"), "50");
    });
  }
});

describe("lists", () => {
  test("ten candidates are a page when nothing is asked, thirty are the most", async () => {
    assert.equal((await read("/v1/candidates")).data.length, 10);
    const most = await read("/v1/candidates?page[size]=100");
    assert.equal(most.data.length, 30);
    assert.deepEqual(most.meta, { "record-count": 75, "page-count": 3 });
  });

  test("links are absolute, encoded, keep filters and sort, and the last page has no next", async () => {
    const filter = "filter[updated-at][from]=2024-01-01T00:00:00%2B01:00&sort=updated-at&page[size]=30";
    const link = (page: number) =>
      `https://api.teamtailor.com/v1/candidates?filter%5Bupdated-at%5D%5Bfrom%5D=2024-01-01T00%3A00%3A00%2B01%3A00&sort=updated-at&page%5Bsize%5D=30&page%5Bnumber%5D=${page}`;
    const second = await read(`/v1/candidates?${filter}&page[number]=2`);
    assert.deepEqual(second.links, { first: link(1), prev: link(1), next: link(3), last: link(3) });
    const last = await read(`/v1/candidates?${filter}&page[number]=3`);
    assert.deepEqual(last.links, { first: link(1), prev: link(2), last: link(3) });
  });

  test("following next gives every candidate once, in the order of the ids", async () => {
    const found = await all("");
    const numbers = found.map(({ id }) => Number(id));
    assert.equal(new Set(numbers).size, 75);
    assert.deepEqual(
      numbers,
      [...numbers].sort((a, b) => a - b),
    );
  });

  test("sort by date goes both ways and keeps the order of the ids among equals", async () => {
    const key = (one: Shown) => [updatedAt(one), Number(one.id)] as const;
    const up = (await all("sort=updated-at")).map(key);
    assert.deepEqual(
      up,
      [...up].sort(([a, i], [b, j]) => a - b || i - j),
    );
    const down = (await all("sort=-updated-at")).map(key);
    assert.deepEqual(
      down,
      [...up].sort(([a, i], [b, j]) => b - a || i - j),
    );
  });

  test("from includes the instant itself", async () => {
    const sorted = await all("sort=updated-at");
    const middle = String(sorted[40]?.attributes["updated-at"]);
    const found = await all(`sort=updated-at&filter[updated-at][from]=${encodeURIComponent(middle)}`);
    const expected = sorted.filter((one) => updatedAt(one) >= Date.parse(middle));
    assert.deepEqual(ids({ data: found }), ids({ data: expected }));
  });

  test("an email is found only in lower case", async () => {
    const one = (await all("")).find(({ attributes }) => attributes.email !== null);
    const email = String(one?.attributes.email);
    assert.deepEqual(ids(await read(`/v1/candidates?filter[email]=${encodeURIComponent(email)}`)), [one?.id]);
    assert.deepEqual(
      ids(await read(`/v1/candidates?filter[email]=${encodeURIComponent(email.toUpperCase())}`)),
      [],
    );
  });

  test("departments are a comma list, and both together are what each gives", async () => {
    const first = await all("filter[department]=1201");
    const second = await all("filter[department]=1202");
    const both = await all("filter[department]=1201,1202");
    assert.ok(first.length > 0 && second.length > 0);
    assert.equal(both.length, first.length + second.length);
  });

  test("connected splits the candidates in two", async () => {
    const yes = await all("filter[connected]=true");
    const no = await all("filter[connected]=false");
    assert.ok(yes.length > 0 && yes.every(({ attributes }) => attributes.connected === true));
    assert.equal(yes.length + no.length, 75);
  });

  test("a parameter that comes twice counts once", async () => {
    const body = await read("/v1/candidates?sort=id&page[size]=3&sort=id&page[size]=3");
    assert.equal(body.data.length, 3);
  });

  test("the version is repeated and relationships hold only links", async () => {
    const answer = await call("/v1/candidates?page[size]=1");
    assert.equal(answer.headers.get("x-api-version"), "20240404");
    const [first] = (await json<List>(answer)).data;
    assert.deepEqual(first?.relationships.department, {
      links: {
        self: `https://api.teamtailor.com/v1/candidates/${first?.id}/relationships/department`,
        related: `https://api.teamtailor.com/v1/candidates/${first?.id}/department`,
      },
    });
  });
});

describe("writes", () => {
  const person = {
    "first-name": "Ada",
    email: "Ada@Example.org",
    resume: "https://files.example.org/ada.pdf",
  };

  test("a new candidate has no resume in the answer and has one afterwards", async () => {
    const answer = await write("POST", "/v1/candidates", { type: "candidates", attributes: person });
    const { data } = await json<Single>(answer);
    assert.deepEqual(
      [answer.status, data.attributes.email, data.attributes.resume],
      [201, "ada@example.org", null],
    );
    const later = await readOne(data.id);
    assert.match(String(later.attributes.resume), /^https:\/\/tt-eu\.s3\./);
  });

  test("an email that somebody has is refused, and found by the filter", async () => {
    const attributes = { email: "twice@example.org" };
    const first = await json<Single>(
      await write("POST", "/v1/candidates", { type: "candidates", attributes }),
    );
    const second = await write("POST", "/v1/candidates", { type: "candidates", attributes });
    assert.deepEqual(
      [second.status, await second.json()],
      [
        422,
        error(
          422,
          "100",
          "has already been taken",
          "email - has already been taken",
          "/data/attributes/email",
        ),
      ],
    );
    assert.deepEqual(ids(await read("/v1/candidates?filter[email]=twice@example.org")), [first.data.id]);
  });

  for (const [name, attributes, title, field] of [
    ["a candidate without email", { "first-name": "Nobody" }, "can't be blank", "email"],
    [
      "a pitch of 141 characters",
      { email: "p@example.org", pitch: "x".repeat(141) },
      "is too long (maximum is 140 characters)",
      "pitch",
    ],
    ["a resume that is no address", { email: "r@example.org", resume: "resume.pdf" }, "is invalid", "resume"],
  ] as const) {
    test(`${name} is refused`, async () => {
      const answer = await write("POST", "/v1/candidates", { type: "candidates", attributes });
      const expected = error(422, "100", title, `${field} - ${title}`, `/data/attributes/${field}`);
      assert.deepEqual([answer.status, await answer.json()], [422, expected]);
    });
  }

  test("a change is shown, dated after everything else, and leaves the rest alone", async () => {
    const before = await readOne("20596201");
    const answer = await write("PATCH", "/v1/candidates/20596201", {
      id: "20596201",
      type: "candidates",
      attributes: { "first-name": "Changed", sourced: true },
    });
    assert.equal(answer.status, 200);
    const after = await readOne("20596201");
    assert.equal(after.attributes["first-name"], "Changed");
    assert.equal(after.attributes.email, before.attributes.email);
    assert.equal(ids(await read("/v1/candidates?sort=-updated-at"))[0], "20596201");
  });

  test("a change whose id is not the one in the address is refused", async () => {
    const answer = await write("PATCH", "/v1/candidates/20596201", { id: "1", type: "candidates" });
    assert.equal(answer.status, 400);
  });
});

test("the fifty-first request within ten seconds is refused, and the seconds left are told", async () => {
  const strict = await startSandbox({ candidates: 1 });
  const answers = [];
  for (let number = 0; number < 51; number++) answers.push(await call("/v1/candidates", {}, strict));
  const remaining = answers.map((answer) => Number(answer.headers.get("x-rate-limit-remaining")));
  assert.deepEqual(remaining.slice(0, 3), [49, 48, 47]);
  assert.deepEqual(answers.map(({ status }) => status).slice(49), [200, 429]);
  const reset = Number(answers[50]?.headers.get("x-rate-limit-reset"));
  assert.ok(reset >= 1 && reset <= 10);
  await strict.close();
});
