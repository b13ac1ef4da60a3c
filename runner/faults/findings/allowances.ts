/** Findings about the comments that allow a finding. */
import { error, pipeline } from "./kind.js";

const RIGHT = pipeline(
  'logics:\n  # sync-runner: allow never-true because old records hold the text "no"\n  - attributes.unsubscribed != "no"',
);

export const allowances = {
  "allow-unclear": error({
    message: () => "this comment allows nothing: it names no code, or gives no reason",
    means:
      "A finding is allowed by `# sync-runner: allow CODE because REASON`. The reason is for whoever reads the file next.",
    wrong: pipeline('logics:\n  # sync-runner: allow never-true\n  - attributes.unsubscribed != "no"', 2),
    right: RIGHT,
  }),
  "allow-unknown": error<{ readonly code: string }>({
    message: ({ code }) => `there is no finding \`${code}\``,
    means: "`sync-runner explain` lists the codes.",
    wrong: pipeline(
      'logics:\n  # sync-runner: allow never-tru because it is so\n  - attributes.unsubscribed != "no"',
      2,
    ),
    right: RIGHT,
  }),
  "allow-refused": error<{ readonly code: string }>({
    message: ({ code }) => `\`${code}\` cannot be allowed`,
    means:
      "Only what is wrong by the schemas, and may be right all the same, can be allowed: never what makes a run impossible or unsafe.",
    wrong: pipeline("# sync-runner: allow unknown-key because I want it\npersist: true"),
    right: pipeline("persist: true"),
  }),
  "allow-unused": error<{ readonly code: string }>({
    message: ({ code }) => `there is no \`${code}\` on this line or the next`,
    means: "What the comment allows does not occur here any more: left standing, it would hide the next one.",
    wrong: pipeline(
      "logics:\n  # sync-runner: allow never-true because it is so\n  - attributes.unsubscribed = false",
      2,
    ),
    right: pipeline("logics:\n  - attributes.unsubscribed = false"),
  }),
};
