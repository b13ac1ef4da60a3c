/** The blocks of a document that show a terminal: commands behind `$ `, and what they print. */

import { stripVTControlCharacters } from "node:util";

/** A command and what it is said to print. */
export interface Shown {
  readonly command: string;
  /** Lines; `…` stands for any text in a line, and alone for any lines. */
  readonly output: readonly string[];
}

/** The commands of all `console` blocks of a text, in their order. */
export function shownCommands(text: string): Shown[] {
  const blocks = [...text.matchAll(/^```console\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block);
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [command = "", ...output] = part.replace(/\n+$/, "").split("\n");
        return { command, output };
      }),
  );
}

/**
 * Whether a text is what was shown.
 *
 * @example isShown("a\nb 1\nc\n", ["a", "b …", "c"]) // true
 */
export function isShown(text: string, output: readonly string[]): boolean {
  const literal = (line: string) => line.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("…", "[^\\n]*");
  const lines = output.map((line) => (line === "…" ? "(?:[^\\n]*\\n)*" : `${literal(line)}\\n`));
  return new RegExp(`^${lines.join("")}$`).test(text);
}

/** What stays on a terminal: no colours, and of a line that was written over its last state. */
export function asSeen(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => stripVTControlCharacters(line.slice(line.lastIndexOf("\r") + 1)))
    .join("\n");
}
