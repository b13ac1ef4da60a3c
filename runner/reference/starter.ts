/** A pipeline file to begin with: what has to be given comes from the environment, the rest is there as comments that explain it. */
import { parameterLine, yaml } from "./example.js";
import type { Field, Fields } from "./fields.js";
import { type Block, blocksOf, type Reference } from "./reference.js";

const LONGEST_ID = 100;
const WIDTH = 110;

/** The `workflow_id` of an action, and the name of its file. */
export function starterId({ name, connector }: Reference): string {
  return `${connector.name}-${name}`.replaceAll("_", "-").slice(0, LONGEST_ID);
}

/**
 * The text of the file. It validates as it stands.
 *
 * @param settings the keys of a pipeline file that are the same for every action
 */
export function starterPipeline(reference: Reference, settings: Fields): string {
  const { name, connector, action } = reference;
  const rest = Object.entries(settings.properties).filter(
    ([key]) => !["workflow_id", "action"].includes(key),
  );
  const lines = [
    ...comment(action.description ?? action.title),
    `workflow_id: ${starterId(reference)}`,
    `action: ${connector.name}.${name}`,
    ...blocksOf(reference).flatMap(blockLines),
    ...rest.flatMap(([key, field]) => [
      "",
      ...comment(field.description ?? ""),
      `# ${key}: ${preset(field)}`,
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

/** A block; one in which nothing has to be given is commented out as a whole: with comments alone it would be null. */
function blockLines({ key, heading, owner, parameters }: Block): string[] {
  const { properties, required = [] } = parameters;
  const entries = Object.entries(properties);
  if (entries.length === 0) return [];
  const isNeeded = required.some((name) => Object.hasOwn(properties, name));
  const lines = entries.flatMap(([name, parameter]) => {
    const line = parameterLine(name, parameter, required.includes(name), owner);
    const isComment = line.startsWith("# ") || !isNeeded || required.includes(name);
    return [...comment(parameter.description), isComment ? line : `# ${line}`];
  });
  const block = [`${key}: # ${heading}`, ...lines.map((line) => `  ${line}`)];
  return ["", ...(isNeeded ? block : block.map((line) => `# ${line}`))];
}

function preset(field: Field): string {
  return yaml(field.default);
}

/** A text as comment lines. */
function comment(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.trim().split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`# ${word}`);
  }
  return lines;
}
