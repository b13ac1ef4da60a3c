/** Findings about the text of a YAML file. */
import { error, pipeline, type Said, said } from "./kind.js";

export const yaml = {
  "yaml-syntax": error<Said>({
    message: said,
    means:
      "The text is not YAML, so that nothing else in the file can be judged. Most often a line is indented by a blank too many or too few.",
    wrong: pipeline("pull_parameters:\n  filter_email: ann@example.org\n   limit: 5", 2),
    right: pipeline("pull_parameters:\n  filter_email: ann@example.org\n  limit: 5"),
  }),
  "yaml-tab": error({
    message: () => "a tab cannot indent",
    means: "YAML takes blanks alone to indent: a tab is as wide as each editor likes.",
    wrong: pipeline("pull_parameters:\n\tfilter_email: ann@example.org", 2),
    right: pipeline("pull_parameters:\n  filter_email: ann@example.org"),
  }),
  "yaml-quotes": error<Said>({
    message: said,
    means:
      "A text without quotes cannot start with certain signs, hold `: `, or go on behind its end. In quotes it can.",
    wrong: pipeline("logics:\n  - `first-name` != null", 2),
    right: pipeline("logics:\n  - '`id` != null'"),
  }),
  "yaml-unclosed": error<{ readonly quotes: string }>({
    message: ({ quotes }) => `a text in ${quotes} quotes has no end`,
    means: "A quote opens a text, and no quote closes it: all that follows is read as that text.",
    wrong: pipeline('pull_parameters:\n  filter_email: "ann@example.org', 2),
    right: pipeline('pull_parameters:\n  filter_email: "ann@example.org"'),
  }),
  "yaml-repeated-key": error<{ readonly key: string }>({
    message: ({ key }) => `the key \`${key}\` stands here a second time`,
    means: "Of two values with one key only one can hold, and which one is a guess.",
    wrong: pipeline("persist: true\npersist: false", 2),
    right: pipeline("persist: false"),
  }),
  "yaml-several-documents": error({
    message: () => "the file holds more than one document",
    means: "A line `---` starts a second document. A file is one pipeline or one manifest.",
    wrong: pipeline("persist: false\n---\nincremental: true", 2),
    right: pipeline("persist: false"),
  }),
  "yaml-not-taken": error<Said>({
    message: said,
    means:
      "Tags (`!env`), merge keys (`<<`), keys that are no plain text and other versions of YAML are not taken: a file means what stands in it, and no more.",
    wrong: pipeline("persist: !bool true"),
    right: pipeline("persist: true"),
  }),
  "yaml-number": error<{ readonly written: string; readonly kept: string }>({
    message: ({ written, kept }) => `the number \`${written}\` cannot be kept: it would be ${kept}`,
    means:
      "Numbers are kept with about 16 digits, up to 1.8e308. A number that needs more is an identifier: it stands in quotes, as a text. So it is kept in answers, too.",
    wrong: pipeline("pull_parameters:\n  filter_email: 9007199254740993", 2),
    right: pipeline('pull_parameters:\n  filter_email: "9007199254740993"'),
  }),
  "yaml-alias": error<Said>({
    message: said,
    means: "`*name` repeats what `&name` marks above it. A text that starts with `*` must stand in quotes.",
    wrong: pipeline("pull_parameters:\n  filter_email: *ann", 2),
    right: pipeline('pull_parameters:\n  filter_email: "*ann"'),
  }),
  "yaml-character": error<{ readonly what: string; readonly code: string }>({
    message: ({ what, code }) => `the file holds ${what} U+${code}`,
    means:
      "A character that cannot be seen, or that ends lines in an unusual way, makes a file mean other than it looks.",
    wrong: pipeline("persist: \u0007true"),
    right: pipeline("persist: true"),
  }),
  "yaml-limit": error<Said>({
    message: said,
    means: "Files have bounds in size, nesting, words and aliases, so that none can take a machine's memory.",
    wrong: pipeline(
      `callback:\n  post: https://hooks.example.org/done\n  json: { a: ${"[".repeat(70)}${"]".repeat(70)} }`,
      3,
    ),
    right: pipeline("callback:\n  post: https://hooks.example.org/done\n  json: { a: [] }"),
  }),
};
