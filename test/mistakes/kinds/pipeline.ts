/** Mistakes in pipeline files. */
import { type Kind, kind, PIPELINES, parentKey, typo } from "../seeding.js";

const P = PIPELINES;
const swap = (group: number) => (match: RegExpMatchArray) =>
  match[0].replace(match[group] ?? "", () => typo(match[group] ?? ""));
const ENV = /\$\{ env\.(\w+) \}/g;
const added = (name: string, text: string): Kind =>
  kind(
    name,
    P,
    /^action: .*teamtailor\.create_profiles_in_hrflow\n/gm,
    (m, before) => (before.includes(`\n${text.split(":")[0]}:`) ? undefined : `${m[0]}${text}\n`),
    (before, at) => {
      const line = before.slice(0, at).split("\n").length + 1;
      return Array.from({ length: text.split("\n").length }, (_, index) => line + index);
    },
  );

/** Pipelines with an `origin` and a `target`, files among them. */
const ofEnds: readonly Kind[] = [
  kind("the connector of an end is misspelt", P, /^ {2}connector: (\w+)$/gm, swap(1)),
  kind("the entity of an end is misspelt", P, /^ {2}entity: (\w+)$/gm, swap(1)),
  kind("the operation of a target is misspelt", P, /^ {2}operation: (\w+)$/gm, swap(1)),
  kind("a key of an end is misspelt", P, /^ {2}(connector|entity|operation|auth|parameters)(?=:)/gm, swap(1)),
  kind("an end lacks its entity", P, /^ {2}entity: .*\n/gm, "", parentKey),
  kind("an end has credentials of another name", P, /^ {2}auth: \{ api_key/gm, "  auth: { api_token"),
  kind(
    "parameters of an action beside two ends",
    P,
    /^target:\n/gm,
    (m) => `pull_parameters: { most: 1 }\n${m[0]}`,
  ),
  kind("a mode that there is not, of an end", P, /^origin:\n/gm, "origin:\n  mode: insert\n"),
  kind(
    "an action beside two ends",
    P,
    /^origin:\n/gm,
    "action: teamtailor.create_profiles_in_hrflow\norigin:\n",
    (text, at) =>
      text.slice(0, at).split("\n").length === 0
        ? []
        : [text.slice(0, at).split("\n").length, text.slice(0, at).split("\n").length + 1],
  ),
  kind("a file of another kind", P, /file: candidates\.csv/g, "file: candidates.xlsx"),
  kind("a file in another folder", P, /file: candidates\.csv/g, "file: ./out/candidates.csv"),
  kind("a delimiter in words", P, /delimiter: ";"/g, "delimiter: semicolon"),
];

export const inPipelines: readonly Kind[] = [
  kind(
    "a key of the pipeline is misspelt",
    P,
    /^(workflow_id|action|connector_auth|hrflow_auth|pull_parameters|push_parameters|logics|format|callback|persist|incremental)(?=:)/gm,
    swap(1),
  ),
  kind(
    "a credential is misspelt",
    P,
    /^ +(api_key|api_secret|api_user|company_id|client_id|client_secret|client_url)(?=: \$)/gm,
    swap(1),
  ),
  kind(
    "a parameter is misspelt",
    P,
    /^ +(source_key|board_key|profile_key|filter_status|max_read|vacancy_slug|job_reference|update_content)(?=: )/gm,
    swap(1),
  ),
  kind("a required key is missing", P, /^(workflow_id|action): .*\n/gm, "", parentKey),
  kind("a credential is missing", P, /^ +(api_key|api_secret|api_user|client_id): .*\n/gm, "", parentKey),
  kind("a required parameter is missing", P, /^ +(profile_key|vacancy_slug): .*\n/gm, "", parentKey),
  kind("the connector is misspelt", P, /^action: (\w+)/gm, swap(1)),
  kind("the action is misspelt", P, /^action: \w+\.(\w+)/gm, swap(1)),
  kind("an action without its connector", P, /^action: \w+\./gm, "action: "),
  kind("the environment as a plain text", P, ENV, "env.$1"),
  kind("the environment as in a shell", P, ENV, "$$$1"),
  kind("the environment as in a shell, with braces", P, ENV, "${$1}"),
  kind("the environment with two braces", P, ENV, '"{{ env.$1 }}"'),
  kind("the environment as in a shell of Windows", P, ENV, '"%$1%"'),
  kind("the environment in capitals", P, ENV, "${ ENV.$1 }"),
  kind("the environment as in Node.js", P, ENV, "${ process.env.$1 }"),
  kind("the environment as a variable", P, ENV, "${ $env.$1 }"),
  kind("the environment as a tag", P, ENV, "!env $1"),
  kind("the environment of GitHub", P, ENV, "${{ secrets.$1 }}"),
  kind("`${` is not closed", P, ENV, "${ env.$1"),
  kind("a workflow_id with a blank", P, /^workflow_id: ([\w]+)-/gm, "workflow_id: $1 "),
  kind("a value of an enum is misspelt", P, /filter_status: (\w+)/g, swap(1)),
  kind("a whole number in quotes", P, /max_read: (\d+)/g, 'max_read: "$1"'),
  kind("a number below the smallest", P, /max_read: (\d+)/g, "max_read: 0"),
  kind("true in quotes", P, /(incremental|persist|update_content): (true|false)/g, '$1: "$2"'),
  kind("yes for true", P, /(incremental|persist|update_content): (true|false)/g, "$1: yes"),
  kind("a parameter of the other side", P, /^push_parameters:\n/gm, "pull_parameters:\n", (text, at) => {
    const line = text.slice(0, at).split("\n").length;
    return [line, line + 1, text.split("\n").findIndex((one) => /^pull_parameters/.test(one)) + 1];
  }),
  kind(
    "logics are no list",
    P,
    /^logics:\n(?: *#.*\n)* {2}- (.*)/gm,
    "logics: $1",
    (text, at) =>
      text
        .slice(at)
        .split(/\n(?=\S)/)[0]
        ?.split("\n")
        .map((_, index) => index + text.slice(0, at).split("\n").length) ?? [],
  ),
  kind(
    "a key twice",
    P,
    /^(workflow_id|action): .*\n/gm,
    (m) => `${m[0]}${m[0]}`,
    (text, at) => [text.slice(0, at).split("\n").length + 1],
  ),
  kind("a name of the result is misspelt", P, /result\.(status|workflow_id|events)/g, swap(1)),
  kind("a leaf of a format without ${ }", P, /\$\{ (attributes\.[\w`-]+) \?\? null \}/g, "$1"),
  kind("a call in a format without ${ }", P, /\$\{ (\$string\(id\)) \}/g, "$1"),
  kind(
    "a member of the item is misspelt in a format",
    P,
    /^ +"?(reference|info|first_name|full_name|email)"?(?=: )/gm,
    swap(1),
  ),
  kind("a path is misspelt in a format or logic", P, /attributes\.`?([a-z][\w-]+)/g, swap(1)),
  kind("a format file is misspelt", P, /format: \.\/([\w-]+)/g, swap(1)),
  ...ofEnds,
  added("a logic compares with a text that is none", 'logics:\n  - attributes.unsubscribed = "false"'),
  added("a logic asks for .length", "logics:\n  - attributes.tags.length > 0"),
  added("a logic asks for .includes", 'logics:\n  - attributes.email.includes("@")'),
  added("a logic says True", "logics:\n  - attributes.connected = True"),
  added("a logic says not", "logics:\n  - not attributes.unsubscribed"),
  added("a logic says record", "logics:\n  - record.attributes.connected"),
  added("a logic with ${ }", 'logics:\n  - "${ attributes.connected }"'),
  added("a logic that gives a text", "logics:\n  - attributes.email"),
  added("a logic that gives the same for every record", 'logics:\n  - "true"'),
  added("a date that there is not", 'pull_parameters:\n  filter_updated_at_from: "2024-02-30"'),
  added("a time without a zone", 'pull_parameters:\n  filter_updated_at_from: "2024-02-03T10:00:00"'),
  added("a date in another order", 'pull_parameters:\n  filter_created_at_from: "31/01/2024"'),
  added("a comment without a blank", "pull_parameters:\n  filter_email: ann@example.org# all of Ann"),
  added("a logic with a date that there is not", 'logics:\n  - attributes.`created-at` >= "2024-13-01"'),
  added(
    "a format with a path for a text",
    "format:\n  reference: attributes.email\n  info: { email: '${ attributes.email ?? null }' }",
  ),
  added("a format that is the same for every record", "format:\n  reference: one"),
  added("a format that gives a list", "format: '[attributes]'"),
  added("a format whose key changes every time", "format: '{ \"reference\": $string($random()) }'"),
  added("a span of time without a unit", "rejects: { expire: 30 }"),
  added("credentials of another system", "flatchr_auth: { api_key: '${ env.X }' }"),
];
