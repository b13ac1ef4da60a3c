/** A long text, line by line: no more of it is held than one line and one piece. */

/**
 * @param longest the most characters of a line
 * @param tooLong makes what is thrown for a longer one
 * @example for await (const line of linesOf(pieces, 1000, () => new Error("too long"))) { … } // without "\n"; "\r" stays
 */
export async function* linesOf(
  pieces: AsyncIterable<string>,
  longest: number,
  tooLong: () => Error,
): AsyncGenerator<string> {
  let begun: string[] = [];
  let length = 0;
  for await (const piece of pieces) {
    const [first = "", ...others] = piece.split("\n");
    begun.push(first);
    length += first.length;
    if (length > longest) throw tooLong();
    for (const next of others) {
      yield begun.join("");
      begun = [next];
      length = next.length;
    }
  }
  yield begun.join("");
}
