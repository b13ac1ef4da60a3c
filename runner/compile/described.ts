/**
 * What the simulated system beside a manifest tells of the requests that it knows. Who describes a system may leave out what is not needed,
 * so that a name counts as wrong only where it is nearly the one of another.
 */
import type { Type } from "../typing/type.js";
import { anything, list, nil, nothing, type ObjectType, partsOf, text, union } from "../typing/type.js";
import { methodOf } from "./method.js";
import { cut } from "./text.js";

/** The segments of a path; undefined for one that is no fixed text. */
export type Segments = readonly (string | undefined)[];

/** One route of a described system. */
export interface DescribedRoute {
  /** As it is written there, e.g. `GET /people/{id}`. */
  readonly name: string;
  readonly method: string;
  readonly segments: Segments;
  /** The parameters of the query that it knows. */
  readonly query: readonly string[];
  /** The members of the body that it knows; undefined where it takes any. */
  readonly body: Readonly<Record<string, Type>> | undefined;
  /** The members of the body that it requires. */
  readonly requires: readonly string[];
  /** The body of a good answer. */
  readonly answer: Type;
  /** The body of an answer that refuses. */
  readonly refusal: Type;
}

/** A described system. */
export interface Described {
  /** The file, as it is shown. */
  readonly file: string;
  readonly routes: readonly DescribedRoute[];
}

/** The path of a request. */
export interface Asked {
  readonly segments: Segments;
  /** True where the path may begin with more, which only a run knows. */
  readonly isEnd: boolean;
}

/** Stands for what an expression gives. */
const VALUE = "\u0000";

/** The path that a request asks, behind the `base_url`; undefined where only a run knows it. */
export function askedBy(address: unknown, baseUrl: string): Asked | undefined {
  if (typeof address !== "string") return undefined;
  const text = flat(address);
  if (text.startsWith(VALUE) || text === "") return undefined;
  if (/^https?:\/\//i.test(text)) return { segments: segmentsOf(withoutHost(text)), isEnd: false };
  const base = flat(baseUrl);
  const isEnd = base.startsWith(VALUE);
  return { segments: segmentsOf(`${isEnd ? "" : withoutHost(base)}/${text}`), isEnd };
}

/** The segments of a path, without its query. */
export function segmentsOf(path: string): Segments {
  const segments = path.replace(/[?#].*$/s, "").split("/");
  return segments.filter((one) => one !== "").map((one) => (one.includes(VALUE) ? undefined : one));
}

function flat(text: string): string {
  return cut(text)
    .parts.map((part) => ("literal" in part ? part.literal : VALUE))
    .join("");
}

const withoutHost = (url: string): string => url.replace(/^https?:\/\/[^/]*/i, "");

/** The routes that are meant by a path, whatever the method: of those that fit, those whose fixed texts fit best. */
export function routesAt({ routes }: Described, asked: Asked): readonly DescribedRoute[] {
  const fitting = routes.flatMap((route) => {
    const score = scoreOf(route.segments, asked);
    return score === undefined ? [] : [{ route, score }];
  });
  const best = Math.max(...fitting.map(({ score }) => score));
  return fitting.filter(({ score }) => score === best).map(({ route }) => route);
}

function scoreOf(route: Segments, { segments, isEnd }: Asked): number | undefined {
  const more = route.length - segments.length;
  if (isEnd ? more < 0 || segments.length === 0 : more !== 0) return undefined;
  let score = 0;
  for (const [at, own] of segments.entries()) {
    const other = route[at + more];
    // A fixed text where any value can stand is perhaps a path of its own that is not described.
    if (own !== undefined && own !== other) return undefined;
    if (own === other) score += 1;
  }
  return score;
}

/** The body of the answers to a request; anything where nothing is told. @param isRefused whether refusals are among them */
export function answerTo(described: Described, request: object, baseUrl: string, isRefused: boolean): Type {
  const method = methodOf(request) ?? "get";
  const asked = askedBy((request as Readonly<Record<string, unknown>>)[method], baseUrl);
  const routes = asked ? routesAt(described, asked) : [];
  const types = routes
    .filter((one) => one.method === method.toUpperCase())
    .flatMap(({ answer, refusal }) => (isRefused ? [answer, knownLittle(refusal)] : [answer]));
  return types.length === 0 ? anything : either(...types);
}

/** A refusal of which nothing is told may have any members, but hides none of those of a good answer that is misspelt. */
function knownLittle(refusal: Type): Type {
  if (refusal.kind !== "anything") return refusal;
  const some: ObjectType = { kind: "object", members: {}, rest: anything, isSketch: true };
  return union(some, list(some), text, nil, nothing);
}

/** A value of any of these types, where objects of which not all is described are one that may have the members of each. */
function either(...types: readonly Type[]): Type {
  const parts = types.flatMap((type) => partsOf(type));
  const sketches = parts.filter(
    (part): part is ObjectType => part.kind === "object" && part.isSketch === true,
  );
  const [first] = sketches;
  if (first === undefined || sketches.length < 2) return union(...types);
  const members: Record<string, Type> = {};
  for (const sketch of sketches)
    for (const [name, type] of Object.entries(sketch.members))
      members[name] = members[name] ? either(members[name], type) : type;
  return union({ ...first, members }, ...parts.filter((part) => !sketches.some((one) => one === part)));
}
