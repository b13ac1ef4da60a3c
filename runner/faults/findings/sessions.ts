/** Findings about log-ins, and about the address that one names. */
import { type Example, error, manifest } from "./kind.js";

/** @param login where the log-in goes */
const http = (hosts: string, login = "https://login.demo.example.org/token"): Example =>
  manifest(
    "",
    `http:\n  base_url: "\${ session.token.url }"${hosts}\n  headers: { X-API-KEY: "\${ auth.api_key }" }\nsessions:\n  login:\n    steps:\n      - post: ${login}\n        as: token`,
  );
const HOSTS = '\n  hosts: ["*.demo.example.org"]';
/** What a pull names that needs a session. */
const NEEDS = "session: login";
const PULL = "entities.profile.pull";

const KEEP = "\n    keep: { refresh_token: token.refresh_token }";
/** A log-in in a browser. @param secret what of the credentials goes into its address */
const person = (keep: string, secret?: string): Example =>
  manifest(
    "",
    `sessions:\n  login:\n    steps:\n      - post: /token\n        form: { code: "\${ authorized.code }"${keep && ', refresh_token: "${ kept.refresh_token }"'} }\n        as: token${keep}\n    authorize:\n      url: https://demo.example.org/authorize\n      query: { client_id: ${secret ? `"\${ auth.${secret} }"` : "runner"} }\n    headers: { Authorization: "Bearer \${ session.token.access_token }" }`,
  );

export const sessions = {
  "session-without-if": error<{ readonly name: string }>({
    message: ({ name }) =>
      `\`${name}\` is one of several log-ins, and does not say which credentials it is for`,
    means:
      "Of several log-ins the one is taken whose `if` holds for the credentials that were given. Without an `if` it would compete with every other.",
    wrong: {
      ...manifest("entities.profile.pull", "session: [login, key]"),
      beside: manifest(
        "",
        'sessions:\n  login:\n    steps:\n      - post: /login\n  key:\n    if: auth.api_key != "none"\n    steps:\n      - post: /key',
      ),
    },
    right: {
      ...manifest("entities.profile.pull", "session: [login, key]"),
      beside: manifest(
        "",
        'sessions:\n  login:\n    if: auth.api_key = "none"\n    steps:\n      - post: /login\n  key:\n    if: auth.api_key != "none"\n    steps:\n      - post: /key',
      ),
    },
  }),
  "session-host-open": error({
    message: () => "the log-in names the host of `base_url`, and nothing holds that host in",
    means:
      "Whoever could write into the answer of a log-in could have all that follows sent to a host of his own, with the credentials. The hosts that an answer may name stand under `http.hosts`.",
    wrong: { ...http(""), line: 2, beside: manifest(PULL, NEEDS) },
    right: { ...http(HOSTS), beside: manifest(PULL, NEEDS) },
  }),
  "session-missing": error({
    message: () => "`base_url` is that of a session, and none is named here",
    means: "Without a log-in there is no address to ask.",
    wrong: {
      ...manifest(
        PULL,
        'list:\n  get: /people\n  query: { email: "${ parameters.filter_email }" }\n  records: body.data',
      ),
      beside: http(HOSTS),
    },
    right: { ...http(HOSTS), beside: manifest(PULL, NEEDS) },
  }),
  "address-before-session": error({
    message: () => "`base_url` is not known before the log-in, which names it: a path leads nowhere",
    means: "The steps of a log-in go to whole URLs where `base_url` is that of the session.",
    wrong: { ...http(HOSTS, "/token"), line: 8, beside: manifest(PULL, NEEDS) },
    right: { ...http(HOSTS), beside: manifest(PULL, NEEDS) },
  }),
  "authorize-unkept": error({
    message: () => "a person logs in here, and nothing of it is kept",
    means:
      "A run has nobody who could log in: it goes on from what the session keeps of a log-in in a browser.",
    wrong: { ...person(""), beside: manifest(PULL, NEEDS), line: 7 },
    right: { ...person(KEEP), beside: manifest(PULL, NEEDS) },
  }),
  "secret-in-authorize": error<{ readonly name: string }>({
    message: ({ name }) => `\`auth.${name}\` is secret, and would stand in an address that a browser opens`,
    means: "The address is printed, and stays in the history of the browser.",
    wrong: { ...person(KEEP, "api_key"), beside: manifest(PULL, NEEDS), line: 10 },
    right: { ...person(KEEP), beside: manifest(PULL, NEEDS) },
  }),
};
