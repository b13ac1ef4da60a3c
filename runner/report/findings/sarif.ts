/** Findings as SARIF 2.1.0, which scanners and editors read. */
import type { Fault, Location } from "../../faults/fault.js";
import { findings as kinds } from "../../faults/findings/table.js";
import { plain } from "../../faults/render.js";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/**
 * The log of one run, as a JSON value.
 *
 * @param say makes a text harmless, without secrets
 */
export function sarifLog(findings: readonly Fault[], mask: (text: string) => string): object {
  const say = (text: string) => plain(mask(text));
  const codes = [...new Set(findings.map(ruleOf))].sort();
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "sync-runner", rules: codes.map(rule) } },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => ({
          ruleId: ruleOf(finding),
          ruleIndex: codes.indexOf(ruleOf(finding)),
          level: levelOf(ruleOf(finding)),
          message: {
            text: say([finding.message, ...(finding.hint === undefined ? [] : [finding.hint])].join(". ")),
          },
          locations:
            finding.details.location && finding.details.location.option === undefined
              ? [physical(finding.details.location)]
              : [],
        })),
      },
    ],
  };
}

/** Faults that are no findings, as a file that cannot be read, are rules by the code of their error. */
function ruleOf({ code, details }: Fault): string {
  return details.finding ?? code;
}

function levelOf(code: string): "error" | "warning" {
  return rows[code]?.severity ?? "error";
}

const rows: Readonly<Record<string, { readonly severity: "error" | "warning"; readonly means: string }>> =
  kinds;

function rule(id: string): object {
  const means = rows[id]?.means;
  return {
    id,
    ...(means === undefined ? {} : { fullDescription: { text: means } }),
    help: { text: `sync-runner explain ${id}` },
    defaultConfiguration: { level: levelOf(id) },
  };
}

function physical({ file, line, column, length }: Location): object {
  const uri = plain(file).split(/[\\/]/).map(encodeURIComponent).join("/");
  const end = length === undefined ? {} : { endColumn: column + length };
  return {
    physicalLocation: {
      artifactLocation: { uri },
      region: { startLine: line, startColumn: column, ...end },
    },
  };
}
