/** Values of a pipeline that may well be meant as they stand, and more often are not: told by a check of the file, and no reason to stop a run. */
import { isScalar } from "yaml";
import type { Fault } from "../../faults/fault.js";
import { nodeAt, type Path, type Source } from "../../load/source.js";
import { isTemplate } from "../text.js";
import type { Block } from "../values.js";
import { wrongDate } from "./dates.js";
import { eachText, tellIn, tellValue } from "./tell.js";

/** How a parameter says that its dates are written in another way. */
const OTHER_DATES = /[DMY]{2,4}[/.][DMY]{2,4}/;

/** Finds dates that can be read in several ways, and a `#` that looks like the start of a comment. */
export function doubtfulValues(
  source: Source,
  blocks: readonly Pick<Block, "path" | "given" | "parameters">[],
): Fault[] {
  const to = { source, findings: [] as Fault[] };
  const look = (path: Path, text: string, isOwnDate: boolean) => {
    if (isTemplate(text)) return;
    const date = isOwnDate ? undefined : wrongDate(text);
    if (date && date.code !== "no-such-date")
      tellValue(to, path, date.code, { said: date.message }, date.hint);
    const node = nodeAt(source, path);
    const glued = isScalar(node) && node.type === "PLAIN" ? /\S#\s/.exec(text) : null;
    if (!glued) return;
    const hint = "Put a blank before it; where it belongs to the value, put the value in quotes.";
    tellIn(to, path, { index: glued.index + 1, length: 1 }, "hash-in-value", {}, hint);
  };
  for (const { path: at, given, parameters } of blocks) {
    const declared = parameters?.properties ?? {};
    eachText(at, given, (path, text) =>
      look(path, text, OTHER_DATES.test(JSON.stringify(declared[String(path[at.length])] ?? {}))),
    );
  }
  return to.findings;
}
