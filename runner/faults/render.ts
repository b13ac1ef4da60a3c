/** Shows faults to people: where, what is there, what is wrong with it, what to do. Text from outside is made harmless first. */
import { byPlace, type Fault, type Location, MOST_SHOWN } from "./fault.js";

/** How faults are shown. */
export interface RenderOptions {
  /** ANSI colours. */
  readonly color: boolean;
  /** Masks secrets. It is applied before a text is cut, since a secret that was cut cannot be found any more. */
  readonly mask?: (text: string) => string;
}

/** Colours by meaning; with `color: false` each leaves the text as it is. */
export function palette(color: boolean) {
  const paint = (code: number) => (text: string) => (color ? `\x1b[${code}m${text}\x1b[0m` : text);
  return { bold: paint(1), dim: paint(2), red: paint(31), green: paint(32), yellow: paint(33) };
}

const LONGEST = 500;
// Whatever moves the cursor, breaks the line, hides, or turns the direction of writing; and halves of characters.
const UNSAFE = /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * Text from outside as it may be shown on a terminal: one line, control characters and direction marks made visible, and
 * cut to `max` characters.
 *
 * @example plain("red: \x1b[31m") // "red: \\u{1b}[31m"
 */
export function plain(text: string, max = LONGEST): string {
  // Cut first, too: the text may be long.
  const shown = visible(text.slice(0, max + 1));
  return shown.length <= max ? shown : `${shown.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/**
 * Text from outside for a file that people show on a terminal: as `plain`, but of many lines, and whole.
 *
 * @example harmless("red:\n\x1b[31m") // "red:\n\\u{1b}[31m"
 */
export function harmless(text: string): string {
  return text.replace(UNSAFE, (char) => (char === "\n" || char === "\t" ? char : visible(char)));
}

function visible(text: string): string {
  return text.replace(UNSAFE, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}

/**
 * One fault, for people; with its findings when it stands for several. No newline at the end.
 *
 * @example process.stderr.write(`${renderFault(fault, { color: false })}\n`);
 */
export function renderFault(fault: Fault, options: RenderOptions): string {
  const { findings, location } = fault.details;
  if (findings !== undefined && findings.length > 0) return renderFindings(findings, options);
  const { bold, dim, red } = palette(options.color);
  const say = sayWith(options);
  const margin = " ".repeat(String(location?.line ?? 0).length);
  const lines = [
    `${bold(red(`error[${fault.details.finding ?? fault.code}]`))}${bold(`: ${say(fault.message)}`)}`,
  ];
  if (location !== undefined) {
    const { option, file, line, column } = location;
    // The name of a file is no secret, also where a secret is a part of it.
    const place = option === undefined ? plain(`${file}:${line}:${column}`) : say(option);
    lines.push(`${margin}${dim("-->")} ${place}`);
    lines.push(...excerpt(location, margin, options));
  }
  if (fault.hint !== undefined) lines.push(`${margin} ${dim("=")} ${bold("hint:")} ${say(fault.hint)}`);
  return lines.join("\n");
}

/** The first findings by file, line and column, and how many there are. No newline at the end. */
export function renderFindings(findings: readonly Fault[], options: RenderOptions): string {
  const files = new Set(findings.flatMap(({ details }) => details.location?.file ?? []));
  const where = files.size === 0 ? "" : ` in ${files.size} ${files.size === 1 ? "file" : "files"}`;
  const count = `${findings.length} ${findings.length === 1 ? "problem" : "problems"}${where}`;
  const first = [...findings].sort(byPlace).slice(0, MOST_SHOWN);
  const more = findings.length - first.length;
  const rendered = first.map((finding) => renderFault(finding, options));
  const end = more > 0 ? `${count}; ${more} more are not shown` : count;
  return [...rendered, palette(options.color).bold(end)].join("\n\n");
}

function sayWith({ mask = (text) => text }: RenderOptions): (text: string) => string {
  return (text) => plain(mask(text));
}

const WIDEST = 100;

/** The source line with a caret under what is meant. */
function excerpt(location: Location, margin: string, options: RenderOptions): string[] {
  const { text, line, column, length = 1 } = location;
  if (text === undefined) return [];
  const { dim, red } = palette(options.color);
  const bar = `${margin} ${dim("|")}`;
  const masked = options.mask?.(text) ?? text;
  // Masking moved what the caret would stand under: the line alone is better than a caret that lies.
  if (masked !== text) return [bar, `${dim(`${line} |`)} ${sourceText(plain(masked, WIDEST))}`];
  const at = Math.min(column - 1, text.length);
  // Of a long line, the part around the caret.
  const from = text.length <= WIDEST ? 0 : Math.max(0, Math.min(at - WIDEST / 2, text.length - WIDEST));
  const to = Math.min(text.length, from + WIDEST);
  const before = `${from > 0 ? "…" : ""}${sourceText(text.slice(from, at))}`;
  const meant = sourceText(text.slice(at, Math.min(at + length, to)));
  const after = `${sourceText(text.slice(at + length, to))}${to < text.length ? "…" : ""}`;
  const caret = "^".repeat(Math.max(1, meant.length));
  return [
    bar,
    `${dim(`${line} |`)} ${before}${meant}${after}`.trimEnd(),
    `${bar} ${" ".repeat(before.length)}${red(caret)}`,
  ];
}

/** A tab is as wide as the terminal likes; two spaces are not. */
function sourceText(text: string): string {
  return visible(text.replaceAll("\t", "  "));
}
