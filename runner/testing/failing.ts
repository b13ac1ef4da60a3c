/** The faults of a case: what happens to its requests in the place of their answers. */
import type { Counterpart } from "./server.js";

/**
 * Answers as `answer` does, except where a fault is named for the number of the request.
 *
 * @param faults e.g. `["429@2", "reset@3"]`
 * @example withFaults(["429@1"], answer)(request) // the first time { status: 429, … }
 */
export function withFaults(faults: readonly string[], answer: Counterpart["answer"]): Counterpart["answer"] {
  const byNumber = new Map(
    faults.map((fault) => {
      const [what = "", number] = fault.split("@");
      return [Number(number), what] as const;
    }),
  );
  let count = 0;
  return (request) => {
    count += 1;
    const what = byNumber.get(count);
    if (what === undefined) return answer(request);
    if (what === "reset") return "reset";
    const status = what === "expired" ? 401 : Number(what);
    return { status, headers: { "Content-Type": "application/json" }, body: Buffer.from("{}") };
  };
}
