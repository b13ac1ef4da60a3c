/** How a value that the runner did not write is refused: shown, never guessed around (I3). */
import { Fault } from "../faults/fault.js";

const shownLength = 200;

/** The command that removes what stands under keys of a kind. */
const REMEDIES: Readonly<Record<string, string>> = {
  ledger: "ledger forget WORKFLOW --all",
  sent: "ledger forget WORKFLOW --all",
  inflight: "ledger forget WORKFLOW --all",
  reject: "rejects drop WORKFLOW --all",
  rejected: "rejects drop WORKFLOW --all",
  file: "rejects drop WORKFLOW --all",
};
/** Values of these kinds hold what was pulled, which is nobody's business in a message. */
const PRIVATE = new Set(["reject", "file"]);

/** A stored text that is not a value of the runner; the reader who knows the key turns it into a Fault. */
export class MalformedValue extends Error {
  readonly text: string;

  constructor(text: string, why: string) {
    super(why);
    this.text = text;
  }
}

/**
 * The fault for a value that cannot be used.
 *
 * @param key the key in the store, `<kind>:<workflow_id>[:…]`
 * @param value what was found; text is shown as it is, everything else as JSON
 * @example throw corruptValue("token:orders", 42, "it is not a token")
 */
export function corruptValue(key: string, value: unknown, why: string, cause?: unknown): Fault {
  const [kind = "", workflowId = ""] = key.split(":");
  const remedy = REMEDIES[kind] ?? "state reset WORKFLOW";
  return new Fault(
    "STORE_CORRUPT",
    `the store holds something under ${printable(key)} that cannot be used, because ${why}${PRIVATE.has(kind) ? "" : `: ${printable(value)}`}`,
    {
      hint: `Put the store back from a copy, or remove what is damaged: npx sync-runner ${remedy.replace("WORKFLOW", workflowId)}`,
      cause,
    },
  );
}

/** At most 200 characters, without any that could act on a terminal. */
function printable(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  const characters = [...text.slice(0, shownLength * 2)];
  const shown = characters.slice(0, shownLength).join("");
  const escaped = shown.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return shown.length < text.length ? `${escaped}…` : escaped;
}
