/** A system whose lists a test describes, an own target that takes all, and a workflow from one to the other: what reading comes to. */
import { writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import type { TestContext } from "node:test";
import type { RunResult } from "../../runner/types.js";
import type { Envelope } from "./command.js";
import { commandInside } from "./inside.js";
import { workplace } from "./workplace.js";

/** What the origin answers: a body, or a body with its status. */
export type Answer = { readonly status?: number; readonly body: unknown };

export interface Reading {
  /** The `pull` of the manifest, as it would stand there. */
  readonly pull: object;
  /** Answers a request of the origin, by its path with the query. */
  readonly answer: (asked: string, request: IncomingMessage) => Answer;
  /** Of the action, in the place of what stands there. */
  readonly action?: object;
  /** Of the pipeline file, besides the rest. */
  readonly pipeline?: object;
  /** Of the operation at the target. */
  readonly push?: object;
  /** Status of the target's answer to an item; 200 where it is left out. */
  readonly takes?: (item: unknown) => number;
}

export interface Ran {
  readonly exit: number | null;
  readonly stderr: string;
  readonly result: RunResult;
  /** Paths that were asked of the origin, in their order. */
  readonly asked: readonly string[];
  /** The items that the target took in this run. */
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

const HOSTS = { acme: "api.acme.example", hub: "api.hub.example" } as const;

/** Runs the command on what was set up. */
export interface Command {
  (...args: string[]): Promise<Ran>;
  replay(): Promise<Ran>;
  event(body: unknown): Promise<Ran>;
}

/** Sets the two systems up; what is returned runs the command. */
export async function reading(t: TestContext, settings: Reading): Promise<Command> {
  const { pull, action, pipeline, push } = settings;
  let [asked, items]: [string[], Ran["items"][number][]] = [[], []];
  const origin = await serve(t, (request, response) => {
    const path = request.url ?? "";
    asked.push(decodeURIComponent(path));
    const { status = 200, body } = settings.answer(decodeURIComponent(path), request);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  const target = await serve(t, async (request, response) => {
    const item = (await json(request)) as Ran["items"][number];
    const status = settings.takes?.(item) ?? 200;
    if (status === 200) items.push(item);
    response.writeHead(status, { "content-type": "application/json" }).end("{}");
  });
  const shared = { type: "ATS", url: "https://acme.example/", auth: { properties: {} } };
  const acme = {
    ...{ name: "acme", title: "Acme", ...shared },
    http: { base_url: `https://${HOSTS.acme}` },
    entities: { person: { key: "id", pull } },
    actions: {
      move: {
        ...{ title: "M", entity: "person", mode: "create", direction: "inbound", with: "hub", format: "$" },
        ...action,
      },
    },
  };
  const hub = {
    ...{ name: "hub", title: "Hub", ...shared },
    http: { base_url: `https://${HOSTS.hub}` },
    entities: {
      person: {
        key: "id",
        push: {
          create: { idempotent: true, each: [{ post: "/items", json: "${ item }" }], ...push },
          archive: { idempotent: true, each: [{ post: "/archived", json: "${ item }" }] },
        },
      },
    },
  };
  const files = {
    "connectors/acme/connector.yaml": acme,
    "connectors/hub/connector.yaml": hub,
    "pipeline.yaml": {
      ...{ workflow_id: "w", action: "acme.move", connector_auth: {}, hub_auth: {} },
      ...pipeline,
    },
  };
  const texts = Object.entries(files).map(([name, value]) => [name, JSON.stringify(value, null, 1)]);
  const cwd = await workplace(t, Object.fromEntries(texts));
  const endpoints = [`${HOSTS.acme}=${origin}`, `${HOSTS.hub}=${target}`].flatMap((one) => [
    "--endpoint",
    one,
  ]);
  const ran = async (...args: string[]): Promise<Ran> => {
    [asked, items] = [[], []];
    const { exit, stdout, stderr } = await commandInside([...args, "--json", ...endpoints], { cwd });
    const { result, error } = JSON.parse(stdout) as Envelope;
    if (!result) throw new Error(`${error?.message}\n${stderr}`);
    return { exit, stderr, result, asked, items };
  };
  return Object.assign((...args: string[]) => ran("run", "pipeline.yaml", ...args), {
    replay: () => ran("rejects", "replay", "pipeline.yaml"),
    event: async (body: unknown) => {
      await writeFile(join(cwd, "event.json"), JSON.stringify(body));
      return ran("run", "pipeline.yaml", "--event", "event.json");
    },
  });
}

async function serve(
  t: TestContext,
  answer: (request: IncomingMessage, response: ServerResponse) => unknown,
): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
