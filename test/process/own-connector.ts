/** A system of the user's own, as small as one can be, and the connector that describes it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";

export const ownManifest = `name: mine
title: Mine
type: ATS
url: https://mine.example.org/
auth:
  required: [token]
  properties:
    token: { type: string, writeOnly: true, description: The token of Mine }
http:
  base_url: https://api.mine.example.org
  headers: { Authorization: "Bearer \${ auth.token }" }
entities:
  profile:
    key: number
    pull:
      list: { get: /people, records: body.people }
actions:
  create_profiles_in_hrflow:
    title: People become profiles
    entity: profile
    mode: create
    direction: inbound
    format: '{ "reference": "mine-" & number, "info": { "full_name": name, "first_name": name } }'
`;

export interface OwnSystem {
  /** Where it is, e.g. `http://127.0.0.1:4411`. */
  readonly url: string;
  /** What was asked of it: method, path and Authorization. */
  readonly requests: readonly string[];
}

/** Serves the people of Mine, and nobody under any other path that ends in `/candidates`. */
export async function serveOwn(t: TestContext): Promise<OwnSystem> {
  const requests: string[] = [];
  const server = createServer(({ method, url = "", headers }, response) => {
    requests.push(`${method} ${url.replace(/\?.*/, "")} ${headers.authorization}`);
    const people = [
      { number: 1, name: "Ada" },
      { number: 2, name: "Grace" },
    ];
    const body = url.startsWith("/people")
      ? { people }
      : { data: [], meta: { "record-count": 0 }, links: {} };
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}
