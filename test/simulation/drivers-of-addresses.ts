/** Plays in which what is pulled, or a pipeline, leads into the network of the operator. */

import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import type { TestContext } from "node:test";
import type { FaultSpec } from "./actions.js";
import { runCase } from "./case.js";
import type { Driver } from "./drivers.js";
import type { Case } from "./row.js";

/** The ways to lead a run to an address. */
const leads: Readonly<Record<string, (url: string) => Partial<Case>>> = {
  "next link": (to) => fault({ at: "origin page", nth: 1, do: "lead", to }),
  redirect: (to) =>
    fault({ at: "origin page", nth: 1, do: "answer", status: 302, headers: { location: to } }),
  "redirect of the target": (to) =>
    fault({
      at: "target look-up",
      nth: 1,
      times: "all",
      do: "answer",
      status: 302,
      headers: { location: to },
    }),
  file: (to) => ({
    action: "create_applicants",
    ...fault({ at: "origin page", nth: 1, times: "all", do: "files", to }),
  }),
  "redirect of a file": (to) => ({
    action: "create_applicants",
    ...fault({
      at: "origin file",
      nth: 1,
      times: "all",
      do: "answer",
      status: 302,
      headers: { location: to },
    }),
  }),
  callback: (to) => ({ pipeline: `callback: { post: "${to}", json: {} }` }),
};

function fault(one: FaultSpec): Partial<Case> {
  return { faults: [one] };
}

/**
 * The run is led to each of the `addresses` in turn, `by` one of the ways, at a port of this machine where somebody listens. With
 * `connects: true` the address is one that the operator has named, and then somebody has to come.
 */
export const addressed: Driver = async (t, one, seed) => {
  const { addresses, by, scheme = "https" } = one as Case & Record<"addresses" | "by" | "scheme", unknown>;
  const lead = leads[String(by)];
  if (!lead) throw new Error(`there is no way called ${by}`);
  const listener = await listen(t);
  const broken: string[] = [];
  for (const address of addresses as readonly string[]) {
    const before = listener.count();
    const url = `${scheme}://${address}:${listener.port}/`;
    const found = await runCase(
      t,
      { inside: true, ...one, ...lead(url), expect: { once: true, ...one.expect } },
      seed,
    );
    const came = listener.count() - before;
    if (came > 0 !== (one.connects === true)) found.push(`${came} connections were made`);
    broken.push(...found.map((what) => `${url} ${what}`));
    // Where one is connected to, the others would be waited for.
    if (broken.length > 0) break;
  }
  return broken;
};

/** A port that answers everything with an empty list, and counts who comes. */
async function listen(t: TestContext): Promise<{ readonly port: number; count(): number }> {
  let count = 0;
  const body = '{"people":[],"next":null}';
  const server = createServer((socket) => {
    count += 1;
    socket.on("error", () => {});
    socket.once("data", () =>
      socket.end(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return { port: (server.address() as AddressInfo).port, count: () => count };
}
