/** A described system at its hosts: finds the route of a request, lets it in or not, and answers it. */
import { Fault } from "../../faults/fault.js";
import { type Answer, answered, type Call, type Refusal, type Route, type System } from "../exchange.js";
import type { RefusalPlan } from "./access.js";
import { act } from "./act.js";
import { bodyOf, checkBody } from "./body.js";
import type { Description } from "./description.js";
import { openDoors, openMeter } from "./guard.js";
import { createLinks } from "./links.js";
import { refuses, sayNo } from "./refusals.js";
import { holds, textOf } from "./render.js";
import { requestOf } from "./request.js";
import type { RoutePlan } from "./route.js";
import type { Scope } from "./scope.js";
import { unknownIn } from "./strict.js";
import { type Circumstances, openWorld, type World } from "./world.js";

/** The system at each of its hosts; the first one is closed for all of them. */
export interface Opened {
  readonly world: World;
  readonly systems: readonly System[];
}

/** @throws Fault INVALID when a route is left to code that there is not */
export function openDescribed(description: Description, circumstances: Circumstances): Opened {
  for (const { name, data } of description.routes) {
    if (data.code === undefined || circumstances.code?.routes[data.code]) continue;
    throw new Fault(
      "INVALID",
      `${description.file}: ${name}: there is no code \`${data.code}\` for this system`,
      {
        hint: "Only systems of this package have code: describe what the route does.",
      },
    );
  }
  const world = openWorld(description, circumstances);
  const { data, routes } = description;
  const no = sayNo(description, world.scope());
  const refuse = refuses(no);
  const hosts = description.hosts.map((host) => textOf(host(world.scope())));
  const [main = ""] = hosts;
  const hostOf = (route: RoutePlan) => (route.host ? textOf(route.host(world.scope())) : undefined);
  const others = routes.map(hostOf).filter((host) => host !== undefined);
  const links = createLinks(main, world.seed, world.dice);
  const front = openDoors(description.ways ?? [], world.scope(), world);
  const endpoints = new Map(front.endpoints);
  const meter = openMeter(description.limits, world.rateLimit);
  const own = new Map(
    routes.map((route) => {
      const back = route.access.ways && openDoors(route.access.ways, world.scope(), world);
      for (const [path, tokens] of back?.endpoints ?? []) endpoints.set(path, tokens);
      return [
        route,
        { doors: back?.doors ?? front.doors, meter: openMeter(route.access.limits, world.rateLimit) },
      ];
    }),
  );

  const unknownPath = (host: string, call: Call): Refusal => {
    const has = routes.filter((one) => (hostOf(one) ?? host) === host).map(({ name }) => name);
    const what = `${call.method} ${call.path}`;
    world.onUnknown(host, what);
    return refuse(404, `The sandbox does not know ${what} of ${data.title}. It has: ${has.join(", ")}`);
  };
  const check = (refusals: readonly RefusalPlan[], scope: Scope): void => {
    for (const { when, status, message } of refusals)
      if (holds(when(scope))) throw refuse(status, textOf(message(scope)));
  };

  const guarded = (host: string, route: RoutePlan | undefined, call: Call, path: string): Answer => {
    const quota = meter.take(call.now);
    const mine = route && own.get(route);
    const body = bodyOf(call);
    let limits = quota.headers;
    const made = answered(() => {
      const shut = (mine?.doors ?? front.doors)(call, body, route?.data.scope);
      if (shut !== undefined) throw refuse(shut);
      if (quota.refused) throw refuse(429, quota.refused.message);
      const scope = { ...world.scope(), ...requestOf(call, path, route, body) };
      check(description.refusals, scope);
      if (!route || !mine) throw unknownPath(host, call);
      const strange = unknownIn(description, route, call.search, body);
      if (strange) {
        world.onUnknown(host, `the ${strange.kind} ${strange.name} of ${route.name}`);
        throw refuse(400, `The sandbox does not know the ${strange.kind} "${strange.name}" of ${route.name}`);
      }
      const share = mine.meter.take(call.now);
      limits = { ...limits, ...share.headers };
      if (share.refused) throw refuse(429, share.refused.message);
      checkBody(route.data, call, body, (status, message) =>
        refuse(status ?? data.errors?.invalid ?? 400, message),
      );
      check(route.access.refusals, scope);
      const wrong = route.data.signed ? links.wrong(call.path, call.search, call.now) : undefined;
      if (wrong !== undefined) throw refuse(403, wrong);
      const inCode = route.data.code === undefined ? undefined : world.code?.routes[route.data.code];
      if (inCode) return inCode(call);
      const address = `https://${host}${call.path}`;
      return act({ route, world, links, refuse, scope, search: call.search, address, now: call.now });
    });
    return { ...made, headers: { ...made.headers, ...limits } };
  };

  // A path that is written out goes before one with variable parts.
  const inOrder = [...routes].sort((a, b) => a.parts.length - b.parts.length);
  const systemAt = (host: string, at: number): System => ({
    host,
    route(method, asked): Route {
      const path = data.repeated_slashes ? asked.replace(/\/{2,}/g, "/") : asked;
      const tokens = method === "POST" ? endpoints.get(path) : undefined;
      if (tokens) return { template: path, answer: (call) => tokens.issue(call) };
      const isHere = (one: RoutePlan) => {
        const its = hostOf(one);
        return its === undefined ? hosts.includes(host) : its === host;
      };
      const route = inOrder.find((one) => one.method === method && one.pattern.test(path) && isHere(one));
      const template = route?.template ?? "(unknown)";
      return { template, answer: (call) => guarded(host, route, call, path) };
    },
    refuse(status, { now }) {
      const answer = no(status);
      const quota = status === 429 ? meter.usedUp : meter.take(now).headers;
      return { ...answer, headers: { ...answer.headers, ...quota } };
    },
    state: () => ({ ...world.code?.state(), ...world.holdings.counts }),
    collections: {
      ...world.code?.collections,
      ...Object.fromEntries(
        description.collections.map(({ name }) => [
          name,
          function* () {
            for (const record of world.holdings.all(name)) yield JSON.stringify(record);
          },
        ]),
      ),
    },
    close: () => {
      if (at > 0) return;
      world.holdings.close();
      world.code?.close();
    },
  });
  return { world, systems: [...new Set([...hosts, ...others])].map(systemAt) };
}
