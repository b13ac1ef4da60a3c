/** Files of a described system: pages of text, invented resumes, and plain text. */
import type { File } from "../../../schemas/sandbox.types.js";
import type { Answer } from "../exchange.js";
import { writePdf } from "../pdf.js";
import { hashText } from "../random.js";
import { resumeLines, resumeOf } from "../resume-text.js";
import { textOf } from "./render.js";

/** The file that `rendered` describes, of the record with that key. */
export function fileAnswer(rendered: unknown, key: string, seed: number): Answer {
  const { pdf, resume, text, type } = rendered as Partial<Record<keyof File, unknown>>;
  if (text !== undefined) {
    return { status: 200, headers: { "Content-Type": textOf(type) || "text/plain" }, body: textOf(text) };
  }
  const lines = resume === undefined ? [pdf].flat().map(textOf) : resumeLines(personOf(resume, key, seed));
  return { status: 200, headers: { "Content-Type": "application/pdf" }, body: writePdf(lines) };
}

function personOf(resume: unknown, key: string, seed: number) {
  const { first_name, last_name, email, phone, headline } = resume as Readonly<Record<string, unknown>>;
  const attributes = {
    "first-name": textOf(first_name),
    "last-name": textOf(last_name),
    email: textOf(email),
    phone: textOf(phone),
    pitch: textOf(headline),
  };
  return resumeOf({ id: String(hashText(key) % 1_000_003), attributes }, seed);
}
