/** The report of a test run as JUnit XML, which build servers read: a suite for each file. */
import { JUNIT_BEGIN } from "../report/results.js";
import { sentence } from "./difference.js";
import type { Verdict } from "./tell.js";

// XML has no place for these, however they are written.
const UNUSABLE = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu;
const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/**
 * The report.
 *
 * @param mask puts `***` in the place of secrets
 * @example await writeFile("junit.xml", junit(verdicts, shell.redactor.mask));
 */
export function junit(verdicts: readonly Verdict[], mask: (text: string) => string): string {
  const text = (value: string) =>
    mask(value)
      .replace(UNUSABLE, "\ufffd")
      .replace(/[&<>"]/g, escaped);
  const files = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const { file } = verdict.ready.source;
    files.set(file, [...(files.get(file) ?? []), verdict]);
  }
  const suites = [...files].map(([file, all]) => {
    const failures = all.filter(({ differences }) => differences.length > 0).length;
    const time = seconds(all.reduce((sum, { ms }) => sum + ms, 0));
    const head = `<testsuite name="${text(file)}" tests="${all.length}" failures="${failures}" time="${time}">`;
    return [`  ${head}`, ...all.flatMap((one) => caseOf(one, text)), "  </testsuite>"].join("\n");
  });
  return `${JUNIT_BEGIN}${[...suites, "</testsuites>", ""].join("\n")}`;
}

function caseOf({ ready, differences, ms }: Verdict, text: (value: string) => string): string[] {
  const { source, written } = ready;
  const head = `<testcase classname="${text(source.file)}" name="${text(written.name)}" time="${seconds(ms)}"`;
  const [first] = differences;
  if (!first) return [`    ${head}/>`];
  const all = differences.map((one) => text(sentence(one))).join("\n");
  return [
    `    ${head}>`,
    `      <failure message="${text(sentence(first))}">${all}</failure>`,
    "    </testcase>",
  ];
}

function escaped(char: string): string {
  return ESCAPES[char] ?? char;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
