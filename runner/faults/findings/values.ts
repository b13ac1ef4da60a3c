/** Findings about keys and values, as the schemas of the two languages and the parameters of a connector describe them. */
import { error, manifest, pipeline, type Said, said } from "./kind.js";

const inName = (where: string | undefined) => (where === undefined ? "" : ` in ${where}`);

export const values = {
  "unknown-key": error<{ readonly key: string; readonly where?: string | undefined }>({
    message: ({ key, where }) => `unknown key \`${key}\`${inName(where)}`,
    means: "A key that nobody knows changes nothing: what it was to say would be lost without a word.",
    wrong: pipeline("pull_parameters:\n  filter_emial: ann@example.org", 2),
    right: pipeline("pull_parameters:\n  filter_email: ann@example.org"),
  }),
  "missing-key": error<{ readonly key: string; readonly where?: string | undefined }>({
    message: ({ key, where }) => `\`${key}\` is missing${inName(where)}`,
    means: "The schema of the file, or the action, requires this key.",
    wrong: pipeline("pull_parameters:\n  limit: 5"),
    right: pipeline("pull_parameters:\n  filter_email: ann@example.org\n  limit: 5"),
  }),
  "wrong-type": error<Said>({
    message: said,
    means:
      "The value is of another kind than the schema wants. YAML reads `7`, `true` and `null` as they stand; in quotes they are texts.",
    wrong: pipeline("pull_parameters:\n  filter_email: 7", 2),
    right: pipeline('pull_parameters:\n  filter_email: "7"'),
  }),
  "empty-value": error<Said>({
    message: said,
    means: "There is a key and nothing behind it, or less than is needed.",
    wrong: pipeline("pull_parameters:\n  filter_email:", 2),
    right: pipeline("pull_parameters:\n  filter_email: ann@example.org"),
  }),
  "value-not-allowed": error<{
    readonly name: string;
    readonly given: string;
    readonly but?: string | undefined;
  }>({
    message: ({ name, given, but }) => `${name} cannot be ${given}${but === undefined ? "" : `: ${but}`}`,
    means: "The schema lists the values that there are, or says what a value looks like.",
    wrong: pipeline("pull_parameters:\n  filter_email: ann@example.org\n  order: asce", 3),
    right: pipeline("pull_parameters:\n  filter_email: ann@example.org\n  order: asc"),
  }),
  "name-not-allowed": error<{ readonly key: string }>({
    message: ({ key }) => `\`${key}\` cannot be a name here`,
    means: "Names are used in expressions, in files and in addresses, and look alike everywhere.",
    wrong: manifest("", "functions:\n  first-letter: function($text) { $substring($text, 0, 1) }", 2),
    right: {
      ...manifest("", "functions:\n  first_letter: function($text) { $substring($text, 0, 1) }"),
      beside: manifest("entities.profile", "key: $first_letter(id)"),
    },
  }),
  "out-of-range": error<{
    readonly name: string;
    readonly bound: string;
    readonly limit: unknown;
    readonly given: string;
  }>({
    message: ({ name, bound, limit, given }) => `${name} must be ${bound} ${limit}, not ${given}`,
    means: "The schema gives the smallest or the largest number that has a meaning.",
    wrong: pipeline("pull_parameters:\n  filter_email: ann@example.org\n  limit: 0", 3),
    right: pipeline("pull_parameters:\n  filter_email: ann@example.org\n  limit: 1"),
  }),
  "wrong-format": error<{ readonly name: string; readonly format: string; readonly given: string }>({
    message: ({ name, format, given }) => `${name} must be ${format}, not ${given}`,
    means: "The schema names the form of the text: a URL, a date, a time, an email address.",
    wrong: manifest("", "url: demo.example.org"),
    right: manifest("", "url: https://demo.example.org/"),
  }),
  "step-kind": error({
    message: () => "a step does exactly one thing",
    means:
      "A step is one request, or `let`, `record`, `skip` or `fail`. Two things are two steps, in the order in which they are done.",
    wrong: manifest("entities.profile.pull", "each:\n  - if: record.id", 2),
    right: manifest("entities.profile.pull", "each:\n  - if: record.id\n    record: record"),
  }),
  "not-valid": error<Said>({
    message: said,
    means: "The schema of the file does not allow this value.",
    wrong: manifest(
      "",
      "auth:\n  required: [api_key, api_key]\n  properties:\n    api_key: { type: string, writeOnly: true, description: The key. }",
      2,
    ),
    right: manifest(
      "",
      "auth:\n  required: [api_key]\n  properties:\n    api_key: { type: string, writeOnly: true, description: The key. }",
    ),
  }),
  "parameter-not-declared": error<{ readonly name: string }>({
    message: ({ name }) => `\`${name}\` is named but not declared`,
    means: "A pipeline would have to give a parameter that it cannot give.",
    wrong: manifest("auth", "required: [api_token]"),
    right: manifest("auth", "required: [api_key]"),
  }),
  "parameter-pattern": error({
    message: () => "`pattern` is not a regular expression",
    means: "No value could match it.",
    wrong: manifest(
      "auth",
      "properties:\n  api_key: { type: string, writeOnly: true, pattern: '[a-', description: The key. }",
      2,
    ),
    right: manifest(
      "auth",
      "properties:\n  api_key: { type: string, writeOnly: true, pattern: '[a-z]', description: The key. }",
    ),
  }),
  "environment-missing": error<{ readonly name: string }>({
    message: ({ name }) => `the environment has no ${name}`,
    means:
      "The pipeline takes a value from the environment, and there is no such name in it. Only a run, and `validate --env-file`, look for it.",
    wrong: pipeline('pull_parameters:\n  filter_email: "${ env.EMAIL }"', 2),
    right: pipeline("pull_parameters:\n  filter_email: ann@example.org"),
  }),
};
