/** The commands as Markdown, read from the declarations that the help is made of. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command, Option } from "commander";
import { exitCodes } from "../../runner/cli/exit-codes.js";
import { commandTree } from "../../runner/cli/program.js";
import { packageRoot } from "../../runner/load/folders.js";
import { cell, prose } from "./markdown.js";

/** A list of the commands, and a section for each. */
export async function commandsText(): Promise<string> {
  const { description } = JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8"));
  const top = commandTree(description, () => async () => undefined, {});
  const all = top.commands.flatMap((one) => (one.commands.length > 0 ? one.commands : [one]));
  const index = all.map((one) => `| [\`${nameOf(one)}\`](#${anchor(one)}) | ${prose(one.description())} |`);
  return [
    "| command | does |",
    "|---|---|",
    ...index,
    "",
    ...all.flatMap(section),
    "### Exit codes",
    "",
    "| exit code | meaning |",
    "|---|---|",
    ...exitCodes.map(([code, means]) => `| ${code} | ${means} |`),
  ].join("\n");
}

function section(one: Command): string[] {
  const given = one.registeredArguments.filter(({ description }) => description);
  const options = one.options.filter(({ hidden }) => !hidden);
  return [
    `### ${nameOf(one)}`,
    "",
    `\`sync-runner ${nameOf(one)} ${one.usage()}\``,
    "",
    `${prose(one.description())}.`,
    "",
    ...given.map((one) => `- \`${one.name()}\`: ${prose(one.description)}`),
    ...(given.length > 0 ? [""] : []),
    ...(options.length === 0 ? [] : ["| option | meaning |", "|---|---|", ...options.map(row), ""]),
  ];
}

function row(option: Option): string {
  const { flags, description, argChoices, defaultValue } = option;
  const choices = argChoices === undefined ? "" : `: ${argChoices.map((one) => `\`${one}\``).join(", ")}`;
  const preset = defaultValue === undefined || defaultValue === true ? "" : ` (${String(defaultValue)})`;
  return `| \`${cell(flags)}\` | ${prose(description)}${choices}${preset} |`;
}

function nameOf(one: Command): string {
  const parent = one.parent?.parent ? `${one.parent.name()} ` : "";
  return `${parent}${one.name()}`;
}

function anchor(one: Command): string {
  return nameOf(one).replaceAll(" ", "-");
}
