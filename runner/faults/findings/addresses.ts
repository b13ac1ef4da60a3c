/** Findings about the addresses that requests go to. */
import { error, judgement, manifest, pipeline } from "./kind.js";

const EACH = "entities.profile.pull";

export const addresses = {
  "address-form": error({
    message: () => "an address is a path below `base_url`, which starts with `/`, or a whole URL",
    means:
      "`/people` is a path; `https://files.example.org/people` is a whole URL. Anything between is neither.",
    wrong: manifest(EACH, 'each:\n  - post: seen\n    json: { id: "${ record.id }" }', 2),
    right: manifest(EACH, 'each:\n  - post: /seen\n    json: { id: "${ record.id }" }'),
  }),
  "address-plain-http": error<{ readonly what: string }>({
    message: ({ what }) => `without encryption everybody on the way reads ${what}`,
    means:
      "Personal data and credentials go by `https://` alone. Addresses of this machine may be `http://`.",
    wrong: pipeline(
      'callback:\n  post: http://hooks.example.org/done\n  json: { text: "${ result.status }" }',
      2,
    ),
    right: pipeline(
      'callback:\n  post: https://hooks.example.org/done\n  json: { text: "${ result.status }" }',
    ),
  }),
  "address-plain-inside": judgement<{ readonly what: string }>({
    message: ({ what }) => `without encryption everybody in that network reads ${what}`,
    means:
      "The host has a private address, or a name that only a network of one's own knows. Whoever runs that network may allow it, with a reason; a run goes there with `--allow-host` alone.",
    wrong: manifest("http", "base_url: http://ats.internal:8080"),
    right: manifest(
      "http",
      "# sync-runner: allow address-plain-inside because the cable does not leave the room\nbase_url: http://ats.internal:8080",
    ),
  }),
  "callback-url": error({
    message: () => "a callback goes to a whole URL",
    means: "The result goes to a system of your own, which has no `base_url`.",
    wrong: pipeline('callback:\n  post: /done\n  json: { text: "${ result.status }" }', 2),
    right: pipeline(
      'callback:\n  post: https://hooks.example.org/done\n  json: { text: "${ result.status }" }',
    ),
  }),
  "host-form": error<{ readonly host: string }>({
    message: ({ host }) => `\`${host}\` is no host`,
    means: "Under `hosts` stand names of hosts, without `https://` and without a path.",
    wrong: manifest("http", "hosts: [https://files.example.org/]"),
    right: manifest("http", "hosts: [files.example.org]"),
  }),
  "host-too-wide": error<{ readonly host: string }>({
    message: ({ host }) =>
      `\`${host}\` are hosts of other people as well, and credentials may go to all of them`,
    means:
      "Credentials may go to every host that is named under `hosts`: all of them have to belong to the system.",
    wrong: manifest("http", 'hosts: ["*.org"]'),
    right: manifest("http", 'hosts: ["*.demo.example.org"]'),
  }),
};
