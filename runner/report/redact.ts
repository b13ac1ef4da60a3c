/** Keeps secrets out of everything that is shown or written (I6): what a person or a program sees has been through here. */
import { domainToUnicode } from "node:url";
import { escaped, isTooShort, literalForms, unwrappedForms } from "./forms.js";
import { unwrap } from "./unwrap.js";

const MASK = "***";
/** A label of a host name beyond ASCII, as requests and messages spell it. */
const INTERNATIONAL = /\bxn--[a-z0-9-]+/gi;

/**
 * Masks secrets in every encoding that a message may carry them in: as they are, JSON-escaped, URL-encoded, in base64
 * (alone or inside more, as in `user:secret`) or hex, and each of these also when wrapped over lines; in the name of a host, which
 * comes in small letters and its own spelling; and in letters of any case.
 * Secrets of less than 4 characters, whitespace not counted, are ignored. It cannot find a secret that was cut: mask first.
 *
 * @example new Redactor(["hunter22"]).mask("password=hunter22&x") // "password=***&x"
 */
export class Redactor {
  readonly #secrets = new Set<string>();
  #patterns: { readonly literal: RegExp; readonly unwrapped: RegExp } | undefined;

  constructor(secrets: Iterable<string> = []) {
    for (const secret of secrets) this.add(secret);
  }

  /** From now on this is masked too, e.g. a token that a log-in answered. */
  add(secret: string): void {
    if (isTooShort(secret)) return;
    // Whoever sends it trims it, too.
    this.#secrets.add(secret.trim());
    this.#patterns = undefined;
  }

  /** The text with every secret replaced by `***`. Bound, so that it can be handed on as a function. */
  readonly mask = (text: string): string => {
    if (this.#secrets.size === 0) return text;
    this.#patterns ??= compiled(this.#secrets);
    const { literal, unwrapped } = this.#patterns;
    const rest = text.replace(INTERNATIONAL, (name) => withoutSecret(name, literal)).replace(literal, MASK);
    const plain = unwrap(rest);
    let masked = "";
    let done = 0;
    for (const match of plain.bytes.matchAll(unwrapped)) {
      const [start, end] = plain.origin(match.index, match.index + match[0].length);
      masked += rest.slice(done, start) + MASK;
      done = end;
    }
    return masked + rest.slice(done);
  };
}

/** Longest secret first: a secret that begins with another one is to be masked as a whole. */
function compiled(secrets: ReadonlySet<string>) {
  const longestFirst = [...secrets].sort(byLength);
  return {
    literal: new RegExp(longestFirst.flatMap(literalForms).sort(byLength).map(escaped).join("|"), "giu"),
    unwrapped: new RegExp(longestFirst.flatMap(unwrappedForms).join("|"), "gu"),
  };
}

/** Such a label may hold a secret together with other characters. */
function withoutSecret(name: string, literal: RegExp): string {
  return domainToUnicode(name).search(literal) < 0 ? name : MASK;
}

function byLength(a: string, b: string): number {
  return b.length - a.length;
}
