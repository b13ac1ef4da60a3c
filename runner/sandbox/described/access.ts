/** What stands before every answer: who is let in, how many requests are, and what is refused; for a whole system and for a route. */
import type { Errors, Limit, Refusal, Route, Sandbox, Way } from "../../../schemas/sandbox.types.js";
import type { Slots } from "../../compile/slots.js";
import type { Path } from "../../load/source.js";
import { object, type Type } from "../../typing/type.js";
import { evaluates, type Render, renders } from "./render.js";
import { known } from "./scope.js";

/** A way in, with what it accepts. */
export interface WayPlan {
  readonly way: Way;
  /** Texts by the key that says them, e.g. `value`, `user`, `client_secret`. */
  readonly accepts: Readonly<Record<string, Render>>;
}

export interface LimitPlan {
  readonly data: Limit;
  readonly headers: Render;
}

export interface RefusalPlan {
  readonly when: Render;
  readonly status: number;
  readonly message: Render;
  readonly details: Render;
}

/** How a system says no, or a server of another kind at one of its routes. */
export interface ErrorsPlan {
  readonly data: Errors | undefined;
  readonly body: Render;
  readonly headers: Render;
  /** What is said for one reason; a message or details are undefined where nothing is said of them. */
  readonly reasons: ReadonlyMap<string, { readonly message: Render | undefined; readonly details: Render }>;
}

export interface Access {
  /** Undefined: what the system says holds; an empty list: everybody is let in. */
  readonly ways: readonly WayPlan[] | undefined;
  readonly limits: readonly LimitPlan[];
  readonly refusals: readonly RefusalPlan[];
  readonly errors: ErrorsPlan;
}

type Names = Readonly<Record<string, Type>>;

/** Compiles what a system or a route says of access; `path` is where it stands. */
export function compileAccess(
  data:
    | Pick<Sandbox, "auth" | "refuse" | "errors" | "limits">
    | Pick<Route, "auth" | "refuse" | "errors" | "limit">,
  path: Path,
  slots: Slots,
  scope: Names,
  asked: Names,
): Access {
  const all = (key: string, ...more: (string | number)[]): Path => [...path, key, ...more];
  const limits = "limits" in data ? (data.limits ?? []) : "limit" in data && data.limit ? [data.limit] : [];
  return {
    ways:
      data.auth === null ? [] : data.auth?.map((way, at) => compileWay(way, all("auth", at), slots, scope)),
    limits: limits.map((limit, at) => {
      const place = "limits" in data ? all("limits", at, "headers") : all("limit", "headers");
      const names = object(known("limit", "remaining", "reset"));
      return { data: limit, headers: renders(slots.template(place, limit.headers ?? {}, names)) };
    }),
    refusals: (data.refuse ?? []).map((one, at) =>
      compileRefusal(one, all("refuse", at), slots, object(asked)),
    ),
    errors: compileErrors(data.errors, all("errors"), slots, asked),
  };
}

function compileErrors(data: Errors | undefined, path: Path, slots: Slots, asked: Names): ErrorsPlan {
  const no = object({ ...asked, ...known("status", "title", "message", "details") });
  const why = object({ ...asked, ...known("name", "value", "usual", "expires", "now") });
  const reasons = Object.entries(data?.reasons ?? {}).map(([name, { message, details }]) => {
    const at = (key: string): Path => [...path, "reasons", name, key];
    const said = message === undefined ? undefined : renders(slots.template(at("message"), message, why));
    return [name, { message: said, details: renders(slots.template(at("details"), details, why)) }] as const;
  });
  return {
    data,
    body: renders(slots.template([...path, "body"], data?.body ?? { error: "${ message }" }, no)),
    headers: renders(slots.template([...path, "headers"], data?.headers ?? {}, no)),
    reasons: new Map(reasons),
  };
}

function compileRefusal(data: Refusal, path: Path, slots: Slots, input: Type): RefusalPlan {
  return {
    when: evaluates(slots.expression([...path, "if"], data.if, input)),
    status: data.status ?? 400,
    message: renders(slots.template([...path, "message"], data.message, input)),
    details: renders(slots.template([...path, "details"], data.details, input)),
  };
}

function compileWay(way: Way, path: Path, slots: Slots, scope: Names): WayPlan {
  const texts: [Path, string][] = [];
  if (way.value !== undefined) texts.push([["value"], way.value]);
  if (way.basic) texts.push([["basic", "user"], way.basic.user], [["basic", "password"], way.basic.password]);
  if (way.oauth)
    texts.push(
      [["oauth", "client_id"], way.oauth.client_id],
      [["oauth", "client_secret"], way.oauth.client_secret],
    );
  const input = object(scope);
  const accepts = texts.map(([key, text]) => {
    const render = renders(slots.template([...path, ...key], text, input));
    return [String(key.at(-1)), render] as const;
  });
  return { way, accepts: Object.fromEntries(accepts) };
}
