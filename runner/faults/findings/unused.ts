/** Findings about what is declared, or named, and never used. */
import { judgement, manifest, pipeline, type Said, said } from "./kind.js";

const PULL =
  "pull:\n  parameters:\n    properties:\n      filter_email: { type: string, description: Filter by email address. }\n  list:\n    get: /people\n";
const QUERY = '    query: { email: "${ parameters.filter_email }" }\n';

export const unused = {
  "declared-unused": judgement<Said>({
    message: said,
    means:
      "A parameter that no request sends filters nothing, and a credential, table, function, session or name that nothing reads is left over or misspelt where it is used. `validate` tells it; it stops no run.",
    wrong: manifest("entities.profile", `${PULL}    records: body.data`, 4),
    right: manifest("entities.profile", `${PULL}${QUERY}    records: body.data`),
  }),
  "variable-unused": judgement<{ readonly name: string }>({
    message: ({ name }) => `nothing uses \`$${name}\``,
    means:
      "A value is named and never read: it is left over, or another variable was meant where it is used.",
    wrong: pipeline('logics:\n  - "($names := [1]; attributes.unsubscribed = false)"', 2),
    right: pipeline('logics:\n  - "($wanted := false; attributes.unsubscribed = $wanted)"'),
  }),
};
