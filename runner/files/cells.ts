/**
 * An object as cells of a table and back: members of members become columns with dots, lists are JSON. A text that a spreadsheet would
 * take for a formula gets an apostrophe before it, which is taken off again when the file is read here.
 */
import { Refusal } from "./refusal.js";

/** Also the wide forms, which some spreadsheets read alike. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/u;
const HARMLESS = /^'+[=+\-@\t\r\n＝＋－＠]/u;
const MOST_COLUMNS = 4096;

/** @example harmless("=1+1") // "'=1+1" */
export function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The text that `harmless` was given. */
export function original(cell: string): string {
  return HARMLESS.test(cell) ? cell.slice(1) : cell;
}

/**
 * The cells of an object, by the names of their columns.
 *
 * @throws {Refusal} 422 where two members would be one column
 * @example cellsOf({ info: { email: "ada@example.org" }, tags: [] }) // info.email → ada@example.org, tags → []
 */
export function cellsOf(values: Readonly<Record<string, unknown>>): Map<string, string> {
  const cells = new Map<string, string>();
  const add = (name: string, value: unknown): void => {
    if (isObject(value) && Object.keys(value).length > 0) {
      for (const [member, inner] of Object.entries(value)) add(`${name}.${member}`, inner);
      return;
    }
    if (cells.has(name)) throw new Refusal(422, `two members would be the column ${JSON.stringify(name)}`);
    if (cells.size === MOST_COLUMNS) throw new Refusal(422, `it has more than ${MOST_COLUMNS} columns`);
    cells.set(name, textOf(value));
  };
  for (const [name, value] of Object.entries(values)) add(name, value);
  return cells;
}

/** The object that such cells were; a cell without text says nothing. */
export function nested(cells: Iterable<readonly [string, string]>): Record<string, unknown> {
  // Without a prototype no name of a column reaches one.
  const all: Record<string, unknown> = Object.create(null);
  for (const [name, cell] of cells) {
    if (cell === "") continue;
    const path = name.split(".");
    const last = path.pop() ?? "";
    let at = all;
    for (const member of path) {
      const inner = at[member];
      if (isObject(inner)) at = inner;
      else {
        const fresh: Record<string, unknown> = Object.create(null);
        at[member] = fresh;
        at = fresh;
      }
    }
    at[last] = valueIn(cell);
  }
  return all;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return harmless(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function valueIn(cell: string): unknown {
  if (!/^[[{]/.test(cell)) return original(cell);
  try {
    return JSON.parse(cell) as unknown;
  } catch {
    return cell;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
