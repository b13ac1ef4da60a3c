import assert from "node:assert/strict";
import type { IncomingMessage, RequestListener } from "node:http";
import test from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Fault } from "../faults/fault.js";
import { acme, acmeHost, expression, linked, list, request, template } from "./acme.test.support.js";
import { type PagedList, pages } from "./pages.js";
import type { System } from "./system.js";
import { Track } from "./track.js";

/** Reads a list to its end, or to the fault that ends it. */
async function readAll(system: System, plan: PagedList = list()) {
  const records: unknown[] = [];
  let count = 0;
  try {
    for await (const page of pages(plan, {}, system)) {
      count += 1;
      records.push(...page.records);
    }
  } catch (error) {
    if (error instanceof Fault) return { records, count, fault: error };
    throw error;
  }
  return { records, count, fault: undefined };
}

/** Answers with the pages of a list by their paths; a path that is not there gets a 404. */
function saying(answers: Readonly<Record<string, unknown>>): RequestListener {
  return ({ url = "" }, response) => {
    const answer = answers[url];
    if (answer === undefined) response.writeHead(404).end();
    else response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
  };
}

const one = [{ id: 1 }];
const two = [{ id: 2 }];
const three = [{ id: 3 }];
const secret = ({ headers }: IncomingMessage) => headers["x-api-key"];

test("links are followed as they are, and relative ones from the page that was just asked", async (t) => {
  const { system, asked } = await acme(
    t,
    saying({
      "/people": { records: one, next: "/more/list?cursor=%2Fa+b" },
      "/more/list?cursor=%2Fa+b": { records: two, next: `https://${acmeHost}/people?page=9` },
      "/people?page=9": { records: three, next: "?page=10" },
      "/people?page=10": { records: [], next: "people/11" },
      "/people/11": { records: one },
    }),
  );
  const { records, count, fault } = await readAll(system, linked());
  assert.deepEqual(records, [...one, ...two, ...three, ...one]);
  assert.deepEqual([count, fault], [5, undefined]);
  assert.equal(asked.at(-1), "GET /people/11");
});

test("where the request names `page`, whatever `next` gives is its value, also what looks like an address", async (t) => {
  const { system, asked } = await acme(
    t,
    saying({
      "/people": { records: one, next: "/wEAAQ==" },
      "/people?page=%2FwEAAQ%3D%3D": { records: two, next: "https://c/2" },
      "/people?page=https%3A%2F%2Fc%2F2": { records: three },
    }),
  );
  assert.deepEqual((await readAll(system)).records, [...one, ...two, ...three]);
  assert.equal(asked.length, 3);
});

test("a total that is no number is told once; one that is not said is not", async (t) => {
  const answers = (...totals: unknown[]) =>
    acme(
      t,
      saying({
        "/people": { records: one, next: 2, total: totals[0] },
        "/people?page=2": { records: two, total: totals[1] },
      }),
    );
  const told = async (...totals: unknown[]) => {
    const { system, events } = await answers(...totals);
    assert.equal((await readAll(system, list({ total: expression("body.total") }))).fault, undefined);
    return events.flatMap((event) => (event.type === "warning" ? event.message : []));
  };
  const said = (what: string) => [
    `\`total\` of the list of acme gives ${what} in the place of a number: it is passed over`,
  ];
  assert.deepEqual(await told("many", "very many"), said("a text"));
  assert.deepEqual(await told(2, { value: 2 }), said("an object"));
  assert.deepEqual(await told([2], [2]), said("a list"));
  assert.deepEqual(await told("2", null), []);
});

test("a number is no address, and the message says what is missing", async (t) => {
  const { system } = await acme(t, saying({ "/people": { records: one, next: 2 } }));
  const { fault } = await readAll(system, linked());
  assert.match(fault?.message ?? "", /the request of the list names no `page`/);
});

test("a scroll that has one id for all pages is read to its end", async (t) => {
  const { system, asked } = await acme(t, (_, response) => {
    const records = asked.length <= 3 ? [{ id: asked.length }] : [];
    response.end(JSON.stringify({ records, next: "the-same" }));
  });
  const { records, fault } = await readAll(system);
  assert.deepEqual([records, fault], [[...one, ...two, ...three], undefined]);
});

test("a page that gives the same records under the same value is a circle", async (t) => {
  const { system, asked } = await acme(
    t,
    saying({ "/people": { records: one, next: "x" }, "/people?page=x": { records: two, next: "x" } }),
  );
  const { fault } = await readAll(system);
  assert.equal(fault?.code, "PAGING_CYCLE");
  assert.equal(asked.length, 3);
});

test("a link to a host that is not the connector's is refused, and nothing is sent there", async (t) => {
  let crossed = 0;
  const elsewhere = await acme(t, (_, response) => {
    crossed += 1;
    response.end('{"records":[{"id":666}]}');
  });
  for (const next of [
    "https://evil.example/people",
    "//evil.example/people",
    "https://evil.example:443/people",
    `https://${acmeHost}.evil.example/people`,
    `https://${acmeHost}:8443/people`,
    `https://${acmeHost}@evil.example/people`,
  ]) {
    const endpoints = (url: URL) =>
      new Map([
        [acmeHost, url],
        ["evil.example", elsewhere.url],
        [`${acmeHost}.evil.example`, elsewhere.url],
        [`${acmeHost}:8443`, elsewhere.url],
      ]);
    const here = await acme(t, saying({ "/people": { records: one, next } }));
    const { system } = await acme(t, () => {}, { options: { endpoints: endpoints(here.url) } });
    const { records, fault } = await readAll(system, linked());
    assert.deepEqual(records, one);
    assert.deepEqual([fault?.code, fault?.exit], ["HTTP_FORBIDDEN_ADDRESS", 3], next);
    const { host } = new URL(next, `https://${acmeHost}`);
    assert.equal(
      fault?.message,
      `a list of acme leads to ${host}, which is no host of acme (page 2 of the list)`,
    );
    assert.equal(
      fault?.hint,
      "If that host belongs to Acme, name it under `http.hosts` in the manifest; it is then sent the credentials.",
    );
  }
  assert.equal(crossed, 0);
});

test("a list that was redirected to a foreign host does not go on there", async (t) => {
  const foreign = await acme(t, saying({ "/people": { records: one, next: "/people?page=2" } }));
  const here = await acme(t, (_, response) => {
    response.writeHead(302, { location: "https://files.example/people" }).end();
  });
  const endpoints = new Map([
    [acmeHost, here.url],
    ["files.example", foreign.url],
  ]);
  const { system } = await acme(t, () => {}, { options: { endpoints } });
  const { fault } = await readAll(system, linked());
  assert.equal(fault?.code, "HTTP_FORBIDDEN_ADDRESS");
  assert.deepEqual(foreign.asked, ["GET /people"]);
});

test("a link to a host that the manifest names is followed with the credentials", async (t) => {
  const keys: unknown[] = [];
  const { url } = await acme(t, (asked, response) => {
    keys.push(secret(asked));
    const next = keys.length === 1 ? "https://more.acme.example/people" : null;
    response.end(JSON.stringify({ records: one, next }));
  });
  const endpoints = new Map([
    [acmeHost, url],
    ["more.acme.example", url],
  ]);
  const more = { options: { endpoints }, http: { hosts: ["more.acme.example"] } };
  const { system } = await acme(t, () => {}, more);
  assert.deepEqual((await readAll(system, linked())).records, [...one, ...one]);
  assert.deepEqual(keys, ["secret", "secret"]);
});

test("an endpoint that links to itself means the host that it stands for", async (t) => {
  const keys: unknown[] = [];
  const { system, asked } = await acme(t, (incoming, response) => {
    keys.push(secret(incoming));
    const next = keys.length === 1 ? `http://${incoming.headers.host}/people?page=2` : null;
    response.end(JSON.stringify({ records: one, next }));
  });
  assert.deepEqual((await readAll(system, linked())).records, [...one, ...one]);
  assert.deepEqual(asked, ["GET /people", "GET /people?page=2"]);
  assert.deepEqual(keys, ["secret", "secret"]);
});

for (const [what, answer, code, message] of [
  [
    "broken JSON",
    '{"records":[',
    "HTTP_BAD_BODY",
    "the answer of api.acme.example is not valid JSON (12 bytes)",
  ],
  ["no list", {}, "HTTP_BAD_BODY", "an answer of acme holds no list where one should be"],
  [
    "no list, but null",
    { records: null, error: { message: "shard down" } },
    "HTTP_BAD_BODY",
    "an answer of acme holds null where a list should be",
  ],
  [
    "an odd link",
    { records: [], next: "https://[" },
    "HTTP_BAD_BODY",
    "the link to the next page is not a URL",
  ],
  ["nothing at all", undefined, "ITEM_REFUSED", "Acme answered 404 to GET /people"],
] as const) {
  test(`a fault says on which page it was met: ${what}`, async (t) => {
    const { system } = await acme(
      t,
      saying({
        "/people": { records: one, next: "?page=2" },
        "/people?page=2": { records: two, next: "?page=3" },
        "/people?page=3": answer,
      }),
    );
    const { records, fault } = await readAll(system, linked());
    assert.deepEqual(records, [...one, ...two]);
    assert.equal(fault?.code, code);
    assert.equal(fault?.message, `${message} (page 3 of the list)`);
    if (what === "broken JSON")
      assert.deepEqual([fault?.details.host, fault?.details.status], [acmeHost, 200]);
    if (what.startsWith("no list")) assert.match(fault?.hint ?? "", /`records` has to say so/);
  });
}

test("a list that has one page by its manifest needs no number", async (t) => {
  const { system } = await acme(t, saying({ "/people": "<html>" }));
  const { fault } = await readAll(system, list({ next: undefined }));
  assert.doesNotMatch(fault?.message ?? "", /page/);
});

test("a list that leads back says from which page to which, within one lap", async (t) => {
  const { system, asked } = await acme(
    t,
    saying({
      "/people": { records: one, next: "/a?token=secret" },
      "/a?token=secret": { records: two, next: "/b" },
      "/b": { records: three, next: "/a?token=secret" },
    }),
  );
  const { records, fault } = await readAll(system, linked());
  assert.deepEqual(records, [...one, ...two, ...three]);
  assert.equal(fault?.code, "PAGING_CYCLE");
  assert.equal(fault?.message, "page 3 of the list of acme leads back to page 2 (api.acme.example/a)");
  assert.equal(asked.length, 3);
});

test("a first page that is known by its link only later is found in the second lap", async (t) => {
  const { system, asked } = await acme(
    t,
    saying({
      "/people": { records: one, next: "/people?page=2" },
      "/people?page=2": { records: two, next: "/people" },
    }),
  );
  const { fault } = await readAll(system, linked());
  assert.equal(fault?.code, "PAGING_CYCLE");
  assert.equal(fault?.message, "page 3 of the list of acme leads back to page 2 (api.acme.example/people)");
  assert.equal(asked.length, 3);
});

for (const length of [2, 40]) {
  test(`a circle of ${length} empty pages is found within two laps`, async (t) => {
    const { system, asked } = await acme(t, ({ url = "" }, response) => {
      const page = Number(new URL(url, "http://x").searchParams.get("page") ?? 1);
      response.end(JSON.stringify({ records: [], next: (page % length) + 1 }));
    });
    const { fault } = await readAll(system);
    assert.equal(fault?.code, "PAGING_CYCLE");
    assert.match(fault?.message ?? "", /leads back to page [12] /);
    assert.ok(asked.length <= 2 * length, `${asked.length} requests`);
  });
}

test("empty pages that never repeat end too", async (t) => {
  const { system, asked } = await acme(t, (_, response) => {
    response.end(JSON.stringify({ records: [], next: asked.length }));
  });
  const { fault } = await readAll(system);
  assert.equal(fault?.code, "PAGING_CYCLE");
  assert.equal(asked.length, 101);
});

test("a list whose system ignores the number of the page ends at the third answer that is the same", async (t) => {
  const { system, asked } = await acme(t, (_, response) => {
    response.end(JSON.stringify({ records: one, next: asked.length + 1 }));
  });
  const { records, fault } = await readAll(system);
  assert.deepEqual(records, [...one, ...one, ...one]);
  assert.deepEqual([fault?.code, fault?.exit, asked.length], ["PAGING_CYCLE", 3, 3]);
  assert.match(
    fault?.message ?? "",
    /^page 3 of the list of acme holds what page 2 held.*gives nothing new \(page 3 of the list\)$/,
  );
});

test("null is an empty page where the manifest says so", async (t) => {
  const { system } = await acme(t, saying({ "/people": { records: null } }));
  const plan = list({ records: expression("body.records ?: []") });
  assert.deepEqual(await readAll(system, plan), { records: [], count: 1, fault: undefined });
});

test("what is remembered of a page is short, however long its address", () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const heap = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const track = new Track();
  const long = "x".repeat(10_000);
  const before = heap();
  for (let ordinal = 1; ordinal <= 10_000; ordinal += 1) {
    assert.equal(track.visit(`https://${acmeHost}/${long}/${ordinal}`, ordinal), undefined);
  }
  assert.ok(heap() - before < 2_000_000);
  assert.equal(track.visit(`https://${acmeHost}/${long}/7`, 10_001), 7);
});

test("a page is asked for with what the plan says, and only its first by the plan's address", async (t) => {
  const { system, asked } = await acme(t, (_, response) => {
    response.end(JSON.stringify({ records: one, next: asked.length < 3 ? asked.length + 1 : null }));
  });
  const plan = list({ first: template(1), request: request("/x", { query: template({ at: "${ page }" }) }) });
  assert.equal((await readAll(system, { ...plan, total: expression("3") })).count, 3);
  assert.deepEqual(asked, ["GET /x?at=1", "GET /x?at=2", "GET /x?at=3"]);
});
