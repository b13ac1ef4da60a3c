/** A described system at its hosts: finds the route of a request, lets it in or not, and answers it. */
import { Fault } from "../../faults/fault.js";
import { type Answer, answered, type Call, type Refusal, type Route, type System } from "../exchange.js";
import type { RefusalPlan } from "./access.js";
import { act, find, lookUp, showBy } from "./act.js";
import { bodyOf, checkBody } from "./body.js";
import type { Description } from "./description.js";
import { openDoors, openMeter } from "./guard.js";
import { createLinks } from "./links.js";
import { headersOf, type Refuse, refuses, sayNo } from "./refusals.js";
import { holds, textOf } from "./render.js";
import { requestOf } from "./request.js";
import type { RoutePlan } from "./route.js";
import type { Scope } from "./scope.js";
import { createSelections } from "./selections.js";
import { unknownIn } from "./strict.js";
import { createTouch } from "./touch.js";
import { type Behind, type Circumstances, openWorld, type World } from "./world.js";

/** The system at each of its hosts; the first one is closed for all of them. */
export interface Opened {
  readonly world: World;
  readonly systems: readonly System[];
}

/** @throws Fault INVALID when something is left to code that there is not */
export function openDescribed(description: Description, circumstances: Circumstances): Opened {
  checkCode(description, circumstances);
  const world = openWorld(description, circumstances);
  const { data, routes } = description;
  const selections = createSelections(() => world.holdings.version);
  const hosts = description.hosts.map((host) => textOf(host(world.scope())));
  const [main = ""] = hosts;
  const hostOf = (route: RoutePlan) => (route.host ? textOf(route.host(world.scope())) : undefined);
  const others = routes.map(hostOf).filter((host) => host !== undefined);
  const links = createLinks(main, world.seed, world.dice);
  const front = openDoors(description.ways ?? [], world.scope(), world);
  const endpoints = new Map(front.endpoints);
  const meter = openMeter(description.limits, world.rateLimit);
  const shown = new Map(description.collections.map((one) => [one.name, one] as const));
  const behind: Behind = {
    world,
    show(name, record) {
      const collection = shown.get(name);
      if (!collection) throw new TypeError(`no collection ${name}`);
      return showBy(collection.show, { scope: world.scope(), links, now: Date.now() }, collection, record);
    },
  };
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

  /** A server of another kind says no in a form of its own. */
  const noAt = (route: RoutePlan | undefined, scope: Scope) => {
    const isOther = route?.data.errors !== undefined;
    return sayNo(
      isOther ? route.access.errors : description.errors,
      isOther ? undefined : data.media_type,
      scope,
    );
  };
  const unknownPath = (host: string, call: Call, refuse: Refuse): Refusal => {
    const has = routes.filter((one) => (hostOf(one) ?? host) === host).map(({ name }) => name);
    const what = `${call.method} ${call.path}`;
    world.onUnknown(host, what);
    const message = `The sandbox does not know ${what} of ${data.title}. It has: ${has.join(", ")}`;
    return refuse(404, { reason: "route", name: what, message });
  };
  const check = (refusals: readonly RefusalPlan[], scope: Scope, refuse: Refuse): void => {
    for (const { when, status, message, details } of refusals)
      if (holds(when(scope)))
        throw refuse(status, { message: textOf(message(scope)), details: details(scope) });
  };

  const guarded = (host: string, route: RoutePlan | undefined, call: Call, path: string): Answer => {
    const isOther = route?.data.errors !== undefined;
    const quota = isOther ? unlimited : meter.take(call.now);
    const mine = route && own.get(route);
    const body = bodyOf(call);
    const asked = { ...world.scope(), ...requestOf(call, path, route, body) };
    const refuse = refuses(noAt(route, asked));
    const headers = isOther ? {} : headersOf(description.headers(asked));
    let limits = quota.headers;
    const made = answered(() => {
      const shut = (mine?.doors ?? front.doors)(call, body, route?.data.scope);
      if (shut !== undefined) throw refuse(shut);
      if (quota.refused) throw refuse(429, { message: quota.refused.message });
      if (!isOther) check(description.refusals, asked, refuse);
      if (!route || !mine) throw unknownPath(host, call, refuse);
      const strange = unknownIn(route, call.search, body);
      if (strange) {
        const { kind, ...named } = strange;
        world.onUnknown(host, `the ${kind} ${strange.name} of ${route.name}`);
        const message = `The sandbox does not know the ${kind} "${strange.name}" of ${route.name}`;
        throw refuse(400, { ...named, message });
      }
      const share = mine.meter.take(call.now);
      limits = { ...limits, ...share.headers };
      if (share.refused) throw refuse(429, { message: share.refused.message });
      checkBody(route.data, call, body, refuse);
      const scope: Record<string, unknown> = { ...asked };
      for (const [name, render] of route.lets) scope[name] = render(scope);
      for (const [name, one] of route.finds) scope[name] = lookUp(world, one, scope)[0];
      const record = find({ route, world, scope });
      check(route.access.refusals, { ...scope, record }, refuse);
      const wrong = route.data.signed ? links.wrong(call.path, call.search, call.now) : undefined;
      if (wrong) throw refuse(403, { ...wrong, now: call.now });
      const inCode = route.data.code === undefined ? undefined : world.code?.routes?.[route.data.code];
      if (inCode) return inCode(call, { ...behind, scope });
      const address = `https://${host}${call.path}`;
      const { search, now } = call;
      return act({ route, world, links, selections, refuse, scope, record, search, address, now });
    });
    return { ...made, headers: { ...headers, ...made.headers, ...limits } };
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
    refuse(status, call) {
      const other = inOrder.find((route) => route.data.errors && hostOf(route) === host);
      const asked = { ...world.scope(), ...requestOf(call, call.path, undefined, undefined) };
      const answer = noAt(other, asked)(status);
      if (other) return answer;
      const quota = status === 429 ? meter.usedUp : meter.take(call.now).headers;
      const headers = headersOf(description.headers(asked));
      return { ...answer, headers: { ...headers, ...answer.headers, ...quota } };
    },
    state: () => ({ ...world.holdings.counts, ...world.code?.state?.(behind) }),
    collections: {
      ...Object.fromEntries(
        description.collections.map(({ name }) => [
          name,
          function* () {
            for (const [, record] of world.holdings.of(name).entries()) yield JSON.stringify(record);
          },
        ]),
      ),
      ...Object.fromEntries(
        Object.entries(world.code?.collections ?? {}).map(([name, items]) => [
          name,
          (query: URLSearchParams) => items(query, behind),
        ]),
      ),
    },
    touch: createTouch(world),
    close: () => {
      if (at > 0) return;
      world.holdings.close();
      world.code?.close?.();
    },
  });
  return { world, systems: [...new Set([...hosts, ...others])].map(systemAt) };
}

const unlimited = { refused: undefined, headers: {} };

function checkCode({ file, routes, collections }: Description, { code }: Circumstances): void {
  const wanted = [
    ...routes.map(({ name, data }) => ({ name, code: data.code, has: code?.routes })),
    ...collections.map(({ name, data }) => ({ name, code: data.code, has: code?.invented })),
  ];
  const missing = wanted.find((one) => one.code !== undefined && !one.has?.[one.code]);
  if (!missing) return;
  throw new Fault(
    "INVALID",
    `${file}: ${missing.name}: there is no code \`${missing.code}\` for this system`,
    {
      hint: "Only systems of this package have code: describe what is meant.",
    },
  );
}
