/**
 * Functions that wait for something, such as reading a file. Expressions have no effects, so an evaluation that comes to one
 * ends there, waits, and begins again with the answer: all else stays synchronous.
 */
import { isFile } from "../http/files.js";

/** An answer that was waited for. */
interface Answer {
  readonly call: unknown;
  readonly given: readonly unknown[];
  readonly value?: unknown;
  readonly error?: { readonly reason: unknown };
}

type Answers = readonly Answer[];

/** The answers of the evaluation that is under way. */
let answers: Answers = [];

/** Thrown where an evaluation has to wait. */
export class Later {
  constructor(private readonly answers: Promise<Answers>) {}

  /** Evaluates again once there is an answer, as often as it takes. */
  async retry(evaluate: () => unknown): Promise<unknown> {
    let known = await this.answers;
    for (;;) {
      const before = answers;
      answers = known;
      try {
        return evaluate();
      } catch (error) {
        if (!(error instanceof Later)) throw error;
        answers = before;
        known = await error.answers;
      } finally {
        answers = before;
      }
    }
  }
}

/** What an evaluation makes anew each time it begins is the same if it holds the same. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other)) return false;
  if (isFile(one) || isFile(other))
    return isFile(one) && isFile(other) && one.name === other.name && one.sha256 === other.sha256;
  const members = Object.entries(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    members.length === Object.keys(other).length &&
    members.every(([name, value]) => Object.hasOwn(other, name) && isSame(value, other[name]))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object";
}

/** The answer of a function that waits, where it is known; else the evaluation ends here. */
export function answerOf(call: (...given: unknown[]) => unknown, given: readonly unknown[]): unknown {
  const known = answers.find(
    (one) =>
      one.call === call &&
      one.given.length === given.length &&
      one.given.every((value, at) => isSame(value, given[at])),
  );
  if (known?.error) throw known.error.reason;
  if (known) return known.value;
  const value = call(...given);
  if (!(value instanceof Promise)) return value;
  const before = answers;
  throw new Later(
    value.then(
      (settled: unknown) => [...before, { call, given, value: settled }],
      (reason: unknown) => [...before, { call, given, error: { reason } }],
    ),
  );
}
