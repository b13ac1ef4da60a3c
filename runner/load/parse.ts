/**
 * YAML text as a document, with an eye on it from the first sign on: composing a document is recursive, and near the end of its
 * stack the process ends with no error that could be caught; and some kinds of text take the parser minutes (I7).
 */
import { Composer, type CST, type Document, Lexer, Parser, YAMLParseError } from "yaml";

/** How deep a file may nest. */
export const DEEPEST = 64;
/** Words, signs, blanks between them and ends of lines. A file of a megabyte that is no attack has fewer. */
const MOST_PIECES = 100_000;
/** What the parser keeps open besides the collections: the document. */
const BESIDES = 1;

/** A document, or where the text is too deep or too much to be one. */
export type Parsed =
  | { readonly document: Document.Parsed }
  | { readonly offset: number; readonly why: string };

/** Parses a text; what is wrong with it is in the `errors` of the document. */
export function parseYaml(text: string): Parsed {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let pieces = 0;
  for (const piece of new Lexer().lex(text)) {
    tokens.push(...parser.next(piece));
    pieces += 1;
    const offset = Math.max(0, Math.min(parser.offset, text.length) - 1);
    if (parser.stack.length > DEEPEST + BESIDES)
      return { offset, why: `the file nests deeper than ${DEEPEST} levels` };
    if (pieces > MOST_PIECES) return { offset, why: `the file has more than ${MOST_PIECES} words and signs` };
  }
  tokens.push(...parser.end());
  return { document: compose(tokens, text.length) };
}

function compose(tokens: readonly CST.Token[], length: number): Document.Parsed {
  const composer = new Composer({
    prettyErrors: false,
    strict: true,
    resolveKnownTags: false,
    // The library compares each key with each other one, and takes `1` and "1" for two.
    uniqueKeys: false,
  });
  const [document, second] = composer.compose(tokens, true, length);
  if (!document) throw new Error("a text was composed to no document");
  if (second) {
    const [start, end] = second.range;
    document.errors.push(new YAMLParseError([start, end], "MULTIPLE_DOCS", "more than one document"));
  }
  return document as Document.Parsed;
}
