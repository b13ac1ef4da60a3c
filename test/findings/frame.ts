/** The project into which the examples of the findings are put: without a mistake before. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Example } from "../../runner/faults/findings/kind.js";

const files: Readonly<Record<string, string>> = {
  "package.json": "{}\n",
  "pipeline.yaml": `workflow_id: people
action: demo.copy_people
connector_auth:
  api_key: key-123456
crm_auth:
  api_key: key-654321
pull_parameters:
  filter_email: ann@example.org
push_parameters:
  keep: [info]
logics:
  - attributes.unsubscribed = false
format: ./format.jsonata
`,
  "other.yaml": `workflow_id: other_people
action: demo.copy_people
connector_auth:
  api_key: key-123456
crm_auth:
  api_key: key-654321
pull_parameters:
  filter_email: \${ env.EMAIL ?? "ann@example.org" }
`,
  ".env": "",
  "format.jsonata": `{ "reference": id }\n`,
  "connectors/demo/connector.yaml": `name: demo
title: Demo
type: ATS
url: https://demo.example.org/
auth:
  required: [api_key]
  properties:
    api_key: { type: string, writeOnly: true, description: The key. }
http:
  base_url: https://api.demo.example.org
  headers: { X-API-KEY: "\${ auth.api_key }" }
entities:
  profile:
    schema: ./record.schema.json
    key: id
    pull:
      parameters:
        required: [filter_email]
        properties:
          filter_email: { type: string, description: Filter by email address. }
          limit: { type: integer, minimum: 1, description: Most records. }
          order: { enum: [asc, desc], description: Order of the list. }
      once:
        - post: /searches
          json: { limit: "\${ parameters.limit }", order: "\${ parameters.order }" }
      list:
        get: /people
        query: { email: "\${ parameters.filter_email }" }
        records: body.data
        next: body.next
      cursor:
        value: record.attributes.updated
        query: { since: "\${ cursor }" }
actions:
  copy_people:
    title: Copy people
    with: crm
    entity: profile
    mode: create
    direction: inbound
    format: ./format.jsonata
`,
  "connectors/demo/format.jsonata": `{ "reference": id }\n`,
  "connectors/demo/list.schema.json": "[]\n",
  "connectors/demo/record.schema.json": `{
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "id": { "type": "string" },
    "attributes": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "email": { "type": ["string", "null"] },
        "first-name": { "type": "string" },
        "unsubscribed": { "type": "boolean" },
        "updated": { "type": "string" }
      }
    }
  }
}
`,
  "connectors/crm/connector.yaml": `name: crm
title: CRM
type: CRM
url: https://crm.example.org/
auth:
  required: [api_key]
  properties:
    api_key: { type: string, writeOnly: true, description: The key. }
http:
  base_url: https://api.crm.example.org
  headers: { X-API-KEY: "\${ auth.api_key }" }
entities:
  profile:
    key: reference
    push:
      create:
        parameters:
          properties:
            keep:
              type: array
              items: { type: string, member_of: item }
              description: Members that are kept.
        each:
          - post: /people
            query: { keep: "\${ $join(parameters.keep, ',') }" }
            json: \${ item }
        item: ./item.schema.json
`,
  "connectors/crm/item.schema.json": `{
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "reference": {},
    "info": {
      "type": "object",
      "properties": { "name": { "type": "string" }, "age": { "type": "integer" } },
      "required": ["name"]
    }
  }
}
`,
};

/** The file of the project that an example stands in. */
export const FILES = {
  pipeline: "pipeline.yaml",
  manifest: "connectors/demo/connector.yaml",
  schema: "connectors/demo/record.schema.json",
  sandbox: "connectors/demo/sandbox.yaml",
  test: "connectors/demo/tests/people.yaml",
} as const;

/** Calls `use` with a folder that holds the project with an example in it. */
export async function inProject<T>(
  examples: readonly Example[],
  use: (folder: string, lines: ReadonlyMap<Example, number>) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "sync-runner-findings-"));
  const texts = { ...files };
  const lines = new Map<Example, number>();
  for (const example of examples) {
    const name = FILES[example.file];
    const { isWhole = false } = example;
    const { text, line } = isWhole ? { text: example.text, line: 1 } : put(texts[name] ?? "", example);
    texts[name] = text;
    lines.set(example, line);
  }
  try {
    for (const [name, text] of Object.entries(texts)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    await mkdir(join(folder, "connectors", "linked"));
    await symlink(join(folder, FILES.manifest), join(folder, "connectors", "linked", "connector.yaml"));
    return await use(folder, lines);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Puts the keys of an example in the place of those that the file has; `line` is where its text begins. */
function put(file: string, { part, text }: Example): { readonly text: string; readonly line: number } {
  const lines = file.trimEnd().split("\n");
  let [from, to, depth] = [0, lines.length, 0];
  for (const key of part === "" ? [] : part.split(".")) {
    [from, to] = blockOf(lines, key, depth, from, to);
    from += 1;
    depth += 1;
  }
  const keys = text.split("\n").flatMap((line) => /^([A-Za-z_]\w*):/.exec(line)?.[1] ?? []);
  const kept = lines.slice(from, to);
  let at: number | undefined;
  for (const key of new Set(keys)) {
    const [start, end] = blockOf(kept, key, depth, 0, kept.length);
    if (start === end) continue;
    kept.splice(start, end - start);
    at = Math.min(at ?? start, start);
  }
  const indented = text.split("\n").map((line) => (line === "" ? "" : `${"  ".repeat(depth)}${line}`));
  kept.splice(at ?? 0, 0, ...indented);
  const all = [...lines.slice(0, from), ...kept, ...lines.slice(to)];
  return { text: `${all.join("\n")}\n`, line: from + (at ?? 0) + 1 };
}

/** The lines of a key and of what stands under it; an empty range where there is no such key. */
function blockOf(
  lines: readonly string[],
  key: string,
  depth: number,
  from: number,
  to: number,
): [number, number] {
  const start = lines.findIndex(
    (line, at) => at >= from && at < to && line.startsWith(`${"  ".repeat(depth)}${key}:`),
  );
  if (start < 0) return [from, from];
  let end = start + 1;
  while (end < to && new RegExp(`^ {${depth * 2 + 1}}`).test(lines[end] ?? "")) end += 1;
  return [start, end];
}
