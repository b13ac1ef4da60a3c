/** A cursor that moves nothing: a list that does not use it, or a value that is no part of the record. */
import type { Cursor, Connector as Manifest } from "../../../schemas/connector.types.js";
import type { Path } from "../../load/source.js";
import { cursorsOf, listsOf } from "../modes.js";
import { readsName } from "../reads.js";
import { readingsOf, reads } from "./readings.js";
import { type Findings, tellKey, tellValue } from "./tell.js";

/** Finds cursors whose list does not use them, or whose value is the same for every record. */
export function checkCursors(to: Findings, { entities }: Manifest): void {
  for (const [name, { pull }] of Object.entries(entities))
    if (pull)
      for (const [path, cursor] of cursorsOf(["entities", name, "pull"], pull))
        checkCursor(to, path, cursor, listsOf([], pull));
}

function checkCursor(to: Findings, path: Path, cursor: Cursor, lists: ReturnType<typeof listsOf>): void {
  const read = lists.map(([, list]) => list);
  // A descending list is left at the token, whether or not the system knows of it.
  const isLeft = cursor.order === "descending";
  const bare = read.flatMap((list) => [...Object.values(list.for ?? {}), list.filter ?? ""]);
  if (!isLeft && !readsName([cursor.query, read], ["cursor"]) && !bare.some(isRead))
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
