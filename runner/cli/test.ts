/** `sync-runner test [files…]` */
import { existsSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Coverage } from "../compile/coverage.js";
import { validateManifest } from "../compile/manifest.js";
import { openWorkspace } from "../compile/workspace.js";
import { Exit } from "../faults/catalogue.js";
import { asFault, Fault, throwFindings } from "../faults/fault.js";
import { plain } from "../faults/render.js";
import type { Source } from "../load/source.js";
import { renderJson } from "../report/json.js";
import { openOwnFile } from "../report/own-file.js";
import { refuseForeign } from "../report/replaceable.js";
import { JUNIT } from "../report/results.js";
import { counted } from "../report/words.js";
import { findDescriptions } from "../sandbox/described/find.js";
import { type ReadyCase, readCases } from "../testing/cases.js";
import { coverageReport, coverageText } from "../testing/coverage.js";
import { type Difference, sentence } from "../testing/difference.js";
import { type Revised, revised, withoutSecrets } from "../testing/expectation.js";
import { judge } from "../testing/judge.js";
import { junit } from "../testing/junit.js";
import { type Observed, play, type Stage } from "../testing/play.js";
import { type Revision, rewritten } from "../testing/rewrite.js";
import { startTestServer } from "../testing/server.js";
import { tellCase, type Verdict } from "../testing/tell.js";
import { rehearse } from "./rehearsal.js";
import { learnSecrets } from "./secrets.js";
import { projectFolder } from "./settings.js";
import { hasColour, type Shell } from "./shell.js";

interface TestOptions {
  readonly update?: boolean;
  readonly junit?: string;
  readonly coverage?: boolean;
  readonly json?: boolean;
}

/** Cases that are played at a time. */
const AT_A_TIME = 4;

export async function testCommand(
  shell: Shell,
  files: readonly string[],
  options: TestOptions,
): Promise<number> {
  const started = performance.now();
  const report = options.junit === undefined ? undefined : resolve(shell.cwd, options.junit);
  if (report !== undefined) refuseForeign(report, JUNIT);
  const coverage = options.coverage ? new Coverage() : undefined;
  const paths = files.length > 0 ? files : await testFiles(projectFolder(shell));
  const cases = await allCases(shell, paths, coverage);
  const verdicts = await playAll(shell, cases);
  if (options.update) await update(shell, verdicts);
  if (report !== undefined) {
    const file = openOwnFile(report, JUNIT);
    file.write(junit(verdicts, shell.redactor.mask));
    file.close();
  }
  const failed = verdicts.filter(({ differences }) => differences.length > 0);
  const telling = { color: hasColour(shell.stderr, shell.env), mask: shell.redactor.mask };
  for (const verdict of failed) shell.stderr.write(`${tellCase(verdict, telling).join("\n")}\n\n`);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  shell.stderr.write(
    `${counted(cases.length, "case")}, ${failed.length === 0 ? "all hold" : `${failed.length} failed`}, ${seconds} s\n`,
  );
  const reached = coverage && coverageReport(coverage.lines(), verdicts);
  if (reached && !options.json) shell.stdout.write(coverageText(reached, shell.redactor.mask));
  if (options.json) {
    const result = {
      coverage: reached,
      cases: cases.length,
      failed: failed.map(({ ready, differences }) => ({
        file: ready.source.file,
        name: ready.written.name,
        differences: differences.map(sentence),
      })),
    };
    const ok = failed.length === 0;
    const error = ok ? null : new Fault("TEST_FAILED", `${counted(failed.length, "case")} failed`);
    shell.stdout.write(`${renderJson({ command: "test", ok, result, error }, shell.redactor)}\n`);
  }
  return failed.length === 0 ? Exit.ok : Exit.rejected;
}

/** Writes what came of the cases into their files, and takes it as what was expected. */
async function update(shell: Shell, verdicts: Verdict[]): Promise<void> {
  const bySource = new Map<Source, Revision[]>();
  for (const [index, { ready, differences, observed, ms }] of verdicts.entries()) {
    const { source, path, written } = ready;
    const isUnsaid = Object.keys(written.expect).every((name) => name === "exact");
    if (!observed || (differences.length === 0 && !isUnsaid)) continue;
    const foreign = observed.secrets.filter((secret) => secret !== "" && !source.text.includes(secret));
    const expect = withoutSecrets(revised(written.expect, observed), foreign) as Revised;
    bySource.set(source, [...(bySource.get(source) ?? []), { path, expect, before: written.expect }]);
    // A request that nothing answers stays a failure: no expectation can say what its answer is.
    const left = differences.filter((one) => one.isUnanswered);
    verdicts[index] = { ready, differences: left, observed, ms };
  }
  const texts = [...bySource].map(
    ([source, revisions]) => [source, revisions, rewritten(source, revisions)] as const,
  );
  for (const [source, revisions, text] of texts) {
    await writeFile(source.path, text);
    shell.stderr.write(`${plain(source.file)}: ${counted(revisions.length, "expectation")} updated\n`);
  }
}

/** The test files of a project: those of its connectors (a folder with `_` is a template) and those of its pipelines. */
async function testFiles(project: string): Promise<string[]> {
  const below = async (folder: string) =>
    (await readdir(join(project, folder), { recursive: true }).catch(() => []))
      .map((name) => join(folder, name).replaceAll("\\", "/"))
      .filter((name) => /^connectors\/[^/_][^/]*\/tests\/[^/]+\.yaml$|^pipelines\/.+\.test\.yaml$/.test(name))
      .sort();
  const names = [...(await below("connectors")), ...(await below("pipelines"))];
  if (names.length > 0) return names.map((name) => join(project, name));
  throw new Fault("USAGE", "this project has no tests", {
    hint: "Name test files, or put them into connectors/NAME/tests/*.yaml and pipelines/NAME.test.yaml.",
  });
}

/** The cases of all files; nothing is played while one of them is wrong. */
async function allCases(
  shell: Shell,
  files: readonly string[],
  coverage: Coverage | undefined,
): Promise<ReadyCase[]> {
  const workspace = openWorkspace(shell.cwd, coverage);
  const findings: Fault[] = [];
  const cases: ReadyCase[] = [];
  for (const file of files) {
    const path = resolve(shell.cwd, file);
    await learnSecrets(shell, path);
    try {
      cases.push(...(await readCases(path, workspace, findings)));
    } catch (error) {
      if (!(error instanceof Fault) || files.length === 1) throw error;
      findings.push(error);
    }
  }
  throwFindings(findings);
  // Also what no case names counts as not reached.
  if (coverage)
    for (const manifest of manifestsBeside(cases)) await validateManifest(manifest, workspace, []);
  return cases;
}

/** The manifests that the tests in `connectors/NAME/tests` are about. */
function manifestsBeside(cases: readonly ReadyCase[]): Set<string> {
  const manifests = cases.map(({ source }) => join(dirname(source.path), "..", "connector.yaml"));
  return new Set(manifests.filter((path) => existsSync(path)));
}

/** Plays the cases, a few at a time, and judges them in their order. */
async function playAll(shell: Shell, cases: readonly ReadyCase[]): Promise<Verdict[]> {
  const server = await startTestServer();
  // Read when the first case asks for simulated systems, and never again.
  let described: ReturnType<typeof findDescriptions> | undefined;
  const stage: Stage = {
    server,
    simulate: async (program, env) => {
      described ??= findDescriptions(projectFolder(shell), shell.cwd);
      return rehearse(program, env, { rateLimit: false }, await described);
    },
    learn: (secret) => shell.redactor.add(secret),
  };
  const verdicts: Verdict[] = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < cases.length; index = next++) {
      const ready = cases[index];
      if (ready) verdicts[index] = await verdictOf(ready, stage);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
  } finally {
    await server.close();
  }
  return verdicts;
}

async function verdictOf(ready: ReadyCase, stage: Stage): Promise<Verdict> {
  const started = performance.now();
  let differences: Difference[];
  let observed: Observed | undefined;
  try {
    observed = await play(ready, stage);
    differences = judge(ready.written, observed);
  } catch (error) {
    const { message, details } = asFault(error);
    const says = [message, ...(details.findings ?? []).map((one) => one.message)].join("; ");
    differences = [{ path: [], expected: undefined, found: undefined, says }];
  }
  return { ready, differences, observed, ms: performance.now() - started };
}
