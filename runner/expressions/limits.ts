/**
 * What one evaluation may use (I7). Manifests, pipelines and records are data of strangers, and an expression is a program: none
 * may hold the process or fill its memory. The bounds are some hundred times what the mappings of the shipped connectors need.
 */
export const limits = {
  /** Operators and calls within each other. */
  depth: 1000,
  /** Steps of the engine, half a second or so; a mapping of sixty fields takes six hundred. They are the same on every machine, so what passes once passes again. */
  steps: 200_000,
  /** Milliseconds of all searches of one regular expression: one search is bounded, but not how often it begins again. */
  searching: 5000,
  /** Members of one list: more than any answer of a system has records. */
  members: 500_000,
  /** Members that are put into lists and objects over the whole evaluation, kept or not: 16 MB of places. */
  total: 2_000_000,
  /** Characters of a text that is built: a resume of 3 MB in base64. Texts that are there already may be longer. */
  text: 4 * 1024 * 1024,
  /** Characters of all large texts that are built. */
  texts: 64 * 1024 * 1024,
  /** From here on a text counts as large; smaller ones cost less than the step that makes them. */
  largeText: 64 * 1024,
  /** Values in what is built, with every value counted wherever it stands: lists in lists double as texts do. */
  size: 1_000_000,
  /** Lists and objects in each other: what reads or writes JSON takes no more. */
  nesting: 500,
  /** Characters of an expression, of a picture of `$formatNumber` and its like. */
  expression: 256 * 1024,
  picture: 200,
  /** Instructions of a regular expression. */
  program: 5000,
  /** Instructions times characters: what one search costs at most, a second or so. */
  match: 100_000_000,
} as const;

/** Something went past a bound. The message goes on from "the expression …" and needs no code. */
export class Overrun extends Error {
  /** Set by the engine: the offset behind the token. */
  position?: number;
}
