/** Requests that contradict the simulated system beside the manifest: a path, a method or a name that is nearly one that it knows. */
import type { Connector as Manifest } from "../../../schemas/connector.types.js";
import type { Path } from "../../load/source.js";
import { partsOf, type Type } from "../../typing/type.js";
import { slipOf } from "../../validate/nearest.js";
import { type Asked, askedBy, type Described, type DescribedRoute, routesAt } from "../described.js";
import { requestsOf } from "./placed-requests.js";
import { type Findings, tellKey, tellValue } from "./tell.js";

/** Finds them. A route that another request asks is no reason to doubt this one. */
export function checkDescribed(to: Findings, manifest: Manifest, described: Described): void {
  const all = requestsOf(manifest).flatMap((one) => {
    const asked = askedBy(one.request[one.method], manifest.http.base_url);
    return asked ? [{ ...one, asked, verb: one.method.toUpperCase() }] : [];
  });
  const known = all.map(({ asked, verb }) =>
    routesAt(described, asked).filter(({ method }) => method === verb),
  );
  const used = new Set(known.flat());
  const idle = described.routes.filter((route) => !used.has(route));
  for (const [index, { path, method, verb, request, asked, over }] of all.entries()) {
    const routes = known[index] ?? [];
    const at = [...path, method];
    if (routes.length === 0) {
      const other = routesAt({ ...described, routes: idle }, asked)[0];
      if (other) {
        const hint = `Write \`${other.method.toLowerCase()}:\`, or describe \`${verb}\` there.`;
        const said = `${described.file} describes \`${other.name}\`, and nothing asks that`;
        tellKey(to, at, "not-described", { said }, hint);
      } else {
        const near = nearRoute(idle, verb, asked) ?? nearRoute(described.routes, verb, asked, true);
        const said = `${described.file} describes no such path for ${verb}`;
        if (near) tellValue(to, at, "not-described", { said }, `Did you mean \`${near.name}\`?`);
      }
      continue;
    }
    const tellName = (place: Path, name: string, near: string, what: string) =>
      tellKey(
        to,
        place,
        "not-described",
        { said: `${described.file} describes no ${what} \`${name}\` of \`${routes[0]?.name}\`` },
        `Did you mean \`${near}\`?`,
      );
    const parameters = routes.flatMap(({ query }) => query);
    const given = [...namesIn(request.query), ...namesIn(over?.query)];
    for (const [place, query] of [
      [[...path, "query"], request.query] as const,
      ...(over ? [[over.path, over.query] as const] : []),
    ])
      for (const name of namesIn(query)) {
        const near = parameters.includes(name) ? undefined : slipOf(name, without(parameters, given));
        if (near !== undefined) tellName([...place, name], name, near, "parameter");
      }
    const [route, second] = routes;
    if (!route || second) continue;
    for (const key of ["json", "form", "multipart"])
      checkMembers([...path, key], request[key], route.body, (place, name, near) =>
        tellName(place, name, near, "member"),
      );
  }
}

/**
 * The route of the method whose path is the same but for one segment that is nearly the same.
 *
 * @param isOneOfMany whether one of many and all of them, `/job` and `/jobs`, are two paths
 */
function nearRoute(
  routes: readonly DescribedRoute[],
  verb: string,
  { segments, isEnd }: Asked,
  isOneOfMany = false,
): DescribedRoute | undefined {
  return routes.find((route) => {
    const more = route.segments.length - segments.length;
    if (route.method !== verb || (isEnd ? more < 0 : more !== 0)) return false;
    const others = segments.flatMap((own, at) => {
      const other = route.segments[at + more];
      return own === undefined || other === undefined || own === other ? [] : [{ own, other }];
    });
    const [only, second] = others;
    if (!only || second || (isOneOfMany && only.own.replace(/s$/, "") === only.other.replace(/s$/, "")))
      return false;
    return slipOf(only.own, [only.other]) !== undefined;
  });
}

function checkMembers(
  path: Path,
  value: unknown,
  known: Readonly<Record<string, Type>> | undefined,
  found: (path: Path, name: string, near: string) => void,
): void {
  if (!known) return;
  const given = namesIn(value);
  for (const name of given) {
    if (!Object.hasOwn(known, name)) {
      const near = slipOf(name, without(Object.keys(known), given));
      if (near !== undefined) found([...path, name], name, near);
      continue;
    }
    const inner = partsOf(known[name] as Type).find((part) => part.kind === "object");
    if (inner) checkMembers([...path, name], (value as Record<string, unknown>)[name], inner.members, found);
  }
}

/** The names that a mapping gives a value. */
function namesIn(value: unknown): string[] {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, one]) => (one === null ? [] : [name]));
}

const without = (all: readonly string[], some: readonly string[]) => all.filter((one) => !some.includes(one));
