/** The functions and tables of a connector, read for its expressions. */
import type { Connector as Manifest } from "../../schemas/connector.types.js";
import { treeOf } from "../expressions/parse.js";
import type { Fault } from "../faults/fault.js";
import type { Source } from "../load/source.js";
import { anything, type Type } from "../typing/type.js";
import { emptyLibrary, type Library } from "./expression.js";
import { expressionText, type Place } from "./named-file.js";
import { Slots } from "./slots.js";
import type { Project } from "./workspace.js";

/** Where a function stands. */
export type FunctionPlace = Place & { readonly text: string };

/** The functions of a connector, as its expressions see them. */
interface ReadLibrary {
  readonly library: Library;
  readonly functions: Readonly<Record<string, FunctionPlace>>;
  /** Names of functions that could not be read. */
  readonly names: Readonly<Record<string, Type>>;
}

/** Reads the functions of a manifest; what is wrong with them goes into the findings. */
export async function compileLibrary(
  manifest: Manifest,
  source: Source,
  around: Project,
  findings: Fault[],
): Promise<ReadLibrary> {
  const bare = new Slots(source, findings);
  const functions: Record<string, string> = {};
  const places: Record<string, FunctionPlace> = {};
  for (const [name, text] of Object.entries(manifest.functions ?? {})) {
    const place = await expressionText(text, { slots: bare, path: ["functions", name] }, around);
    if (!place) continue;
    functions[name] = place.text;
    places[name] = place;
  }
  const library: Library = {
    places: Object.fromEntries(
      Object.entries(places).map(
        ([name, { slots, path }]) => [name, { source: slots.source, path }] as const,
      ),
    ),
    values: { ...emptyLibrary.values, tables: manifest.tables ?? {} },
    functions,
  };
  // What could not be read is told where it stands, and not again where it is called.
  const unread = Object.keys(manifest.functions ?? {}).filter((name) => !treeOf(functions[name] ?? ""));
  const names = Object.fromEntries(unread.map((name) => [name, anything] as const));
  for (const { slots, path, text } of Object.values(places))
    new Slots(slots.source, findings, library, names).expression(path, text, anything);
  return { library, functions: places, names };
}
