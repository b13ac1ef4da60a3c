/** The lines of a JSON Lines file, read while they are needed: a JSON object each. */
import type { FileHandle } from "node:fs/promises";
import { asFault } from "../faults/fault.js";
import { linesOf } from "../http/decoders/lines.js";
import { parseJson } from "../http/json.js";
import { Refusal } from "./refusal.js";
import { LONGEST } from "./table.js";
import { textIn } from "./text.js";

export interface JsonLine {
  readonly line: number;
  /** As it stands in the file. */
  readonly text: string;
  /** What it says, or why that cannot be told. */
  readonly read: { readonly values: Readonly<Record<string, unknown>> } | { readonly error: string };
}

/** @throws {Refusal} 422 for what is no text, or a line that is too long */
export async function* jsonLines(file: FileHandle, name: string): AsyncGenerator<JsonLine> {
  let line = 0;
  const tooLong = () => new Refusal(422, `${name} has a line of more than ${LONGEST} characters`);
  for await (const whole of linesOf(textIn(file, name, "utf-8"), LONGEST, tooLong)) {
    const text = withoutReturn(whole);
    line += 1;
    if (text.trim() !== "") yield { line, text, read: readLine(text, line) };
  }
}

function readLine(text: string, line: number): JsonLine["read"] {
  try {
    JSON.parse(text);
  } catch {
    return { error: `line ${line} is not valid JSON` };
  }
  try {
    // In the place in which it is answered: what is too deep there is told of this line.
    const [[[values]]] = parseJson(Buffer.from(`[[[${text}]]]`), `line ${line}`) as [[[unknown]]];
    const isObject = typeof values === "object" && values !== null && !Array.isArray(values);
    return isObject
      ? { values: values as Record<string, unknown> }
      : { error: `line ${line} is no JSON object` };
  } catch (error) {
    return { error: asFault(error).message };
  }
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
