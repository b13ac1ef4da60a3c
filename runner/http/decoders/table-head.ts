/** What holds of the head of a table, of an answer and of a file alike. */

/** Said of a table in which nothing stands: an export that failed often looks so, and one of nobody has a head. */
export const NO_HEAD = "is empty: a table has a head at least";

const OTHER_DELIMITERS = [",", ";", "\t", "|"];

/** Whether a line holds nothing but blanks. Before the head it is as good as none. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.length === 1 && cells[0]?.trim() === "";
}

/** What stands between the names instead, where they were taken for one. */
export function otherDelimiter(names: readonly string[], delimiter: string): string | undefined {
  const [only = ""] = names;
  if (names.length !== 1) return undefined;
  return OTHER_DELIMITERS.find((sign) => sign !== delimiter && only.includes(sign));
}
