/** `--endpoint` must name a host that a run can ask: a misspelt one would leave the requests to the real system. */
import { Fault } from "../faults/fault.js";
import { nearest } from "../validate/nearest.js";
import { addressOf } from "./callback-address.js";
import { isNamed } from "./hosts.js";
import type { Plan, RequestPlan } from "./plan.js";
import { flat } from "./plan-steps.js";
import type { Program, Resolved } from "./program.js";

/**
 * Checks the hosts of `--endpoint` against those that the pipeline asks. Links and redirects may lead to hosts that no file names, so
 * that an unknown host is wrong where it looks like one that has no endpoint, and where nothing but unknown hosts is given to a
 * pipeline that follows no links.
 *
 * @throws Fault USAGE
 * @example await assertEndpoints(new Map([["api.acme.exmaple", url]]), program, values); // … Did you mean `api.acme.example`?
 */
export async function assertEndpoints(
  endpoints: ReadonlyMap<string, URL>,
  { plan }: Program,
  { origin, target, env }: Resolved,
): Promise<void> {
  const callback = await addressOf(plan.callback, env);
  // What is no address is told when the run opens the system.
  const hosts = [origin, target].flatMap(({ place: { baseUrl } }) =>
    URL.canParse(baseUrl) ? [new URL(baseUrl).host] : [],
  );
  if (callback?.host !== undefined) hosts.push(callback.host);
  const named = [...plan.origin.http.hosts, ...plan.target.http.hosts];
  const unknown = [...endpoints.keys()].filter(
    (given) => !hosts.some((host) => isSameHost(given, host)) && !isNamed(given, named),
  );
  const open = hosts.filter((host) => ![...endpoints.keys()].some((given) => isSameHost(given, host)));
  const followsLinks =
    requestsOf(plan).some(isLink) || (callback !== undefined && callback.host === undefined);
  const isUseless = unknown.length === endpoints.size && !followsLinks;
  for (const given of unknown) {
    const near = looksLike(given, open);
    if (near === undefined && !isUseless) continue;
    const all = [...new Set([...hosts, ...named])].map((host) => `\`${host}\``).join(", ");
    const hint = near === undefined ? `It asks ${all}.` : `Did you mean \`${near}\`?`;
    throw new Fault("USAGE", `--endpoint ${given}: this run asks no such host`, { hint });
  }
}

/** An endpoint may be given for a host with its port, or for all its ports. */
function isSameHost(given: string, host: string): boolean {
  return given === host || given === host.replace(/:\d+$/, "");
}

function looksLike(given: string, hosts: readonly string[]): string | undefined {
  const above = hosts.find((host) => host.endsWith(`.${given}`) || given.endsWith(`.${host}`));
  return above ?? nearest(given, hosts);
}

/** All requests that a run of a plan may send. */
function requestsOf({ pull, push, report }: Plan): readonly RequestPlan[] {
  const sessions = [...pull.sessions, ...push.sessions, ...(report?.sessions ?? [])];
  const steps = [
    ...[...pull.once, ...pull.lookups, ...pull.each, ...push.once, ...push.each, ...push.after],
    ...sessions.flatMap(({ steps, renew = [], end = [] }) => [...steps, ...renew, ...end]),
    ...(report?.steps ?? []),
  ];
  const own = [...flat(steps)].flatMap(({ request }) => request ?? []);
  const lists = [pull.list.request, pull.one?.request, push.batch?.request];
  return [...lists.flatMap((request) => request ?? []), ...own];
}

/** Whether an address may be one of any host, as that of a file is that a record links to. */
function isLink({ address }: RequestPlan): boolean {
  const [first] = address.pieces ?? [];
  return typeof first !== "string" || !first.startsWith("/");
}
