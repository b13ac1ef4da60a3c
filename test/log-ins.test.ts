/**
 * A log-in of three steps over HTTP, as tests in YAML: it answers with a code in the address of a redirect, and names the address of the
 * system. What it answers must not choose who is sent the credentials (S7).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, stringify } from "yaml";
import { commandInside } from "./process/inside.js";
import { workplace } from "./process/workplace.js";

const manifest = `name: acme
title: Acme
type: ATS
url: https://acme.example/
auth:
  required: [user, password]
  properties:
    user: { type: string, description: Who logs in }
    password: { type: string, writeOnly: true, description: The password }
http:
  base_url: \${ session.rest.url }
  hosts: ["*.acme.example"]
sessions:
  rest:
    steps:
      - if: $not($exists(kept.refresh_token))
        post: https://auth.acme.example/authorize
        form: { user: "\${ auth.user }", password: "\${ auth.password }" }
        redirect: keep
        accept: status = 302 and $contains(url, "code=")
        as: code
        value: $decodeUrlComponent($match(url, /[?&]code=([^&]*)/).groups[0])
      - post: https://auth.acme.example/token
        form:
          grant_type: '\${ kept.refresh_token ? "refresh_token" : "authorization_code" }'
          refresh_token: \${ kept.refresh_token }
          code: \${ code }
        as: token
      - post: https://login.acme.example/login
        query: { access_token: "\${ token.access_token }" }
        as: rest
    renew:
      - post: https://auth.acme.example/token
        form: { grant_type: refresh_token, refresh_token: "\${ session.token.refresh_token }" }
        as: token
      - post: https://login.acme.example/login
        query: { access_token: "\${ token.access_token }" }
        as: rest
    keep: { refresh_token: token.refresh_token }
    expires: token.expires_in
    renew_if: status = 401
    headers: { X-Rest-Token: "\${ session.rest.ticket }" }
    end:
      - get: /logout
        read: nothing
entities:
  person:
    key: $string(id)
    pull: { session: rest, list: { get: /people, records: body.people } }
    push: { create: { session: rest, each: [{ post: /copies, json: "\${ item }" }] } }
actions:
  copy:
    title: Copy
    with: acme
    entity: person
    mode: create
    direction: inbound
    format: '{ "id": id }'
`;

const authorize = { method: "POST", host: "auth.acme.example", path: "/authorize" };
const token = { method: "POST", host: "auth.acme.example", path: "/token" };
const login = { method: "POST", host: "login.acme.example", path: "/login" };
const home = "r7.acme.example";
const people = { method: "GET", host: home, path: "/p/people" };
const copy = { method: "POST", host: home, path: "/p/copies" };
const logout = { method: "GET", host: home, path: "/p/logout" };
const header = (ticket: string) => ({ headers: { "x-rest-token": ticket } });
const redirected = { status: 302, headers: { Location: "https://customer.example/done?x=1&code=c%3A1" } };
const tokens = (n: number) => ({
  json: { access_token: `access-${n}`, refresh_token: `refresh-${n}`, expires_in: 600 },
});
const rest = (ticket: string, host = home) => ({ json: { ticket, url: `https://${host}/p/` } });
const code = { ...token, form: { grant_type: "authorization_code", code: "c:1" } };
const refresh = { ...token, form: { grant_type: "refresh_token", refresh_token: "refresh-1" } };
const form = { user: "ann", password: "pass-word-1" };
const once = (request: object, answer: object) => ({ request, answer, times: 1 });
const first = [once(authorize, redirected), once(token, tokens(1))];
const auth = { user: "ann", password: "pass-word-1" };
const pipeline = { action: "acme.copy", connector_auth: auth, acme_auth: auth };
const access = (n: number) => ({ ...login, query: { access_token: `access-${n}` } });
const at8 = { host: "r8.acme.example" };

const cases = [
  {
    name: "the code is read of the redirect, which nobody follows, and the session names the address",
    pipeline,
    given: [
      ...first,
      once(login, rest("ticket-1")),
      once(people, { json: { people: [{ id: 1 }] } }),
      once(copy, { json: {} }),
      once(logout, { text: "bye" }),
    ],
    expect: {
      exit: 0,
      counts: { read_success: 1, write_success: 1 },
      requests: [
        { ...authorize, form },
        code,
        access(1),
        ...[people, { ...copy, json: { id: 1 } }, logout].map((one) => ({ ...one, ...header("ticket-1") })),
      ],
    },
  },
  {
    name: "a session that ends is renewed by its refresh token, and the request is repeated where the new one is",
    pipeline,
    given: [
      ...first,
      once(login, rest("ticket-1")),
      once(people, { json: { people: [{ id: 1 }] } }),
      once(copy, { status: 401, json: {} }),
      once(token, tokens(2)),
      once(login, rest("ticket-2", at8.host)),
      once({ ...copy, ...at8 }, { json: {} }),
      once({ ...logout, ...at8 }, { json: {} }),
    ],
    expect: {
      exit: 0,
      counts: { read_success: 1, write_success: 1 },
      requests: [
        ...[{ ...authorize, form }, code, access(1), refresh, access(2)],
        ...[people, copy].map((one) => ({ ...one, ...header("ticket-1") })),
        ...[copy, logout].map((one) => ({ ...one, ...at8, ...header("ticket-2") })),
      ],
    },
  },
  ...["evil.example", "acme.example.evil.example", "acme.example"].map((host) => ({
    name: `S7: an answer that names ${host} is not believed, and nothing is sent there`,
    pipeline,
    given: [...first, once(login, rest("ticket-1", host))],
    expect: {
      exit: 3,
      status: "fatal",
      requests: [authorize, token, login],
    },
  })),
  {
    name: "a log-in that shows its page again has refused the password",
    pipeline,
    given: [once(authorize, { text: "<html>wrong password</html>" })],
    expect: { exit: 3, status: "fatal", requests: [authorize] },
  },
];

test("a log-in of several steps keeps to its cases", async (t) => {
  const cwd = await workplace(t, {
    "connectors/acme/connector.yaml": manifest,
    "connectors/acme/tests/log-ins.yaml": stringify({ cases }, { aliasDuplicateObjects: false }),
  });
  const validated = await commandInside(
    ["validate", "connectors/acme/connector.yaml", "connectors/acme/tests/log-ins.yaml"],
    { cwd },
  );
  assert.equal(validated.stderr, "");
  const ended = await commandInside(["test"], { cwd });
  assert.equal(ended.exit, 0, ended.stderr + ended.stdout);
});

test("without `http.hosts`, or with a path before the address is known, it is refused before a run", async (t) => {
  const wrong = parse(manifest) as {
    http: { hosts?: string[] };
    sessions: { rest: { steps: { post: string }[] } };
  };
  delete wrong.http.hosts;
  const [, token] = wrong.sessions.rest.steps;
  if (token) token.post = "/token";
  const cwd = await workplace(t, { "connectors/acme/connector.yaml": stringify(wrong) });
  const { exit, stderr } = await commandInside(["validate", "connectors/acme/connector.yaml"], { cwd });
  assert.equal(exit, 2);
  assert.match(stderr, /the log-in names the host of `base_url`, and nothing holds that host in/);
  assert.match(stderr, /`base_url` is not known before the log-in, which names it: a path leads nowhere/);
});
