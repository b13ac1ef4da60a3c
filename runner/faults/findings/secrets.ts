/** Findings about secrets that would be shown. */
import { error, judgement, manifest, pipeline } from "./kind.js";

export const secrets = {
  "secret-unmarked": error<{ readonly name: string }>({
    message: ({ name }) =>
      `\`${name}\` looks like a secret and is not marked: it would be shown in logs and reports`,
    means:
      "`writeOnly: true` keeps a value out of logs and reports. What only looks like a secret says `writeOnly: false`.",
    wrong: manifest("auth", "properties:\n  api_key: { type: string, description: The key. }", 2),
    right: manifest(
      "auth",
      "properties:\n  api_key: { type: string, writeOnly: true, description: The key. }",
    ),
  }),
  "secret-literal": judgement<{ readonly name: string }>({
    message: ({ name }) => `the secret \`${name}\` stands in the file itself`,
    means:
      "A pipeline is kept in Git, and whoever reads that reads the secret. `validate` tells it; it stops no run. Values such as `key-123` are taken for examples.",
    wrong: pipeline("connector_auth:\n  api_key: b7Qx93kLmZ", 2),
    right: pipeline("connector_auth:\n  api_key: key-123"),
  }),
};
