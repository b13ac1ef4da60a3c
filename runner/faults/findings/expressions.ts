/** Findings about expressions: how they are written, and what their types say. */
import { doubt, error, judgement, pipeline, type Said, said, schema } from "./kind.js";

/** A record of which not every member is named. */
const OPEN =
  '{ "properties": { "id": {}, "attributes": { "properties": { "email": {}, "updated": {}, "unsubscribed": { "type": "boolean" } }, "additionalProperties": true } } }';

export const expressions = {
  "expression-syntax": error<Said>({
    message: said,
    means:
      "Expressions are JSONata. Equal is `=`, both is `and`, either is `or`, not is `$not(…)`, texts are joined with `&`, a value is named with `:=` inside round brackets.",
    wrong: pipeline("logics:\n  - attributes.unsubscribed == false", 2),
    right: pipeline("logics:\n  - attributes.unsubscribed = false"),
  }),
  "expression-cut": error<Said>({
    message: said,
    means:
      "The text ends before the expression does: a bracket or a quote is not closed, or YAML took what follows ` #` for a comment.",
    wrong: pipeline('logics:\n  - $contains(id, " #1")', 2),
    right: pipeline("logics:\n  - '$contains(id, \" #1\")'"),
  }),
  "expression-size": error<Said>({
    message: said,
    means: "Expressions have bounds, so that none can hold a run.",
    wrong: pipeline(`logics:\n  - '"${"x".repeat(270_000)}" != ""'`, 2),
    right: pipeline("logics:\n  - attributes.unsubscribed = false"),
  }),
  "template-unclosed": error({
    message: () => "this `${` has no `}`",
    means: "`${` opens an expression in a text. A `${` that is meant as it stands is written `$${`.",
    wrong: pipeline('pull_parameters:\n  filter_email: "${ env.EMAIL"', 2),
    right: pipeline("pull_parameters:\n  filter_email: \"${ env.EMAIL ?? 'ann@example.org' }\""),
  }),
  "template-empty": error({
    message: () => "there is no expression in this `${ }`",
    means: "The value of nothing is nothing.",
    wrong: pipeline('pull_parameters:\n  filter_email: "${ }"', 2),
    right: pipeline("pull_parameters:\n  filter_email: \"${ env.EMAIL ?? 'ann@example.org' }\""),
  }),
  "template-in-text": judgement({
    message: () => "`${ }` means nothing in the texts of an expression",
    means:
      "The text would go out as it stands, with its braces. Inside an expression texts are joined with `&`.",
    wrong: pipeline("logics:\n  - 'attributes.email != \"${ env.EMAIL }\"'", 2),
    right: pipeline('logics:\n  - \'attributes.email != "ann@" & "example.org"\''),
  }),
  "name-with-minus": judgement<{ readonly name: string; readonly before: string; readonly after: string }>({
    message: ({ name, before, after }) => `\`${name}\` is a subtraction: ${before} minus ${after}`,
    means: "A name with a minus in it must stand in backticks.",
    wrong: pipeline('logics:\n  - attributes.first-name != ""', 2),
    right: pipeline('logics:\n  - attributes.`first-name` != ""'),
  }),
  "regular-expression": error<Said>({
    message: said,
    means:
      "Regular expressions run in linear time: back references and look-around are not among what they can do.",
    wrong: pipeline("logics:\n  - $contains(id, /(a)\\1/)", 2),
    right: pipeline("logics:\n  - $contains(id, /aa/)"),
  }),
  "unknown-variable": error<Said>({
    message: said,
    means:
      "There is no such variable or function in sight. A variable is named with `:=` before it is used, a function of the connector under `functions`.",
    wrong: pipeline("logics:\n  - $exits(attributes.email)", 2),
    right: pipeline("logics:\n  - $exists(attributes.email)"),
  }),
  "unknown-member": judgement<Said>({
    message: said,
    means:
      "The schema knows no such member, so that the path gives nothing, for every record; in an item the target would ignore or refuse it.",
    wrong: pipeline("logics:\n  - attributes.unsubscribd = false", 2),
    right: pipeline("logics:\n  - attributes.unsubscribed = false"),
  }),
  "near-member": doubt<{ readonly name: string; readonly near: string }>({
    message: ({ name, near }) => `\`${name}\` is no member that the schema names, and nearly \`${near}\``,
    means:
      "The schema lets other members stand beside those that it names, so that this one may be there; most often it is the other one, misspelt, and gives nothing, or is not taken. A name in backticks is taken as it stands where it is read.",
    wrong: {
      ...pipeline('logics:\n  - attributes.unsubscrbed != "x"', 2),
      beside: schema(OPEN),
    },
    right: { ...pipeline("logics:\n  - attributes.unsubscribed = false"), beside: schema(OPEN) },
  }),
  "repeated-member": error<{ readonly name: string }>({
    message: ({ name }) => `the member \`${name}\` stands in this object a second time`,
    means:
      "An expression that gives two members of one name fails, for every record; in a schema the first of them is forgotten.",
    wrong: pipeline('logics:\n  - \'{ "a": id, "a": id }.a != ""\'', 2),
    right: pipeline('logics:\n  - \'{ "a": id }.a != ""\''),
  }),
  "missing-member": judgement<Said>({
    message: said,
    means: "The schema of the target requires a member that the format never gives.",
    wrong: pipeline('format:\n  reference: "${ id }"\n  info: { age: 5 }', 3),
    right: pipeline('format:\n  reference: "${ id }"\n  info: { name: "${ id }" }'),
  }),
  "type-mismatch": judgement<Said>({
    message: said,
    means: "By the schemas, no value that can stand here is of a kind that is taken here.",
    wrong: pipeline("logics:\n  - $length(attributes.unsubscribed) > 3", 2),
    right: pipeline("logics:\n  - $length(id) > 3"),
  }),
  "never-true": judgement<Said>({
    message: said,
    means: "By the schemas, the two sides can never be the same: a logic would keep everything, or nothing.",
    wrong: pipeline('logics:\n  - attributes.unsubscribed = "no"', 2),
    right: pipeline("logics:\n  - attributes.unsubscribed = false"),
  }),
  "null-given": judgement<Said>({
    message: said,
    means:
      "By its schema the value may be null, and the function, or the sum, fails for null: the record would be rejected. Where a value is missing it gives nothing, and fails not.",
    wrong: pipeline("logics:\n  - $contains(attributes.email, '@')", 2),
    right: pipeline("logics:\n  - attributes.email != null and $contains(attributes.email, '@')"),
  }),
  "default-keeps-null": doubt({
    message: () => "`??` keeps null: the value behind it is taken where there is no value at all",
    means:
      "By its schema the value may be null, and null is a value for `??`: what was to stand for it never does. `?:` takes the value behind it for null as well, and for an empty text, 0 and false.",
    wrong: pipeline("logics:\n  - (attributes.email ?? '') != ''", 2),
    right: pipeline('logics:\n  - \'(attributes.email ?: "") != ""\''),
  }),
  "null-compared": judgement<Said>({
    message: said,
    means:
      "By its schema the value may be null, and a comparison by order fails for null: the record would be rejected.",
    wrong: pipeline('logics:\n  - attributes.email > "a"', 2),
    right: pipeline('logics:\n  - attributes.email != null and attributes.email > "a"'),
  }),
};
