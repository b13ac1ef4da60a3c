/**
 * A system that lets people in as OAuth does: refresh tokens that are good once, of which the one before is taken until the newest was
 * used; and the project of somebody who reads its people.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { TestContext } from "node:test";

export interface OAuthSystem {
  readonly url: string;
  /** Arguments that lead the connectors here. */
  readonly endpoints: readonly string[];
  /** Method and path of what was asked, in the order of arrival. */
  readonly asked: string[];
  /** Grants that were refused. */
  readonly refused: string[];
  /** The names that the sink holds; each as often as it was written. */
  readonly written: string[];
  /** Ends every access token there is. */
  expire(): void;
  /** The answer to the next grant is lost on its way. */
  lose(): void;
  /** What is answered to a path in the place of what the system says. */
  readonly instead: Map<string, number>;
}

/** The first refresh token, for those who were let in before. */
export const FIRST_TOKEN = "refresh-token-0";

export async function openOAuthSystem(t: TestContext): Promise<OAuthSystem> {
  const asked: string[] = [];
  const refused: string[] = [];
  const written: string[] = [];
  const instead = new Map<string, number>();
  const codes = new Map<string, { readonly challenge: string; readonly redirect: string }>();
  let access = new Set<string>();
  let issued = 0;
  let isLost = false;
  /** The newest refresh token, and the one before as long as the newest was not used. */
  let good = [FIRST_TOKEN];

  const grant = (form: URLSearchParams): string | undefined => {
    const token = form.get("refresh_token") ?? "";
    if (form.get("grant_type") === "refresh_token") return good.includes(token) ? token : undefined;
    const code = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const isRight = code?.challenge === challenge && code.redirect === form.get("redirect_uri");
    return isRight ? "" : undefined;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "", "http://localhost");
    const say = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body));
    const status = instead.get(url.pathname);
    const sent = await text(request);
    if (status !== undefined) return void say(status, {});
    if (url.pathname === "/authorize") {
      issued += 1;
      const {
        code_challenge: challenge = "",
        redirect_uri: redirect = "",
        state = "",
      } = Object.fromEntries(url.searchParams);
      codes.set(`code-${issued}`, { challenge, redirect });
      const to = `${redirect}?code=code-${issued}&state=${encodeURIComponent(state)}`;
      return void response.writeHead(302, { location: to }).end();
    }
    if (url.pathname === "/token") {
      const form = new URLSearchParams(sent);
      const used = grant(form);
      if (used === undefined) {
        refused.push(sent);
        return void say(400, { error: "invalid_grant" });
      }
      issued += 1;
      good = [...(used === "" ? [] : [used]), `refresh-token-${issued}`];
      access.add(`access-token-${issued}`);
      const tokens = { access_token: `access-token-${issued}`, refresh_token: `refresh-token-${issued}` };
      if (!isLost) return void say(200, { ...tokens, expires_in: 3600 });
      isLost = false;
      return void response.destroy();
    }
    if (!access.has((request.headers.authorization ?? "").replace("Bearer ", ""))) return void say(401, {});
    if (url.pathname === "/signout") return void say(200, {});
    if (request.method === "POST") {
      written.push((JSON.parse(sent) as { name: string }).name);
      return void say(201, {});
    }
    say(200, {
      people: [
        { id: 1, name: "Ada" },
        { id: 2, name: "Grace" },
      ],
    });
  };
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url?.replace(/\?.*/, "")}`);
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const hosts = ["api.acme.example", "login.acme.example"];
  return {
    ...{ asked, refused, written, instead, url: `http://127.0.0.1:${port}` },
    endpoints: hosts.flatMap((host) => ["--endpoint", `${host}=http://127.0.0.1:${port}`]),
    lose: () => {
      isLost = true;
    },
    expire: () => {
      access = new Set();
    },
  };
}

/** Refresh tokens alone; the first comes with the credentials. */
const byToken = `        form:
          client_id: \${ auth.client_id }
          grant_type: refresh_token
          refresh_token: \${ kept.refresh_token ?? auth.first_token }`;

/** A person logs in. */
const byPerson = `        form:
          client_id: \${ auth.client_id }
          grant_type: '\${ authorized ? "authorization_code" : "refresh_token" }'
          code: \${ authorized.code }
          code_verifier: \${ authorized.code_verifier }
          redirect_uri: \${ authorized.redirect_uri }
          refresh_token: \${ kept.refresh_token }`;

const PERSON = `    authorize:
      url: https://login.acme.example/authorize
      query: { client_id: "\${ auth.client_id }", scope: people }
`;

/** @param more keys of the session */
const session = (isOfPerson: boolean, more: string) => `sessions:
  oauth:
    steps:
      - post: https://login.acme.example/token
${isOfPerson ? byPerson : byToken}
        as: token
    keep: { refresh_token: token.refresh_token }
    expires: token.expires_in
    headers: { Authorization: "Bearer \${ session.token.access_token }" }
    renew_if: status = 401
${isOfPerson ? PERSON : ""}${more}`;

/**
 * A project whose pipeline reads people and writes them back.
 *
 * @param isOfPerson a person has to log in
 * @param more keys of the session
 */
export function oauthProject(isOfPerson = false, more = ""): Record<string, string> {
  const secret =
    "    first_token: { type: string, writeOnly: true, description: A refresh token to begin with }\n";
  const auth = `client_id: runner${isOfPerson ? "" : `, first_token: "\${ env.FIRST }"`}`;
  const pipeline = (id: string) => `workflow_id: ${id}
action: acme.copy_people
connector_auth: { ${auth} }
acme_auth: { ${auth} }
`;
  return {
    "pipeline.yaml": pipeline("people"),
    "other.yaml": pipeline("others"),
    "connectors/acme/connector.yaml": `name: acme
title: Acme
type: ATS
url: https://acme.example/
auth:
  required: [client_id]
  properties:
    client_id: { type: string, description: The client }
${isOfPerson ? "" : secret}http:
  base_url: https://api.acme.example
  hosts: [login.acme.example]
${session(isOfPerson, more)}entities:
  profile:
    key: $string(id)
    pull:
      session: oauth
      list: { get: /people, records: body.people }
    push:
      create:
        session: oauth
        idempotent: true
        each:
          - post: /people
            json: \${ item }
actions:
  copy_people:
    title: Copy people
    with: acme
    entity: profile
    mode: create
    direction: inbound
    format: '{ "id": id, "name": name }'
`,
  };
}
