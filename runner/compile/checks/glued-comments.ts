/** A `#` behind a blank that begins no comment by its looks: YAML cut the value there. */
import { treeOf } from "../../expressions/parse.js";
import { commentAfter, locateValue, type Source } from "../../load/source.js";
import { eachText, type Findings, tell } from "./tell.js";

/** Finds them in a file whose values are `data`. */
export function checkGluedComments(to: Findings, source: Source, data: unknown): void {
  // Most files have none, and need not be looked through.
  if (!/[^\s#] +#[^\s#!]/.test(source.text)) return;
  eachText([], data, (path, text) => {
    if (isCut(text)) return;
    const comment = commentAfter(source, path)?.split("\n")[0];
    if (comment === undefined || !/^[^\s#!]/.test(comment)) return;
    const shown = comment.length > 40 ? `${comment.slice(0, 40)}…` : comment;
    tell(
      to,
      locateValue(source, path),
      "comment-glued",
      { comment: shown },
      "Put the value in quotes; for a comment, put a blank behind the `#`.",
    );
  });
}

/** An expression that ends too early is told as such. */
function isCut(text: string): boolean {
  return treeOf(text) === undefined && /[([{"'`]|(?:[=&|,+<>]|\b(?:and|or|in))\s*$/.test(text);
}
