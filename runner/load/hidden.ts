/** The lines of a file that may hold a credential: they are not shown, whatever is wrong with them (I6). */

/** The keys of a pipeline under which nothing secret stands. */
const SHOWN = new Set([
  "workflow_id",
  "action",
  "pull_parameters",
  "push_parameters",
  "logics",
  "format",
  "persist",
  "incremental",
]);

/** The ends of a pipeline without an action, and the keys of such an end under which nothing secret stands. */
const ENDS = new Set(["origin", "target"]);
const SHOWN_OF_END = new Set(["connector", "entity", "mode", "operation", "parameters"]);

/**
 * Whether nothing secret stands under these keys of a pipeline: not so where a key is not known.
 *
 * @example isShown(["origin", "parameters", "filter"]) // true
 */
export function isShown([key = "", inner = ""]: readonly string[]): boolean {
  return SHOWN.has(key) || (ENDS.has(key) && SHOWN_OF_END.has(inner));
}

/**
 * Whether a place of a pipeline is a block of credentials, or in one.
 *
 * @example isOfCredentials(["origin", "auth"]) // true
 */
export function isOfCredentials([key = "", inner = ""]: readonly (string | number)[]): boolean {
  return /_auth$/.test(String(key)) || (ENDS.has(String(key)) && inner === "auth");
}

/** A key of the file itself, and whether what stands under it is hidden. */
interface Part {
  readonly at: number;
  readonly key: string;
  readonly isHidden: boolean;
}

const known = new WeakMap<object, readonly Part[]>();

/**
 * Whether the line that ends at `end` may hold a credential: it stands under `connector_auth` or a key like it, or in a
 * pipeline under a key that is not known.
 *
 * @param file stands for the text: it is looked through once
 */
export function isHidden(file: object, text: string, end: number): boolean {
  const parts = known.get(file) ?? partsOf(text);
  known.set(file, parts);
  const line = text.lastIndexOf("\n", end - 1) + 1;
  const start = line + text.slice(line, end).search(/\S|$/);
  const last = lastBefore(parts, end);
  // In JSON one line may hold several keys.
  for (let index = last; index >= 0; index -= 1) {
    if (parts[index]?.isHidden) return true;
    if ((parts[index]?.at ?? 0) <= start) break;
  }
  return false;
}

/** The last part that begins before `end`. */
function lastBefore(parts: readonly Part[], end: number): number {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.at ?? 0) < end) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * The texts of a file that may be credentials, also where the file is no YAML: for whoever masks messages about it.
 *
 * @example hiddenTexts("acme_auth: { token: abcdef }") // ["abcdef"]
 */
export function hiddenTexts(text: string): string[] {
  const parts = partsOf(text);
  const found = parts.flatMap(({ at, key, isHidden }, index) => {
    if (!isHidden) return [];
    const lines = text.slice(at, parts[index + 1]?.at).split("\n");
    if (key === "callback") return textsOfCallback(lines);
    return lines.flatMap(textsOf);
  });
  return [...new Set(found.filter((one) => !VARIABLE.test(one)))];
}

/** The name of a value of the environment is no secret, however it is written. */
const VARIABLE = /^[$%{\s]*(?:process\.)?env\.\w+[}%\s]*$/;

/**
 * Of a callback its address, its headers and whatever is called like a credential. The rest is what people read: its words would be
 * masked wherever else they stand, in names of files and actions too.
 */
function textsOfCallback(lines: readonly string[]): string[] {
  let depth: number | undefined;
  return lines.flatMap((line) => {
    const indent = line.search(/\S|$/);
    if (depth !== undefined && line.trim() !== "" && indent <= depth) depth = undefined;
    const begin = depth === undefined ? /\bjson["']?\s*:/.exec(line.slice(0, LONGEST))?.index : 0;
    if (begin === undefined) return textsOf(line);
    if (depth === undefined) depth = indent;
    const [before, told] = [line.slice(0, begin), line.slice(begin)];
    const isTelling = CREDENTIAL.test(told.slice(0, LONGEST));
    return [
      ...textsOf(before),
      ...textsOf(told).filter((one) => isTelling || one.split(/\s/).some(isNoWord)),
    ];
  });
}

const CREDENTIAL = /(?:auth|token|key|secret|pass|credential|cookie)[\w-]*["']?\s*:/i;

/** A comment behind the value of a line, or a line that is one: where no quote is open. */
const COMMENT = /^((?:[^"'#]|"[^"]*"|'[^']*'|(?<=\S)#)*?)(?:^|(?<=\s))#(.*)$/s;
/** A credential that was put into a comment: `# api_key: 12ab`. */
const COMMENTED = /^\s*[\w"'.-]+\s*:\s*(\S+)\s*$/;

/** What may be a credential on a line. Of a comment, not its words: they would be masked wherever else they stand. */
function textsOf(line: string): string[] {
  const [, before, comment] = COMMENT.exec(line.slice(0, LONGEST)) ?? [];
  if (before === undefined || comment === undefined) return valuesOf(line);
  const value = COMMENTED.exec(comment)?.[1];
  const telling = comment.split(/\s+/).filter(isNoWord);
  return [before, ...telling, ...(value === undefined ? [] : [value])].flatMap(valuesOf);
}

/** Whether a text of a comment is more likely a credential than a word: it has digits, or capitals amid small letters. */
function isNoWord(text: string): boolean {
  return text.length >= 6 && (/\d/.test(text) || /[a-z][A-Z]/.test(text) || text.length > 24);
}

/** The most of one line that is looked through: no credential is longer. */
const LONGEST = 10_000;
/** A text in quotes or one without, and the colon that makes a key of it. */
const PIECE =
  /(?:"((?:[^"\\]|\\.)*)(?:"|$)|'([^']*)(?:'|$)|([^{}[\],"']+?))(\s*:(?=\s|$|["'{[\d]))?(?=[{}[\],"']|\s|$)/g;

/** What may be a value on a line: as it stands, and cut where quotes, signs and comments may end it; no keys. */
function valuesOf(line: string): string[] {
  const short = line
    .slice(0, LONGEST)
    .replace(/\s+/g, " ")
    // A tag of YAML is told by its name.
    .replace(/ !![a-z]+(?= )/g, "");
  return literalsIn(short).flatMap((text) => {
    const whole = text.replace(/^[\s-]*(?:"[^"]*"|'[^']*'|[\w.-]+)\s?:(?=\s|$)/, "");
    const pieces = [...text.matchAll(PIECE)].map(([, double, single, plain, colon]) =>
      colon === undefined ? (double ?? single ?? plain ?? "") : "",
    );
    const isFlow = /^\s*[{[]/.test(whole);
    return [...(isFlow ? [] : [whole, whole.split(" #", 1)[0] ?? ""]), ...pieces]
      .map((value) => bare(value))
      .filter((value) => !/^(true|false|null|#)?$/.test(value));
  });
}

/** Without what stands round a value that is no part of it. */
function bare(text: string): string {
  const sign = /[\s"'&*!|>,-]/;
  let start = 0;
  let end = text.length;
  while (start < end && sign.test(text[start] ?? "")) start += 1;
  while (end > start && /[\s"',]/.test(text[end - 1] ?? "")) end -= 1;
  return text.slice(start, end);
}

/**
 * A message about a line that is hidden, without what it repeats of it: an anchor that is not there, or a tag, may be a credential that
 * was written without quotes.
 */
export function withoutValues(message: string): string {
  return message.replace(/`([&!])(?!!)[^`]+`/g, "`$1***`").replace(/"[^"]{4,}"/g, '"***"');
}

/** A text without its expressions; of these, the texts in quotes. */
export function literalsIn(text: string): string[] {
  const quoted = [...text.matchAll(/\$\{[^}]*\}/g)].flatMap(([expression]) =>
    [...expression.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, double, single]) => double ?? single ?? ""),
  );
  return [...text.split(/\$\{[^}]*\}/), ...quoted].map((part) => part.trim()).filter((part) => part !== "");
}

function partsOf(text: string): readonly Part[] {
  const keys = /^\s*\{/.test(text) ? keysOfFlow(text) : keysOfBlock(text);
  const isPipeline = keys.some(({ key }) => /^(workflow_id|action|logics)$/.test(key));
  return keys.flatMap(({ at, key }, index) => {
    const part = { at, key, isHidden: isOfCredentials([key]) || (isPipeline && !isShown([key])) };
    if (!isPipeline || !ENDS.has(key)) return [part];
    const inner = keysOfEnd(text.slice(at, keys[index + 1]?.at));
    return [part, ...inner.map((one) => ({ ...one, at: at + one.at, isHidden: !isShown([key, one.key]) }))];
  });
}

/** The keys of the mapping under the first key of a text. */
function keysOfEnd(text: string): Key[] {
  const [before] = /^[^:\n]*:\s*(?=\{)/.exec(text) ?? [];
  if (before !== undefined)
    return keysOfFlow(text.slice(before.length)).map(({ at, key }) => ({ at: before.length + at, key }));
  const lines = [...text.matchAll(/^([ \t]+)["']?([\w-]+)[^\n]*:(?=\s|$)/gm)];
  const own = lines[0]?.[1];
  // Where the file is broken, what may be a credential is one: on a line that is out of line, or behind another key.
  return lines
    .map(({ 0: line, index, 1: indent = "", 2: key = "" }) => ({
      ...{ at: index + indent.length, isOwn: indent === own },
      key: /auth["']?\s*:/i.test(line) ? "auth" : key,
    }))
    .filter(({ isOwn, key }) => isOwn || key === "auth");
}

interface Key {
  readonly at: number;
  readonly key: string;
}

/** The keys at the start of a line. */
function keysOfBlock(text: string): Key[] {
  return [...text.matchAll(/^[\w"'][^\n]*:(?=\s|$)/gm)].map(({ index, 0: line }) => ({
    at: index,
    key: /^["']?([\w-]*)/.exec(line)?.[1] ?? "",
  }));
}

/** The keys of the outermost mapping of JSON, or of YAML that looks like it. */
function keysOfFlow(text: string): Key[] {
  const keys: Key[] = [];
  let depth = 0;
  // A text in quotes ends with its line at the latest: the file may be broken.
  const pieces = text.matchAll(/(?:"((?:[^"\\\n]|\\.)*)\\?(?:"|$)|(\w[\w-]*))(\s*:)?|[{}[\]]/gm);
  for (const { index, 0: whole, 1: quoted, 2: plain, 3: colon } of pieces) {
    if (whole === "{" || whole === "[") depth += 1;
    else if (whole === "}" || whole === "]") depth -= 1;
    else if (depth === 1 && colon !== undefined) keys.push({ at: index, key: quoted ?? plain ?? "" });
  }
  return keys;
}
