/** The functions and tables of a connector, read for its expressions. */
import type { Connector as Manifest } from "../../schemas/connector.types.js";
import type { Fault } from "../faults/fault.js";
import type { Source } from "../load/source.js";
import { anything } from "../typing/type.js";
import { emptyLibrary, type Library } from "./expression.js";
import { expressionText, type Place } from "./named-file.js";
import { Slots } from "./slots.js";
import type { Project } from "./workspace.js";

/** Where a function stands. */
export type FunctionPlace = Place & { readonly text: string };

/** Reads the functions of a manifest; what is wrong with them goes into the findings. */
export async function compileLibrary(
  manifest: Manifest,
  source: Source,
  around: Project,
  findings: Fault[],
): Promise<{ readonly library: Library; readonly functions: Readonly<Record<string, FunctionPlace>> }> {
  const bare = new Slots(source, findings);
  const functions: Record<string, string> = {};
  const places: Record<string, FunctionPlace> = {};
  for (const [name, text] of Object.entries(manifest.functions ?? {})) {
    const place = await expressionText(text, { slots: bare, path: ["functions", name] }, around);
    if (!place) continue;
    functions[name] = place.text.trim();
    places[name] = place;
  }
  const library = { values: { ...emptyLibrary.values, tables: manifest.tables ?? {} }, functions };
  for (const { slots, path, text } of Object.values(places))
    new Slots(slots.source, findings, library).expression(path, text, anything);
  return { library, functions: places };
}
