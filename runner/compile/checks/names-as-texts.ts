/** Texts of a request that are a name in its scope as they stand, `email: found.email`: they would be sent as these very letters. */
import type { Path } from "../../load/source.js";
import { evaluatedHint, looksEvaluated } from "./plain-texts.js";
import { isTaken } from "./step-names.js";
import { eachText, type Findings, tellIn } from "./tell.js";

/** Names of the runner that nobody sends as a word. */
const NO_WORDS = ["page", "cursor", "item", "record", "interrupted"];
const PATH = /^\s*([a-z_]\w*)((?:\.(?:[A-Za-z_]\w*|`[^`]+`)|\[-?\d+\])*)\s*$/;
/** What ends a name of a file: `resume.pdf` is no member of `resume`. */
const FILE = /\.(?:pdf|docx?|odt|rtf|txt|html?|json|xml|csv|zip|png|jpe?g|gif)\s*$/i;

/**
 * Whether a text is a path into one of these names, or one of them that is no word.
 *
 * @example isName("found.email", ["found"]) // true
 */
export function isName(text: string, names: readonly string[]): boolean {
  const [, root = "", rest = ""] = PATH.exec(text) ?? [];
  if (!names.includes(root)) return false;
  return rest === "" ? NO_WORDS.includes(root) || !isTaken(root) : !FILE.test(text);
}

/** Finds them in a value of a request; `names` are those in scope there. */
export function checkNamesAsTexts(to: Findings, path: Path, value: unknown, names: readonly string[]): void {
  eachText(path, value, (at, text) => {
    // What looks like an expression whatever is in scope is told by that look.
    if (!isName(text, names) || looksEvaluated(text)) return;
    tellIn(
      to,
      at,
      { index: 0, length: text.length },
      "asks-for-template",
      { said: `\`${text.slice(0, 60)}\` is sent as it stands: it is no expression` },
      evaluatedHint({ index: 0, length: text.length, meant: text.trim() }),
    );
  });
}
