/** A cursor that moves nothing: a list that does not use it, or a value that is no part of the record. */
import type { Cursor, List, Connector as Manifest } from "../../../schemas/connector.types.js";
import type { Path } from "../../load/source.js";
import { cursorsOf, deletedOf, listsOf } from "../modes.js";
import { readsName } from "../reads.js";
import { readingsOf, reads } from "./readings.js";
import { eachText, type Findings, tellKey, tellValue } from "./tell.js";

/** Finds cursors whose list does not use them, or whose value is the same for every record. */
export function checkCursors(to: Findings, { entities }: Manifest): void {
  for (const [name, { pull }] of Object.entries(entities))
    if (pull) {
      const at: Path = ["entities", name, "pull"];
      const cursors = cursorsOf(at, pull);
      for (const [path, cursor] of cursors) checkCursor(to, path, cursor, listsOf([], pull));
      for (const [path, { cursor, ...list }] of deletedOf(at, pull))
        if (cursor) checkCursor(to, [...path, "cursor"], cursor, [[path, list]]);
      for (const [path, list] of listsOf(at, pull)) checkWindow(to, path, list, cursors);
    }
}

/** The bounds of a window have to go out, or each window would give everything. */
function checkWindow(
  to: Findings,
  path: Path,
  { window, for: _, ...request }: List,
  cursors: ReturnType<typeof cursorsOf>,
): void {
  if (window === undefined) return;
  const texts: string[] = [];
  eachText([], [request, cursors.map(([, { query }]) => query)], (_at, text) => texts.push(text));
  const read = texts.map((text) => readingsOf({ text, kind: "text" }));
  const missing = (["from", "to"] as const).filter((name) => !read.some((one) => reads(one, "window", name)));
  if (missing.length === 0) return;
  const names = missing.map((name) => `\`window.${name}\``).join(" and ");
  tellKey(to, [...path, "window"], "window-unused", { names }, "Name both where the system expects them.");
}

function checkCursor(to: Findings, path: Path, cursor: Cursor, lists: ReturnType<typeof listsOf>): void {
  const read = lists.map(([, list]) => list);
  // A descending list is left at the token, whether or not the system knows of it.
  const isLeft = cursor.order === "descending";
  const bare = read.flatMap((list) => [...Object.values(list.for ?? {}), list.filter ?? ""]);
  if (cursor.start !== undefined && read.every(({ window }) => window === undefined))
    tellKey(to, [...path, "start"], "start-unused", {}, "Remove it, or give the list a `window`.");
  // The bounds of a window begin at the cursor.
  const isCut = read.every(({ window }) => window !== undefined);
  if (!isLeft && !isCut && !readsName([cursor.query, read], ["cursor"]) && !bare.some(isRead))
    tellKey(
      to,
      [...path, "query"],
      "cursor-unused",
      {},
      "Name it where the system expects it: `${ cursor }`.",
    );
  const { value } = cursor;
  if (value !== undefined && !reads(readingsOf({ text: value, kind: "expression" }), "record"))
    tellValue(to, [...path, "value"], "cursor-constant", {}, "Take it from the record: `record.updated_at`.");
}

function isRead(text: string): boolean {
  const read = readingsOf({ text, kind: "expression" });
  return reads(read, "cursor") || reads(read, "$cursor");
}
