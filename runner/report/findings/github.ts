/** Findings as workflow commands of GitHub Actions: each shows at its line in the pull request. */
import type { Fault } from "../../faults/fault.js";
import { kindOf } from "../../faults/findings/table.js";
import { plain } from "../../faults/render.js";

/**
 * One line a finding.
 *
 * @param mask masks secrets
 * @example githubText(findings, redactor.mask) // "::error file=a.yaml,line=2,…::unknown key `sotr`%0ADid you mean `sort`?\n"
 */
export function githubText(findings: readonly Fault[], mask: (text: string) => string): string {
  return findings.map((finding) => `${line(finding, (text) => plain(mask(text)))}\n`).join("");
}

function line({ code, message, hint, details }: Fault, say: (text: string) => string): string {
  const { location, finding } = details;
  const isInFile = location?.option === undefined;
  const properties = {
    file: location && plain(location.file),
    line: isInFile ? location?.line : undefined,
    col: isInFile ? location?.column : undefined,
    endColumn: location?.length === undefined ? undefined : location.column + location.length,
    title: finding ?? code,
  };
  const given = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) => `${name}=${escaped(String(value)).replaceAll(":", "%3A").replaceAll(",", "%2C")}`,
    );
  const severity = kindOf(finding ?? "")?.severity ?? "error";
  const text = [message, ...(hint === undefined ? [] : [hint])].map(say).join("\n");
  return `::${severity} ${given.join(",")}::${escaped(text)}`;
}

/** What would end the command, or start an escape. */
function escaped(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
