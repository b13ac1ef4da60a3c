/** What the description beside a manifest tells of its requests: paths, names of parameters and members. Expressions are left alone. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Collection, Route, Sandbox } from "../../../schemas/sandbox.types.js";
import { type Described, type DescribedRoute, segmentsOf } from "../../compile/described.js";
import { plainData, readYaml } from "../../load/source.js";
import { anything, list, object, type Type, union } from "../../typing/type.js";
import { checkSchema } from "../../validate/schema.js";
import { validators } from "../../validate/validators.js";
import { recordType, someOf, writtenType } from "./record-types.js";
import { bodyMembers, queryNames } from "./request-types.js";
import { actions } from "./route.js";

/** What stands beside the manifest at `path`; undefined where nothing does, or where it is broken, which is told of itself. */
export async function describedBeside(path: string, cwd: string): Promise<Described | undefined> {
  const beside = join(dirname(path), "sandbox.yaml");
  if (!existsSync(beside)) return undefined;
  const source = await readYaml(beside, cwd, []);
  if (!source.document || source.document.errors.length > 0) return undefined;
  const data = plainData(source) as Sandbox;
  const broken: never[] = [];
  checkSchema(validators.sandbox, { source, path: [], value: data }, broken);
  if (broken.length > 0) return undefined;
  return {
    file: source.file,
    routes: [
      ...Object.entries(data.routes).map(([name, route]) => told(name, route, data)),
      ...tokenRoutes(data),
    ],
  };
}

function told(name: string, route: Route, data: Sandbox): DescribedRoute {
  const [method = "", template = ""] = name.split(" ");
  return {
    name,
    method,
    segments: segmentsOf(template.replace(/\{\w+\}/g, "\u0000")),
    query: queryNames(route, data),
    body: bodyMembers(route),
    requires: route.body?.required ?? [],
    answer: sketch(answerOf(route, data)),
    refusal: sketch(writtenType(route.errors?.body ?? data.errors?.body ?? { error: "" })),
  };
}

/** The token endpoints, whose answers OAuth 2 prescribes. */
function tokenRoutes({ auth, routes }: Sandbox): DescribedRoute[] {
  const ways = [...(auth ?? []), ...Object.values(routes).flatMap((route) => route.auth ?? [])];
  return ways.flatMap(({ oauth }) => {
    if (!oauth) return [];
    const names = ["access_token", "token_type", "expires_in", ...(oauth.refresh ? ["refresh_token"] : [])];
    const told = (...all: readonly string[]) => object(someOf(all), "the answer with a token");
    return [
      {
        name: `POST ${oauth.token}`,
        method: "POST",
        segments: segmentsOf(oauth.token),
        query: [],
        body: undefined,
        requires: [],
        answer: told(...names),
        refusal: told("error"),
      },
    ];
  });
}

function answerOf(route: Route, data: Sandbox): Type {
  if (route.code !== undefined || route.file !== undefined) return anything;
  const does = actions.find((one) => route[one] !== undefined);
  if (!does) return route.answer === undefined ? anything : writtenType(route.answer);
  const name = String(route[does]);
  const record = recordType(name, data);
  const shown = shownType(route.show ?? data.collections?.[name]?.show, record);
  if (route.answer !== undefined) return holding(route.answer, { record, shown, records: list(shown) });
  return does === "list" ? list(shown) : shown;
}

function shownType(show: Collection["show"], record: Type): Type {
  return show === undefined ? record : holding(show, { record });
}

/** The type of a value that is written out, where `${ records }` alone is what it names. */
function holding(value: unknown, names: Readonly<Record<string, Type>>): Type {
  if (typeof value === "string") return names[/^\s*\$\{\s*(\w+)\s*\}\s*$/.exec(value)?.[1] ?? ""] ?? anything;
  if (value === null || typeof value !== "object" || Array.isArray(value)) return anything;
  const members = Object.entries(value).map(([name, one]) => [name, holding(one, names)] as const);
  return object(Object.fromEntries(members));
}

/** The same type, whose objects may have members that are not described, but none that is nearly one of those that are. */
function sketch(type: Type): Type {
  if (type.kind === "union") return union(...type.of.map(sketch));
  if (type.kind === "list") return list(sketch(type.of));
  if (type.kind !== "object") return type;
  const members = Object.entries(type.members).map(([name, member]) => [name, sketch(member)] as const);
  return { ...type, members: Object.fromEntries(members), rest: anything, isSketch: true };
}
