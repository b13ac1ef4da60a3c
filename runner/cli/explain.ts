/** `sync-runner explain [CODE]`: what a finding or an error means, and how it looks wrong and right. */
import { type CatalogueRow, catalogue } from "../faults/catalogue.js";
import { Fault } from "../faults/fault.js";
import type { Example, Kind } from "../faults/findings/kind.js";
import { findings, kindOf } from "../faults/findings/table.js";
import { harmless, palette } from "../faults/render.js";
import { renderJson } from "../report/json.js";
import { suggest } from "../validate/nearest.js";
import { hasColour, type Shell } from "./shell.js";

const errors: Readonly<Record<string, CatalogueRow>> = catalogue;

export async function explainCommand(
  shell: Shell,
  code: string | undefined,
  { json = false }: { readonly json?: boolean },
): Promise<number> {
  const result = code === undefined ? list() : dataOf(code);
  if (json) {
    const envelope = { command: "explain", ok: true, result, error: null };
    shell.stdout.write(`${renderJson(envelope, shell.redactor)}\n`);
    return 0;
  }
  const { bold } = palette(hasColour(shell.stdout, shell.env));
  shell.stdout.write(code === undefined ? listText(bold) : harmless(explained(code, bold)));
  return 0;
}

function list(): object {
  return {
    findings: Object.entries(findings).map(([code, { severity, mayBeAllowed, means }]) => ({
      code,
      severity,
      may_be_allowed: mayBeAllowed,
      means,
    })),
    errors: Object.entries(errors).map(([code, { exit, means }]) => ({ code, exit, means })),
  };
}

function listText(bold: (text: string) => string): string {
  const width = Math.max(...[...Object.keys(findings), ...Object.keys(errors)].map(({ length }) => length));
  const row = ([code, means]: readonly [string, string]) =>
    `${code.padEnd(width)}  ${firstSentence(means)}\n`;
  const found = Object.entries(findings).map(([code, { means }]) => [code, means] as const);
  const failed = Object.entries(errors).map(([code, { means }]) => [code, means] as const);
  return [
    `${bold("Findings, before the first request")} (exit code 2)\n`,
    ...found.map(row),
    `\n${bold("Errors of a run")}\n`,
    ...failed.map(row),
  ].join("");
}

function firstSentence(text: string): string {
  return /^.*?\.(?= |$)/s.exec(text)?.[0] ?? text;
}

function dataOf(code: string): object {
  const kind = kindOf(code);
  if (kind) {
    const { severity, mayBeAllowed, means, wrong, right } = kind;
    return { code, severity, may_be_allowed: mayBeAllowed, means, wrong, right };
  }
  const { exit, means, hint } = errorOf(code);
  return { code, exit, means, hint };
}

/** The row of an error of a run. */
function errorOf(code: string): CatalogueRow {
  const row = Object.hasOwn(errors, code) ? errors[code] : undefined;
  if (row) return row;
  const hint = suggest(code, [...Object.keys(findings), ...Object.keys(errors)], "Codes");
  throw new Fault("USAGE", `there is no code \`${code}\``, { hint });
}

function explained(code: string, bold: (text: string) => string): string {
  const kind = kindOf(code);
  if (kind) return kindText(code, kind, bold);
  const { exit, means, hint } = errorOf(code);
  return `${bold(code)} (exit code ${exit})\n\n${means}${hint === undefined ? "" : ` ${hint}`}\n`;
}

function kindText(code: string, kind: Kind<never>, bold: (text: string) => string): string {
  const allowed = kind.mayBeAllowed
    ? `\`# sync-runner: allow ${code} because …\` on its line, or on the line before, allows it.`
    : "It cannot be allowed by a comment.";
  return `${bold(code)}\n\n${kind.means}\n\n${bold("Wrong")}\n${shown(kind.wrong)}\n${bold("Right")}\n${shown(kind.right)}\n${allowed}\n`;
}

const LONGEST = 100;
const FILES = {
  pipeline: "pipeline",
  manifest: "connector.yaml",
  schema: "schema of the records",
  sandbox: "sandbox.yaml",
  test: "a file in tests/",
};

/** An example, under the name of the part of the file that it stands in. */
function shown({ file, part, text, beside }: Example): string {
  const where = `${FILES[file]}${part === "" ? "" : `, ${part}`}`;
  const lines = [`# ${where}`, ...text.split("\n")];
  const cut = lines.map((line) => `    ${line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line}\n`);
  return `${cut.join("")}${beside ? shown(beside) : ""}`;
}
