/** Findings about requests, lists and where credentials go. */
import { doubt, error, judgement, manifest, pipeline, type Said, said, sandbox } from "./kind.js";

const EACH = "entities.profile.pull";
const LIST = "entities.profile.pull.list";

/** A connector that logs in. */
const LOGS_IN = (check: string) => `http:
  base_url: https://api.demo.example.org
  rate_limit: { requests: 50, per: 10s }
check: ${check}
sessions:
  token:
    steps:
      - post: /token
        form: { key: "\${ auth.api_key }" }
        as: login
    headers: { Authorization: "Bearer \${ session.login.token }" }`;

export const requests = {
  "several-bodies": error<{ readonly bodies: readonly string[] }>({
    message: ({ bodies }) => `a request has one body, not \`${bodies.join("` and `")}\``,
    means: "Only one of them could be sent.",
    wrong: manifest(
      EACH,
      'each:\n  - post: /seen\n    json: { id: "${ record.id }" }\n    form: { id: "${ record.id }" }',
      4,
    ),
    right: manifest(EACH, 'each:\n  - post: /seen\n    json: { id: "${ record.id }" }'),
  }),
  "body-unfit": doubt<Said>({
    message: said,
    means:
      "What a request sends has to say something of the item, in the form that its reader takes: a `patch` without a body changes nothing, a part of a form is a file only as `{ file, filename, content_type }`, and no `get` has a body.",
    wrong: manifest(EACH, 'each:\n  - get: /seen\n    json: { id: "${ record.id }" }', 3),
    right: manifest(EACH, 'each:\n  - get: /seen\n    query: { id: "${ record.id }" }'),
  }),
  "never-reached": error<{ readonly end: string }>({
    message: ({ end }) => `no step behind this \`${end}\` is ever taken: it ends every item`,
    means:
      "`skip`, `fail` and `drop` are the end of an item or record. Without `if` they are the end of all.",
    wrong: manifest(
      EACH,
      'each:\n  - skip: It is known.\n  - post: /seen\n    json: { id: "${ record.id }" }',
      2,
    ),
    right: manifest(
      EACH,
      'each:\n  - skip: It is known.\n    if: record.attributes.unsubscribed\n  - post: /seen\n    json: { id: "${ record.id }" }',
    ),
  }),
  "session-unnamed": doubt({
    message: () => "these requests name no session and send no credential, and the connector logs in",
    means:
      "A session is used where it is named. Without it the system answers as it answers a stranger: mostly with 401, sometimes with a list of what everybody may see. What is open to everybody is allowed by a comment.",
    wrong: {
      ...manifest("", LOGS_IN("{ get: /me }"), 4),
      beside: manifest("entities.profile.pull", "session: token"),
    },
    right: {
      ...manifest("", LOGS_IN("{ session: token, get: /me }")),
      beside: manifest("entities.profile.pull", "session: token"),
    },
  }),
  "undo-of-nothing": error({
    message: () => "`undo` stands at a request that writes nothing",
    means: "Only what a request has written can be taken back: `post`, `put`, `patch`, `delete`.",
    wrong: manifest(EACH, "each:\n  - get: /seen\n    undo:\n      - delete: /seen/1", 3),
    right: manifest(
      EACH,
      'each:\n  - post: /seen\n    json: { id: "${ record.id }" }\n    undo:\n      - delete: /seen/${ record.id }',
    ),
  }),
  "batch-without-items": error({
    message: () => "the request of the batch does not send `items`",
    means: "A batch collects items and writes them by one request, which has to hold them.",
    wrong: manifest(
      "entities.profile",
      "push:\n  create:\n    batch:\n      size: 50\n      post: /people\n      json: {}\n      results: body",
      3,
    ),
    right: manifest(
      "entities.profile",
      'push:\n  create:\n    batch:\n      size: 50\n      post: /people\n      json: "${ items }"\n      results: body',
    ),
  }),
  "reset-alone": error({
    message: () => "`reset` says until when, and there is no `remaining` that says how many",
    means:
      "`remaining` is how many more requests an answer says are let in, `reset` when the count begins anew. Without the first, the second is never looked at.",
    wrong: manifest("http", "rate_limit: { requests: 50, per: 10s, reset: headers.`x-reset` }"),
    right: manifest(
      "http",
      "rate_limit: { requests: 50, per: 10s, remaining: headers.`x-remaining`, reset: headers.`x-reset` }",
    ),
  }),
  "unpacked-unread": error<{ readonly read: string }>({
    message: ({ read }) => `what is unpacked is read as \`${read}\`, which leaves nothing to unpack`,
    means:
      "`unpack` takes one file out of what is packed, and `read` says what is in that. `zip` and `framed_zip` read archives themselves, and `nothing` reads nothing.",
    wrong: manifest(EACH, "each:\n  - get: /export\n    read: zip\n    unpack: zip", 4),
    right: manifest(EACH, "each:\n  - get: /export\n    read: csv\n    unpack: zip"),
  }),
  "redirect-refused": error({
    message: () => "a redirect that is kept is no success by itself, and nothing here accepts it",
    means:
      "Success are the statuses from 200 to 299, unless `accept` says otherwise: the answer would always be refused.",
    wrong: manifest(
      EACH,
      "each:\n  - get: /photo\n    redirect: keep\n    as: photo\n    value: url\n  - record: '{ \"photo\": photo }'",
      3,
    ),
    right: manifest(
      EACH,
      "each:\n  - get: /photo\n    redirect: keep\n    accept: status = 302\n    as: photo\n    value: url\n  - record: '{ \"photo\": photo }'",
    ),
  }),
  "pull-writes": judgement<{ readonly method: string }>({
    message: ({ method }) =>
      `\`${method}\` in a pull may change the origin, and nothing says whether it does`,
    means:
      "A dry run, a preview and `why` promise to change nothing: of a pull they send `get` and `post`, and any other request where `reads: true` says that it only reads. What is not sent has no answer, and a record that needs it cannot be shown.",
    wrong: manifest(EACH, "each:\n  - put: /people/${ record.id }/seen", 2),
    right: manifest(EACH, "each:\n  - put: /people/${ record.id }/seen\n    reads: false"),
  }),
  "no-request": error({
    message: () => "no request is named",
    means:
      "A list is read by a request, a batch is written by one: a method and a path. A list without one has nothing but `records`, which takes them from what is known already.",
    wrong: manifest(
      "entities.profile.pull",
      'list:\n  query: { email: "${ parameters.filter_email }" }\n  records: body.data',
    ),
    right: manifest(
      "entities.profile.pull",
      'list:\n  get: /people\n  query: { email: "${ parameters.filter_email }" }\n  records: body.data',
    ),
  }),
  "until-misused": error<Said>({
    message: said,
    means:
      "`until` sends a request again, `every` so often and for `at_most` so long, until its answer says that what was asked for is ready.",
    wrong: manifest(EACH, "each:\n  - get: /exports/${ record.id }\n    every: 5s", 3),
    right: manifest(
      EACH,
      'each:\n  - get: /exports/${ record.id }\n    until: body.state = "done"\n    every: 5s',
    ),
  }),
  "counted-pages": error({
    message: () => "pages that are counted shift when records come or go while the list is read",
    means:
      "Where a record is removed from page 1 while page 2 is asked for, the first record of page 2 moves to page 1 and is never read. Who uses the list has to know.",
    wrong: manifest(
      LIST,
      'query: { email: "${ parameters.filter_email }", page: "${ page }" }\nfirst: 1\nnext: page + 1',
      3,
    ),
    right: manifest(
      LIST,
      'query: { email: "${ parameters.filter_email }", page: "${ page }" }\nfirst: 1\nnext: page + 1\nmay_shift: true',
    ),
  }),
  "seek-without-order": error({
    message: () =>
      "a list that does not come in the order of its cursor cannot be read from cursor to cursor",
    means:
      "`seek` asks for what comes behind the last cursor: in a list without order that leaves out what came before it.",
    wrong: manifest("entities.profile.pull.cursor", "seek: true"),
    right: manifest("entities.profile.pull.cursor", "seek: true\norder: ascending"),
  }),
  "overlap-without-instant": error<{ readonly kind: string }>({
    message: ({ kind }) =>
      `\`overlap\` cannot be kept: by its schema, \`cursor.value\` is ${kind}, which means no instant`,
    means: "`overlap` moves a cursor back in time, and what is no instant cannot be moved.",
    wrong: manifest("entities.profile.pull.cursor", "value: record.attributes.unsubscribed\noverlap: 60s", 2),
    right: manifest("entities.profile.pull.cursor", "value: record.attributes.updated\noverlap: 60s"),
  }),
  "not-incremental": error<{ readonly title: string; readonly entity: string }>({
    message: ({ title, entity }) => `${title} cannot be read incrementally for ${entity}`,
    means: "The manifest gives no `cursor` for this entity: every run reads everything.",
    wrong: {
      ...pipeline("incremental: true"),
      beside: manifest(
        "entities.profile",
        'pull:\n  parameters:\n    properties:\n      filter_email: { type: string, description: Filter by email address. }\n  list:\n    get: /people\n    query: { email: "${ parameters.filter_email }" }\n    records: body.data',
      ),
    },
    right: pipeline("incremental: false"),
  }),
  "base-url": error({
    message: () => "`base_url` must start with https:// or http://",
    means: "Nothing but HTTP is spoken.",
    wrong: manifest("http", "base_url: api.demo.example.org"),
    right: manifest("http", "base_url: https://api.demo.example.org"),
  }),
  "secret-in-host": error<{ readonly name: string }>({
    message: ({ name }) => `\`auth.${name}\` is secret and cannot stand in the name of a host`,
    means: "Names of hosts are asked for in the open, and written into the logs of others.",
    wrong: manifest("http", 'base_url: "https://${ auth.api_key }.example.org"'),
    right: manifest("http", "base_url: https://api.demo.example.org"),
  }),
  "credentials-elsewhere": error<Said>({
    message: said,
    means:
      "Credentials go to the hosts of the connector alone: that of `base_url`, and those under `http.hosts`.",
    wrong: manifest(
      "entities.profile.pull",
      'each:\n  - get: https://other.example.com/x\n    query: { key: "${ auth.api_key }" }',
      3,
    ),
    right: manifest("entities.profile.pull", 'each:\n  - get: /x\n    query: { key: "${ auth.api_key }" }'),
  }),
  "unsteady-key": error<{ readonly what: string; readonly name: string }>({
    message: ({ what, name }) => `${what} must not depend on \`$${name}\`: every run would write it anew`,
    means: "A key or a cursor has to be the same for the same record, else nothing is ever found again.",
    wrong: manifest("entities.profile", "key: $string($millis())"),
    right: manifest("entities.profile", "key: id"),
  }),
  "not-described": doubt<Said>({
    message: said,
    means:
      "The sandbox.yaml beside the manifest tells it otherwise, so that one of the two is wrong: the sandbox refuses such a request, and where the description is right, so does the system.",
    wrong: {
      ...manifest(LIST, 'get: /poeple\nquery: { email: "${ parameters.filter_email }" }'),
      beside: sandbox(
        'title: Demo\nhosts: [api.demo.example.org]\ncollections: { people: {} }\nroutes:\n  GET /people:\n    list: people\n    parameters: [email, since]\n    answer: { data: "${ records }", next: "${ next }" }',
      ),
    },
    right: {
      ...manifest(LIST, 'get: /people\nquery: { email: "${ parameters.filter_email }" }'),
      beside: sandbox(
        'title: Demo\nhosts: [api.demo.example.org]\ncollections: { people: {} }\nroutes:\n  GET /people:\n    list: people\n    parameters: [email, since]\n    answer: { data: "${ records }", next: "${ next }" }',
      ),
    },
  }),
  "same-item": judgement({
    message: () => "this `format` makes the same item of every record",
    means: "A mapping without `${ }` is text as it stands: nothing of the record is in it.",
    wrong: pipeline("format:\n  reference: the-same", 2),
    right: pipeline('format:\n  reference: "${ id }"'),
  }),
};
