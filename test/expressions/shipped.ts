/** Every expression that the package ships, and real records to evaluate them with: what the tests of the connectors hold. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { unzipSync } from "fflate";
import { parse } from "yaml";
import { cut, isTemplate } from "../../runner/compile/text.js";
import { packageRoot } from "../../runner/load/folders.js";
import type { TestFile } from "../../schemas/test.types.js";

/** What expressions of a connector can use. */
export interface Library {
  readonly values: Readonly<Record<string, unknown>>;
  readonly functions: Readonly<Record<string, string>>;
}

export interface Shipped extends Library {
  /** The file below the root of the package. */
  readonly file: string;
  readonly text: string;
}

const nothing: Library = { values: {}, functions: {} };

/** Every text of the shipped files that can be an expression, once for each library. */
export function shippedExpressions(): Shipped[] {
  const libraries = new Map(
    filesBelow("connectors", /(?:connector|sandbox)\.yaml$/).map((file) => [file, libraryOf(file)]),
  );
  const found = new Map<string, Shipped>();
  const add = (file: string, text: string) => {
    // A simulated system has functions of its own; everything else in its folder sees those of the manifest.
    const home = libraries.has(file) ? file : join(dirname(file), "connector.yaml");
    found.set(`${home}\n${text}`, { file, text, ...(libraries.get(home) ?? nothing) });
  };
  for (const folder of ["connectors", "pipelines", "examples"]) {
    for (const file of filesBelow(folder, /\.jsonata$/)) add(file, readText(file));
    for (const file of filesBelow(folder, /(?<!\/tests\/[^/]*)\.yaml$/))
      for (const text of textsIn(parse(readText(file))))
        for (const one of expressionsIn(text)) add(file, one);
  }
  return [...found.values()];
}

/** The tables and functions that a manifest gives to its expressions. */
export function libraryOf(manifest: string): Library {
  const { tables = {}, functions = {} } = parse(readText(manifest)) as {
    tables?: Record<string, unknown>;
    functions?: Record<string, string>;
  };
  const texts = Object.entries(functions).map(([name, text]) => {
    const file = join(dirname(manifest), text);
    return [name, /\.jsonata$/.test(text) && existsSync(join(packageRoot, file)) ? readText(file) : text];
  });
  return { values: { tables }, functions: Object.fromEntries(texts) };
}

function filesBelow(folder: string, name: RegExp): string[] {
  return readdirSync(join(packageRoot, folder), { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => name.test(file) && statSync(join(packageRoot, file)).isFile())
    .sort();
}

export const readText = (file: string): string => readFileSync(join(packageRoot, file), "utf8");

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (value !== null && typeof value === "object")
    for (const part of Object.values(value)) yield* textsIn(part);
}

/** A text with `${ … }` holds expressions; any other is one where it can be read as one. */
function expressionsIn(text: string): string[] {
  if (!isTemplate(text)) return [text];
  return cut(text).parts.flatMap((part) => ("expression" in part ? [part.expression] : []));
}

/** The objects of at least four members in the answers that the tests of the connectors give, each once. */
export function realRecords(): Record<string, unknown>[] {
  const records = new Map<string, Record<string, unknown>>();
  const collect = (value: unknown, depth: number): void => {
    if (value === null || typeof value !== "object" || depth > 4) return;
    if (!Array.isArray(value) && Object.keys(value).length >= 4)
      records.set(JSON.stringify(value), value as Record<string, unknown>);
    for (const part of Object.values(value)) collect(part, depth + 1);
  };
  for (const file of filesBelow("connectors", /tests\/[^/]+\.yaml$/)) {
    const { cases } = parse(readText(file)) as TestFile;
    for (const { answer } of cases.flatMap(({ given }) => (given === "sandbox" ? [] : given))) {
      collect(answer.json, 0);
      if (answer.base64) for (const value of archived(answer.base64)) collect(value, 0);
    }
  }
  return [...records.values()];
}

/** The JSON documents in archives that stand one behind the other. */
function archived(base64: string): unknown[] {
  const found: unknown[] = [];
  let left = Buffer.from(base64, "base64");
  while (left.length >= 4) {
    const end = 4 + left.readUInt32LE(0);
    try {
      for (const bytes of Object.values(unzipSync(left.subarray(4, end))))
        found.push(JSON.parse(Buffer.from(bytes).toString("utf8")));
    } catch {
      // Some have an archive that is damaged, and files that hold no JSON.
    }
    left = left.subarray(end);
  }
  return found;
}

/** Where a file stands below the root of the package. */
export const nameOf = (file: string): string => relative("connectors", file);
