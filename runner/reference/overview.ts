/** Connectors as text for a terminal: all of them in a table, or one with everything a pipeline can give it. */
import type { Action, Connector as Manifest } from "../../schemas/connector.types.js";
import { plain } from "../faults/render.js";
import { type Fields, typeWords } from "./fields.js";

/** A connector and where it was found. */
export interface Listed {
  readonly manifest: Manifest;
  /** The folder as it is shown. */
  readonly folder: string;
  /** True when it came with the package. */
  readonly shipped: boolean;
}

/** How headings look. */
type Paint = (text: string) => string;

/** All connectors, one action a line. Ends with a newline. */
export function connectorTable(connectors: readonly Listed[], heading: Paint): string {
  const rows = connectors.flatMap((listed) => {
    const { name, title, type, actions = {} } = listed.manifest;
    const [first = "-", ...more] = Object.keys(actions);
    return [[name, title, type, place(listed), first], ...more.map((action) => ["", "", "", "", action])];
  });
  const [head = "", ...lines] = aligned([["connector", "title", "type", "folder", "actions"], ...rows]);
  return `${[heading(head), ...lines].join("\n")}\n`;
}

/** One connector in full. Ends with a newline. */
export function connectorText(listed: Listed, heading: Paint): string {
  const { manifest } = listed;
  const lines = [
    `${heading(plain(`${manifest.title} (${manifest.type})`))}  ${plain(manifest.url)}`,
    plain(place(listed)),
    ...section("auth", manifest.auth, heading),
  ];
  for (const [name, { pull, push = {} }] of Object.entries(manifest.entities)) {
    const reads = pull?.cursor ? "pull, incremental too" : "pull";
    if (pull) lines.push(...section(`${name}: ${reads}`, pull.parameters, heading));
    for (const [operation, { parameters }] of Object.entries(push))
      lines.push(...section(`${name}: push ${operation}`, parameters, heading));
  }
  const actions = Object.entries(manifest.actions ?? {});
  lines.push("", heading("actions"), ...indented(actions.map(([name, action]) => route(name, action))));
  return `${lines.join("\n")}\n`;
}

function place({ folder, shipped }: Listed): string {
  return shipped ? `${folder} (shipped)` : folder;
}

function section(title: string, fields: Fields | undefined, heading: Paint): string[] {
  const { properties, required = [] } = fields ?? { properties: {} };
  const rows = Object.entries(properties).map(([name, field]) => {
    const preset = field.default ?? "";
    const use =
      preset === "" ? "" : `default ${typeof preset === "string" ? preset : JSON.stringify(preset)}`;
    return [name, typeWords(field), required.includes(name) ? "required" : use, field.description ?? ""];
  });
  return ["", heading(plain(title)), ...indented(rows)];
}

function route(name: string, { entity, mode, direction, with: other }: Action): string[] {
  return [name, `${mode} ${entity}`, `${direction === "inbound" ? "to" : "from"} ${other}`];
}

function indented(rows: readonly string[][]): string[] {
  return rows.length === 0 ? ["  none"] : aligned(rows).map((line) => `  ${line}`);
}

/** Rows as lines with their columns one below the other. */
function aligned(rows: readonly string[][]): string[] {
  const shown = rows.map((row) => row.map((text) => plain(text)));
  const width = (column: number) => Math.max(...shown.map((row) => row[column]?.length ?? 0));
  const widths = (shown[0] ?? []).map((_, column) => width(column));
  return shown.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
