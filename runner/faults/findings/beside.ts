/** Findings about what stands beside a manifest: descriptions of simulated systems, and tests. */
import { error, type Said, said, sandbox, testFile } from "./kind.js";

const DESCRIPTION = "title: Demo\nhosts: [api.demo.example.org]\ncollections: { people: {} }\nroutes:";

export const beside = {
  "description-unfit": error<Said>({
    message: said,
    means:
      "A simulated system answers as it is described: what leads nowhere, or stands there twice, would be answered in another way than it looks.",
    wrong: sandbox(`${DESCRIPTION}\n  GET /people: { list: person }`, 5),
    right: sandbox(`${DESCRIPTION}\n  GET /people: { list: people }`),
  }),
  "case-unfit": error<Said>({
    message: said,
    means:
      "A case says what comes in and what has to come of it. Where a part of it cannot be, it would prove nothing.",
    wrong: testFile(
      "cases:\n  - name: People are copied.\n    pipeline: ./other-one.yaml\n    given: []\n    expect: { exit: 0 }",
      3,
    ),
    right: testFile(
      "cases:\n  - name: People are copied.\n    pipeline: ../../../other.yaml\n    given: []\n    expect: { exit: 0 }",
    ),
  }),
};
