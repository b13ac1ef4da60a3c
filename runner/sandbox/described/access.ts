/** What stands before every answer: who is let in, how many requests are, and what is refused; for a whole system and for a route. */
import type { Limit, Refusal, Route, Sandbox, Way } from "../../../schemas/sandbox.types.js";
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
}

export interface Access {
  /** Undefined: what the system says holds; an empty list: everybody is let in. */
  readonly ways: readonly WayPlan[] | undefined;
  readonly limits: readonly LimitPlan[];
  readonly refusals: readonly RefusalPlan[];
  /** How the system says no; only a whole system has it. */
  readonly errors: { readonly body: Render; readonly headers: Render };
}

type Names = Readonly<Record<string, Type>>;

/**
 * Compiles what a system or a route says of access; `path` is where it stands.
 *
 * @param asked what is known of a request: a system does not know what its routes take
 */
export function compileAccess(
  data: Pick<Sandbox, "auth" | "refuse" | "errors" | "limits"> | Pick<Route, "auth" | "refuse" | "limit">,
  path: Path,
  slots: Slots,
  scope: Names,
  asked: Names = known("path", "query", "headers", "body"),
): Access {
  const all = (key: string, ...more: (string | number)[]): Path => [...path, key, ...more];
  const limits = "limits" in data ? (data.limits ?? []) : "limit" in data && data.limit ? [data.limit] : [];
  const errors = "errors" in data ? data.errors : undefined;
  const no = object({ ...scope, ...known("status", "title", "message") });
  const seen = { ...scope, ...asked };
  return {
    ways:
      data.auth === null ? [] : data.auth?.map((way, at) => compileWay(way, all("auth", at), slots, scope)),
    limits: limits.map((limit, at) => {
      const place = "limits" in data ? all("limits", at, "headers") : all("limit", "headers");
      const names = object(known("limit", "remaining", "reset"));
      return { data: limit, headers: renders(slots.template(place, limit.headers ?? {}, names)) };
    }),
    refusals: (data.refuse ?? []).map((one, at) =>
      compileRefusal(one, all("refuse", at), slots, object(seen)),
    ),
    errors: {
      body: renders(slots.template(all("errors", "body"), errors?.body ?? { error: "${ message }" }, no)),
      headers: renders(slots.template(all("errors", "headers"), errors?.headers ?? {}, no)),
    },
  };
}

function compileRefusal(data: Refusal, path: Path, slots: Slots, input: Type): RefusalPlan {
  return {
    when: evaluates(slots.expression([...path, "if"], data.if, input)),
    status: data.status ?? 400,
    message: renders(slots.template([...path, "message"], data.message, input)),
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
