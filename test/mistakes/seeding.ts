/** Mistakes that are put into files by program: a kind says what is changed, and on which lines a finding about it may stand. */

/** A file with one change in it. */
export interface Edit {
  readonly text: string;
  /** The lines of the changed text on which a finding is right, counted from 1. */
  readonly lines: readonly number[];
}

/** One kind of mistake, or of a right edit. */
export interface Kind {
  readonly name: string;
  /** The files that it applies to, by their path below the root. */
  readonly on: RegExp;
  edits(text: string): readonly Edit[];
}

/** The files that the kinds apply to. */
export const MANIFESTS = /^connectors\/\w+\/connector\.yaml$/;
export const FORMATS = /\.jsonata$/;
export const PIPELINES = /^(pipelines|examples)\/.*\.yaml$/;
export const SCHEMAS = /\.schema\.json$/;
export const EXPRESSIONS = /\.jsonata$|^connectors\/\w+\/connector\.yaml$/;

/** Where a finding is right, where that is not on the changed lines: by the text before, the offset of the match, and the match. */
type Where = (text: string, at: number, match: RegExpMatchArray) => readonly number[];

/** The line of an offset. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** The key of the mapping that a line stands in; of a line at the top, the first line of the file that is no comment. */
export const parentKey: Where = (text, at) => {
  const lines = text.split("\n");
  const line = lineAt(text, at + (/^\s*\n/.exec(text.slice(at))?.[0].length ?? 0));
  const indent = /^[ ]*(?:- )?/.exec(lines[line - 1] ?? "")?.[0].length ?? 0;
  for (let above = line - 1; above >= 1; above -= 1) {
    const found = /^( *(?:- )?)[^\s#]/.exec(lines[above - 1] ?? "");
    if (found && (found[1] ?? "").length < indent) return [above];
  }
  // The whole file: what it begins with, also after the line is gone.
  const first = lines.findIndex((one) => /^[^\s#]/.test(one)) + 1;
  return [first, first + 1];
};

/** The lines on which `pattern` stands before the change. */
export const onLinesOf =
  (pattern: (match: RegExpMatchArray) => RegExp): Where =>
  (text, _, match) =>
    text.split("\n").flatMap((line, index) => (pattern(match).test(line) ? [index + 1] : []));

/**
 * A kind that replaces what a pattern matches, each match an edit of its own.
 *
 * @param replace the new text, with `$1` for groups, or what makes it
 * @param where when the right lines are not the ones that the new text stands on
 */
export function kind(
  name: string,
  on: RegExp,
  pattern: RegExp,
  replace: string | ((match: RegExpMatchArray, text: string) => string | undefined),
  where?: Where,
): Kind {
  const edits = (text: string): Edit[] =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const at = match.index ?? 0;
      const found = match[0];
      const made =
        typeof replace === "string"
          ? replace.replace(/\$(\$|\d)/g, (_, sign: string) =>
              sign === "$" ? "$" : (match[Number(sign)] ?? ""),
            )
          : replace(match, text);
      if (made === undefined || made === found || isInComment(text, at)) return [];
      const after = text.slice(0, at) + made + text.slice(at + found.length);
      return [{ text: after, lines: where?.(text, at, match) ?? spanned(after, at, found, made) }];
    });
  return { name, on, edits };
}

/** The lines of the new text that are not as they were. */
function spanned(after: string, at: number, before: string, made: string): number[] {
  let same = 0;
  while (same < Math.min(before.length, made.length) && before[same] === made[same]) same += 1;
  let end = made.length;
  let other = before.length;
  while (end > same && other > same && made[end - 1] === before[other - 1]) {
    end -= 1;
    other -= 1;
  }
  const first = lineAt(after, at + same);
  const last = lineAt(after, at + Math.max(same, end - 1));
  return Array.from({ length: Math.max(1, last - first + 1) }, (_, index) => first + index);
}

/** Whether an offset lies in what people read: a comment or a description. */
function isInComment(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  // A text for people from its key to its end; a list of names that a system knows.
  if (/^\s*(?:- )?(?:description|fail|skip|drop): |^\s*(?:default|fields): \w+,/.test(line)) return true;
  if (/^\s*#|\s#\s|\b(?:description|fail|skip): (?![^,]*,)/.test(line)) return true;
  if (/^ *(?:Filter|\. You|Examples|By|The max|reference of)/.test(line)) return true;
  const open = text.lastIndexOf("/*", at);
  return open >= 0 && text.lastIndexOf("*/", at) < open && text.indexOf("*/", open) >= at;
}

/** A word with two neighbouring letters swapped, as fingers do. */
export function typo(word: string): string {
  for (let at = Math.max(1, Math.floor(word.length / 2) - 1); at < word.length - 1; at += 1)
    if (word[at] !== word[at + 1]) return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
  return `${word}x`;
}

/** A spread choice of at most `most`, the same each time. */
export function chosen<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from({ length: most }, (_, index) => all[Math.floor((index * all.length) / most)] as T);
}
