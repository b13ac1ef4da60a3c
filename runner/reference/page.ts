/** The reference page of an action, written from the manifests alone, so that it cannot tell anything else than they do. */
import { pullIn } from "../compile/modes.js";
import { harmless } from "../faults/render.js";
import { examplePipeline } from "./example.js";
import type { Fields } from "./fields.js";
import { blocksOf, endsOf, type Reference, shortTitle } from "./reference.js";
import { parameterTable, required } from "./tables.js";

const SETTINGS = ["workflow_id", "logics", "format", "callback", "persist", "incremental"];

/** How every generated page begins. */
export const GENERATED = "<!-- Generated from connector.yaml by `npx sync-runner docs";

/**
 * The keys of a pipeline file that are the same for every action.
 *
 * @param schema the schema of the pipeline file
 */
export function settingsOf(schema: Fields): Fields {
  const properties = Object.fromEntries(SETTINGS.map((key) => [key, schema.properties[key] ?? {}]));
  // The mark is what users of this kind of system know; a pipeline without logics is valid all the same.
  const logics = `${properties.logics?.description ?? ""} Left out or null: none, every record passes.`;
  return {
    properties: { ...properties, logics: { ...properties.logics, description: logics } },
    required: [...(schema.required ?? []), "logics"],
  };
}

/** What users have to know of the list that is read. */
function limitsOf(reference: Reference): string[] {
  const { action } = reference;
  const pull = pullIn(endsOf(reference).origin.entities[action.entity]?.pull, action.mode);
  if (!pull?.list.may_shift) return [];
  const cure = pull.cursor?.seek ? " A run with `incremental: true` is not exposed to that." : "";
  return [
    `The list is read by counted pages: a record can be passed over when others come or go meanwhile.${cure}`,
    "",
  ];
}

/**
 * The page as Markdown.
 *
 * @param schema the schema of the pipeline file
 * @example actionPage({ name: "create_profiles_in_acme", action, connector, other }, schema)
 */
export function actionPage(reference: Reference, schema: Fields): string {
  const { action, connector } = reference;
  const { origin, target } = endsOf(reference);
  const settings = settingsOf(schema);
  const sections = [
    ...blocksOf(reference).map(({ heading, parameters }) => ({ heading, parameters })),
    { heading: "Other Parameters", parameters: settings },
  ];
  const lines = [
    `${GENERATED} ${connector.name}\`; do not edit. -->`,
    "",
    `# ${onOneLine(action.title)}`,
    `\`${onOneLine(shortTitle(origin))}\` :arrow_right: \`${onOneLine(shortTitle(target))}\``,
    "",
    ...(action.description === undefined ? [] : [action.description.trim(), ""]),
    ...limitsOf(reference),
    ...sections.flatMap(({ heading, parameters }) => [
      `## ${onOneLine(heading)}`,
      "",
      ...parameterTable(parameters),
      "",
    ]),
    `${required} : *required*`,
    "",
    "## Example",
    "",
    "```yaml",
    ...examplePipeline(reference, settings),
    "```",
    "",
  ];
  return harmless(lines.join("\n"));
}

/** A heading ends with its line. */
function onOneLine(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
