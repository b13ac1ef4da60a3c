/** Plays in which the way to a system is not what it should be. */
import { writeFile } from "node:fs/promises";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { runCase } from "./case.js";
import { expiredCertificate } from "./certificate.js";
import type { Driver } from "./drivers.js";
import { originHost } from "./origin.js";
import { openProxy } from "./proxy.js";
import type { World } from "./world.js";

/** Requests for the origin go somewhere else; without a URL, nowhere but to where its name leads. */
function reroute(world: World, url: string | undefined): void {
  const others = world.endpoints.filter((one) => !one.startsWith(`${originHost}=`) && one !== "--endpoint");
  const own = url === undefined ? [] : [`${originHost}=${url}`];
  world.endpoints = [...others, ...own].flatMap((one) => ["--endpoint", one]);
}

/** A proxy stands between the run and the systems, and swallows a connection in the middle of the run. */
export const swallowed: Driver = (t, one, seed) =>
  runCase(t, { ...one, faults: [{ at: "origin page", nth: { from: 1, to: 3 }, do: "swallow" }] }, seed, {
    before: async (world) => {
      world.proxy = await openProxy(t, Number(new URL(world.url).port));
      const { port } = world.proxy;
      world.endpoints = world.endpoints.map((text) => text.replace(world.url, `http://127.0.0.1:${port}`));
    },
  });

/** The origin is at another `url`. */
export const elsewhere: Driver = (t, one, seed) => {
  const options = ["--retries", "0", ...(one.options ?? [])];
  const isName = String(one.url).startsWith("https:");
  return runCase(t, { ...one, options, expect: { once: true, ...one.expect } }, seed, {
    before: (world) => reroute(world, isName ? undefined : String(one.url)),
  });
};

/** The certificate of the origin has expired. */
export const expired: Driver = async (t, one, seed) => {
  const { key, cert } = expiredCertificate();
  const server = createServer({ key, cert }, (_, response) => response.end("{}"));
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = { NODE_EXTRA_CA_CERTS: "authority.pem" };
  const options = ["--retries", "0"];
  return runCase(t, { ...one, env, options, expect: { once: true, ...one.expect } }, seed, {
    before: async (world) => {
      reroute(world, url);
      await writeFile(join(world.cwd, "authority.pem"), cert);
    },
  });
};
