/** Parameters as a Markdown table. */
import { type Fields, typeText, valueText } from "./fields.js";

/** The mark of what must be given. */
export const required = ":red_circle:";

/**
 * One row per parameter, in the order of the manifest; without parameters, the head alone.
 *
 * @returns lines of Markdown
 */
export function parameterTable({ properties, required: needed = [] }: Fields): string[] {
  const rows = Object.entries(properties).map(([name, field]) => {
    const mark = needed.includes(name) ? required : "";
    const [type, preset] = [cell(typeText(field)), cell(valueText(field.default))];
    return `| \`${name}\` ${mark} | \`${type}\` | ${preset} | ${cell(field.description ?? "")} |`;
  });
  return ["| Field | Type | Default | Description |", "| ----- | ---- | ------- | ----------- |", ...rows];
}

/** Text that neither ends its cell nor its row, even inside backticks. */
function cell(text: string): string {
  return text.trim().replace(/\s+/g, " ").replaceAll("|", "\\|");
}
