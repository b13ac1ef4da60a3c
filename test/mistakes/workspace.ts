/** A small connector and pipeline without a mistake, and the command run on a copy of them in which something was changed. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { program } from "../../runner/cli/program.js";
import { packageRoot } from "../../runner/load/folders.js";

export const PIPELINE = "pipeline.yaml";
export const MANIFEST = "connectors/demo/connector.yaml";

/** Everything in order: each test makes one mistake in one of these files. */
export const inOrder: Readonly<Record<string, string>> = {
  "pipeline.yaml": `workflow_id: people
action: demo.create_profiles_in_hrflow

connector_auth:
  api_key: key-123456
hrflow_auth:
  api_secret: secret-123456
pull_parameters:
  filter_email: ann@example.org
push_parameters:
  source_key: source-1

logics:
  - attributes.unsubscribed = false
format: ./format.jsonata
callback:
  post: https://hooks.example.org/done
  json: { text: "\${ result.status }" }
`,
  "format.jsonata": `{
  "reference": id,
  "email": attributes.email
}
`,
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
  headers:
    Authorization: Bearer \${ auth.api_key }
  rate_limit: { requests: 50, per: 10s }

tables:
  levels: { a: 1 }
functions:
  initial: function($text)<s:s> { $substring($text, 0, 1) }

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
          connected: { type: boolean, default: false, description: Only connected ones. }
          order: { enum: [asc, desc], default: asc, description: Order of the list. }
      list:
        get: /people
        query: { email: "\${ parameters.filter_email }" }
        records: body.data
        next: body.next
      each:
        - if: record.attributes.resume
          get: \${ record.attributes.resume }
          as: resume
        - record: '$merge([record, { "resume": resume }])'
      cursor:
        value: record.attributes.updated
        query: { since: "\${ cursor }" }

actions:
  create_profiles_in_hrflow:
    title: Create profiles
    entity: profile
    mode: create
    direction: inbound
    format: ./format.jsonata
`,
  "connectors/demo/format.jsonata": `$merge([{ "reference": id }, { "tags": [
  { "name": $initial(id) & $string($tables.levels.a) },
  { "name": $string([$pull_parameters.limit, $pull_parameters.connected, $pull_parameters.order]) }
] }])
`,
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
        "updated": { "type": "string" },
        "resume": { "type": ["string", "null"] },
        "tags": { "type": "array", "items": { "type": "object", "additionalProperties": false, "properties": { "name": {} } } }
      }
    }
  }
}
`,
  "connectors/hrflow/connector.yaml": `name: hrflow
title: HrFlow.ai
type: Hub
url: https://hrflow.example.org/
auth:
  required: [api_secret]
  properties:
    api_secret: { type: string, writeOnly: true, description: The secret. }
http:
  base_url: https://api.hrflow.example.org
entities:
  profile:
    key: reference
    push:
      create:
        parameters:
          required: [source_key]
          properties:
            source_key: { type: string, description: The source. }
        each:
          - post: /profiles
            json: \${ item }
            query: { source_key: "\${ parameters.source_key }" }
            headers: { X-API-KEY: "\${ auth.api_secret }" }
        item: ./profile.schema.json
`,
  "connectors/hrflow/profile.schema.json": `{
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "reference": {},
    "email": { "type": ["string", "null"] },
    "gender": { "enum": ["female", "male", null] },
    "info": { "type": "object", "properties": { "name": { "type": "string" }, "age": { "type": "integer" } }, "required": ["name"] },
    "tags": { "type": "array", "items": { "type": "object", "properties": { "name": { "type": "string" } } } }
  }
}
`,
};

/** What a command said. */
export interface Said {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The files in order, some of them changed. */
export function changed(file: string, from: string, to: string): Record<string, string> {
  const text = inOrder[file] ?? "";
  if (!text.includes(from)) throw new Error(`${file} has no ${JSON.stringify(from)}`);
  return { [file]: text.replace(from, () => to) };
}

/** Writes the files in order with `files` laid over them into a new folder, and gives the folder to `use`. */
export async function inFolder<T>(
  files: Readonly<Record<string, string | Buffer>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "validate-"));
  try {
    // Whatever lies above the folder, it is a project of its own.
    const marked = { "package.json": "{}\n", ...inOrder, ...files };
    for (const [name, text] of Object.entries(marked)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs the command in a folder, inside this process. */
export async function command(cwd: string, argv: readonly string[]): Promise<Said> {
  const said = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof said) => ({
    write: (text: string) => {
      said[name] += text;
    },
  });
  const exit = await program({
    argv,
    cwd,
    env: {},
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    onSignal: () => undefined,
    exit: () => undefined,
  });
  return { exit, ...said };
}

/** The findings on stderr: `file:line:column message`, and the hint on a line of its own. */
export function findings(stderr: string): string {
  return stderr
    .split(/^error\[/m)
    .slice(1)
    .map((text) => {
      const message = /^[\w-]+\]: (.*)$/m.exec(text)?.[1];
      const place = /^ *--> (.*)$/m.exec(text)?.[1];
      const hint = /^ *= hint: (.*)$/m.exec(text)?.[1];
      return `${place ?? "nowhere"} ${message}${hint === undefined ? "" : `\n    ${hint}`}`;
    })
    .join("\n");
}

/** What `validate` finds. */
export async function validate(
  files: Readonly<Record<string, string | Buffer>>,
  file = PIPELINE,
): Promise<{ readonly exit: number; readonly found: string }> {
  const { exit, stderr } = await inFolder(files, (folder) => command(folder, ["validate", file]));
  return { exit, found: findings(stderr) };
}

/** One mistake, as the tables in `fixtures/mistakes` tell it. */
export interface Mistake {
  readonly what: string;
  readonly files: Record<string, string>;
  /** What is found. */
  readonly found: string;
}

/**
 * Reads a table of mistakes: `# what (file)`, the lines that are replaced behind `-`, those that take their place behind `+`, and
 * what is found.
 */
export async function mistakesOf(table: string, file: string): Promise<Mistake[]> {
  const text = await readFile(join(packageRoot, "test", "fixtures", "mistakes", table), "utf8");
  return text
    .trimEnd()
    .split(/\n\n(?=# )/)
    .map((entry) => {
      const [title = "", ...lines] = entry.split("\n");
      const [, what = "", other = file] = /^# (.*?)(?: \(([\w./-]+\.\w+)\))?$/.exec(title) ?? [];
      const behind = (sign: string) =>
        lines.flatMap((line) => (line.startsWith(sign) ? [line.slice(1)] : [])).join("\n");
      const found = lines.filter((line) => !/^[-+]/.test(line)).join("\n");
      return { what, files: changed(other, behind("-"), behind("+")), found };
    });
}
