/** Whether what came of a case is what it expects. */
import type { Case, ExpectedReject } from "../../schemas/test.types.js";
import { counted } from "../report/words.js";
import { type Difference, jsonDifferences } from "./difference.js";
import { pairUp } from "./pairing.js";
import type { Observed, Refused } from "./play.js";
import { requestsDifferences, title } from "./requests.js";

/** Reasons that are told. */
const MOST_REASONS = 3;

/**
 * The differences between expectation and run; none when the case holds. A request that nothing answers is always one.
 *
 * @example const failed = judge(ready.written, await play(ready, stage)).length > 0;
 */
export function judge({ expect, faults = [] }: Case, observed: Observed): Difference[] {
  const { result, exit, fault, items, rejects, sent, unanswered } = observed;
  const exact = expect.exact ?? false;
  const same = (name: "exit" | "status" | "reason" | "token", found: unknown): Difference[] =>
    expect[name] === undefined || expect[name] === found
      ? []
      : [{ path: [name], expected: expect[name], found }];
  const nowhere = unanswered.map((request) => ({
    path: [],
    expected: undefined,
    found: request,
    isUnanswered: true,
    says: `no answer is given for ${title(request)}`,
  }));
  const idle = faults
    .filter((one) => Number(one.split("@")[1]) > sent.length)
    .map((one) => ({
      path: [],
      expected: undefined,
      found: one,
      isUnanswered: true,
      says: `the fault ${one} did not happen: ${counted(sent.length, "request")} came`,
    }));
  const isUnsaid = Object.keys(expect).every((name) => name === "exact");
  const says = "it expects nothing, so that it would always hold: `--update` fills in what comes of it";
  const unsaid = isUnsaid ? [{ path: [], expected: undefined, found: undefined, says }] : [];
  const ended = same("exit", exit);
  const miscounted = countDifferences(expect, result.events, exact);
  // Why records were refused is most of what one wants to know where more or fewer of them were.
  const why = ended.length + miscounted.length > 0 && !expect.rejects ? rejects.slice(0, MOST_REASONS) : [];
  return [
    ...unsaid,
    ...nowhere,
    ...idle,
    ...ended,
    ...same("status", result.status),
    ...same("reason", result.reason),
    // Why it ended so is most of what one wants to know of a run that did not end as expected.
    ...(ended.length > 0 && fault
      ? [
          {
            path: ["exit"],
            expected: undefined,
            found: fault.message,
            says: `the run ended: ${fault.message}`,
          },
        ]
      : []),
    ...same("token", result.incremental_token),
    ...miscounted,
    ...why.map(({ key, event, message }) => ({
      path: [miscounted.length > 0 ? "counts" : "exit"],
      expected: undefined,
      found: undefined,
      says: `${event} of ${key ?? "a record without a key"}: ${message}`,
    })),
    ...(expect.items ? jsonDifferences(expect.items, items, ["items"], exact) : []),
    ...(expect.rejects ? rejectDifferences(expect.rejects, rejects) : []),
    ...(expect.requests ? requestsDifferences(expect.requests, sent, exact) : []),
  ];
}

function countDifferences(
  { counts }: Case["expect"],
  found: Readonly<Record<string, number>>,
  exact: boolean,
): Difference[] {
  if (!counts) return [];
  const expected: Readonly<Record<string, number>> = { ...counts };
  const names = exact ? Object.keys(found) : Object.keys(expected);
  return names
    .filter((name) => (expected[name] ?? 0) !== found[name])
    .map((name) => ({ path: ["counts", name], expected: expected[name] ?? 0, found: found[name] }));
}

function rejectDifferences(expected: readonly ExpectedReject[], rejects: readonly Refused[]): Difference[] {
  const { missing, unexpected } = pairUp(expected, rejects, fitsReject);
  return [
    ...missing.map((index) => ({
      path: ["rejects", index],
      expected: expected[index],
      found: undefined,
      says: `was not rejected: ${JSON.stringify(expected[index])}`,
    })),
    ...unexpected.map((index) => ({
      path: ["rejects"],
      expected: undefined,
      found: rejects[index],
      says: `was rejected, and is not expected: ${JSON.stringify(rejects[index])}`,
    })),
  ];
}

/** Whether a record that was refused is the one that is expected. */
export function fitsReject({ message, ...rest }: ExpectedReject, refused: Refused): boolean {
  return (
    jsonDifferences(rest, refused, [], false).length === 0 &&
    (message === undefined || refused.message.includes(message))
  );
}
