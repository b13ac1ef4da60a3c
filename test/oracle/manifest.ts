/** The only file that knows the keys of manifests and pipelines: a world as the two connectors and the pipeline of a project. */
import type { PipelineSpec, WorldSpec } from "./spec.js";

export const originHost = "api.acme.example";
export const targetHost = "api.target.example";
export const workflow = "oracle";
export const credentials = {
  ORIGIN_TOKEN: "oracle-7f+Kq/origin-canary",
  TARGET_SECRET: "oracle-2b&Xw=target-canary",
};

/** The files of a project, by name. JSON is YAML. */
export function projectFiles(world: WorldSpec): Record<string, string> {
  const files: Record<string, unknown> = {
    "package.json": { name: "project", private: true },
    "connectors/acme/connector.yaml": origin(world),
    "connectors/hrflow/connector.yaml": target(world),
    "pipeline.yaml": pipeline(world, world.pipeline),
  };
  return Object.fromEntries(
    Object.entries(files).map(([name, value]) => [name, JSON.stringify(value, null, 1)]),
  );
}

/** The pipeline file. */
export function pipeline(world: WorldSpec, { kind, source, logics }: PipelineSpec): Record<string, unknown> {
  return {
    workflow_id: workflow,
    action: "acme.move_people",
    connector_auth: { token: "${ env.ORIGIN_TOKEN }" },
    hrflow_auth: { secret: "${ env.TARGET_SECRET }" },
    ...(kind ? { pull_parameters: { kind } } : {}),
    push_parameters: { source_key: source ?? "one" },
    ...(logics ? { logics: ["$not(drop)"] } : {}),
    incremental: world.incremental,
  };
}

/** The arguments of `--set` for the filters and the target of one run. */
export function settings({ kind, source }: Pick<PipelineSpec, "kind" | "source">): string[] {
  return [
    ...(kind ? ["--set", `pull_parameters.kind=${kind}`] : []),
    ...(source ? ["--set", `push_parameters.source_key=${source}`] : []),
  ];
}

const text = (description: string, more = {}) => ({ type: "string", description, ...more });

const paging = {
  next: { next: "body.next", may_shift: true },
  page: { first: 1, next: "body.more ? page + 1", may_shift: true },
  token: { next: "body.token" },
};

function origin(world: WorldSpec): unknown {
  const { promise } = world;
  const order = promise === "seek" ? "ascending" : promise;
  return {
    name: "acme",
    title: "Acme",
    type: "ATS",
    url: "https://acme.example/",
    auth: { required: ["token"], properties: { token: text("The token", { writeOnly: true }) } },
    http: {
      base_url: `https://${originHost}`,
      headers: { Authorization: "Bearer ${ auth.token }" },
      message: "body.error",
    },
    entities: {
      person: {
        key: world.key === "id" ? "$string(id)" : "ref",
        pull: {
          parameters: {
            properties: { kind: { type: ["string", "null"], default: null, description: "The kind" } },
          },
          list: {
            ...(world.parts ? { for: { part: "parameters.kind ? [parameters.kind] : ['a', 'b']" } } : {}),
            get: "/people",
            query: {
              kind: world.parts ? "${ part }" : "${ parameters.kind }",
              ...(world.paging === "page" || world.paging === "token" ? { page: "${ page }" } : {}),
            },
            records: "body.people",
            ...(world.total === "none" ? {} : { total: "body.total" }),
            ...paging[world.paging],
          },
          ...(world.each
            ? {
                each: [
                  { get: "/details/${ record.id }", as: "detail" },
                  { record: "$merge([record, { 'detail': detail.text }])" },
                ],
              }
            : {}),
          ...(world.one && world.key === "id"
            ? { one: { get: "/people/${ key }", record: "body.person" } }
            : {}),
          cursor: {
            value: "record.updated_at",
            query: { sort: "updated_at", ...(order === "descending" ? {} : { from: "${ cursor }" }) },
            ...(order === "none" ? {} : { order }),
            ...(promise === "seek" ? { seek: true } : {}),
            ...(world.overlap ? { overlap: world.form === "date" ? "1d" : "1m" } : {}),
          },
        },
      },
    },
    actions: {
      move_people: {
        title: "Move people",
        entity: "person",
        mode: world.target === "update" ? "update" : "create",
        operation: world.target,
        direction: "inbound",
        format:
          'bad ? $error("it has no name") : { "ref": ref, "id": id, "v": v, "kind": kind, "name": name, "detail": detail }',
      },
    },
  };
}

function target(world: WorldSpec): unknown {
  const parameters = { required: ["source_key"], properties: { source_key: text("The source") } };
  const query = { source: "${ parameters.source_key }" };
  const item = "/items/${ item.ref }";
  const create = [
    { get: item, query, accept: "accepted or status = 404", as: "found" },
    { skip: "it is there", if: "$exists(found.ref) and $not(found.archived = true) and $not(interrupted)" },
    { post: "/items", query, if: "$not($exists(found.ref))", json: "${ item }" },
    { put: item, query, if: "$exists(found.ref)", json: "${ item }" },
  ];
  const operations = {
    create: { idempotent: true, parameters, each: create },
    update: { idempotent: true, parameters, each: [{ put: item, query, json: "${ item }" }] },
    blind: { idempotent: false, parameters, each: [{ post: "/items", query, json: "${ item }" }] },
    steps: {
      idempotent: false,
      parameters,
      each: [
        { post: "/items", query, json: "${ item }" },
        { post: "/notes", query, json: "${ item }" },
      ],
    },
    mirror: {
      idempotent: true,
      parameters,
      once: [{ get: "/items", query, as: "all" }],
      each: create,
      after: [
        {
          post: "/archive",
          query,
          for: { gone: "($kept := [keys.$string($)]; [all[$not($string(ref) in $kept)].ref])" },
          json: { ref: "${ gone }" },
        },
      ],
    },
  };
  return {
    name: "hrflow",
    title: "Target",
    type: "Hub",
    url: "https://target.example/",
    auth: { required: ["secret"], properties: { secret: text("The secret", { writeOnly: true }) } },
    http: {
      base_url: `https://${targetHost}`,
      headers: { "X-Secret": "${ auth.secret }" },
      message: "body.error",
    },
    entities: { person: { key: "ref", push: { [world.target]: operations[world.target] } } },
  };
}
