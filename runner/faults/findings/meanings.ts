/** Findings about texts and expressions that mean something else than their writer thought. */
import { error, judgement, manifest, pipeline, type Said, said } from "./kind.js";

export const meanings = {
  "asks-for-template": judgement<Said>({
    message: said,
    means:
      "A text is evaluated inside `${ }` alone: this one looks like an expression, and would go out as it stands.",
    wrong: pipeline('pull_parameters:\n  filter_email: "{{ env.EMAIL }}"', 2),
    right: pipeline("pull_parameters:\n  filter_email: \"${ env.EMAIL ?? 'ann@example.org' }\""),
  }),
  "hash-in-value": judgement({
    message: () => "this `#` begins no comment: it belongs to the value",
    means:
      "In YAML a comment begins with a blank and `#`. Without the blank, the rest of the line is part of the value.",
    wrong: pipeline("pull_parameters:\n  filter_email: ann@example.org# of Ann", 2),
    right: pipeline("pull_parameters:\n  filter_email: ann@example.org # of Ann"),
  }),
  "no-such-date": judgement<Said>({
    message: said,
    means: "The calendar has no such day, or the clock no such time: each system makes of it what it likes.",
    wrong: pipeline('pull_parameters:\n  filter_email: "2024-02-30"', 2),
    right: pipeline('pull_parameters:\n  filter_email: "2024-02-29"'),
  }),
  "date-form": judgement<Said>({
    message: said,
    means:
      "A date is written `2024-01-31`. Other forms are read in one way here and in another way there. A parameter whose description says `DD/MM/YYYY` takes that.",
    wrong: pipeline("pull_parameters:\n  filter_email: 01/02/2024", 2),
    right: pipeline('pull_parameters:\n  filter_email: "2024-02-01"'),
  }),
  "date-zone": judgement<Said>({
    message: said,
    means: "A time without a zone is another instant on each machine that reads it.",
    wrong: pipeline('pull_parameters:\n  filter_email: "2024-01-31T12:00:00"', 2),
    right: pipeline('pull_parameters:\n  filter_email: "2024-01-31T12:00:00Z"'),
  }),
  "other-language": judgement<Said>({
    message: said,
    means:
      "A word of another language is the name of a member here, and reads nothing. A member that is called so is written in backticks.",
    wrong: manifest("entities.profile.pull.list", "next: body.data.length > 0 ? body.next"),
    right: manifest("entities.profile.pull.list", "next: $count(body.data) > 0 ? body.next"),
  }),
  "too-many-values": error<{ readonly name: string; readonly takes: string; readonly given: number }>({
    message: ({ name, takes, given }) => `\`$${name}\` takes ${takes}, not ${given}`,
    means: "The function never sees the values behind the last one that it takes.",
    wrong: pipeline(
      'logics:\n  - "($is := function($one) { $one = false }; $is(attributes.unsubscribed, true))"',
      2,
    ),
    right: pipeline('logics:\n  - "($is := function($one) { $one = false }; $is(attributes.unsubscribed))"'),
  }),
  "too-few-values": judgement<{ readonly name: string; readonly takes: string; readonly given: number }>({
    message: ({ name, takes, given }) => `\`$${name}\` takes ${takes}, not ${given === 0 ? "none" : given}`,
    means:
      "A value that is left out is nothing in the function, and nothing is what mostly comes of it. A parameter that may be left out is marked in the signature of the function.",
    wrong: pipeline(
      'logics:\n  - "($is := function($one, $two) { $one = $two }; $is(attributes.unsubscribed))"',
      2,
    ),
    right: pipeline(
      'logics:\n  - "($is := function($one, $two) { $one = $two }; $is(attributes.unsubscribed, false))"',
    ),
  }),
  "shadows-builtin": error<{ readonly name: string }>({
    message: ({ name }) => `\`$${name}\` is already there: a function of the language`,
    means:
      "Where the function of the language is called, the new one would be: an expression would say something else than it seems to.",
    wrong: manifest("", 'functions:\n  trim: function($text) { $replace($text, "-", "") }', 2),
    right: {
      ...manifest("", 'functions:\n  joined: function($text) { $replace($text, "-", "") }'),
      beside: manifest("entities.profile", "key: $joined(id)"),
    },
  }),
  "condition-constant": judgement<Said>({
    message: said,
    means:
      "A condition decides by what it asks. One that comes out the same each time decides nothing: a name stands in quotes, or a comparison lost its other side, as in `status = 201 or 200`, where 200 is asked of nothing and is always true.",
    wrong: manifest("entities.profile.pull", "each:\n  - if: \"'record.id'\"\n    record: record", 2),
    right: manifest("entities.profile.pull", "each:\n  - if: record.id\n    record: record"),
  }),
  "logic-constant": judgement<{ readonly does: string }>({
    message: ({ does }) => `this logic ${does} every record`,
    means: "A logic decides by the record. One that looks at nothing of it keeps all records, or none.",
    wrong: pipeline('logics:\n  - "true"', 2),
    right: pipeline("logics:\n  - attributes.unsubscribed = false"),
  }),
};
