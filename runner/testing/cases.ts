/** Reads a test file: its cases with their pipelines compiled, or all that is wrong with them, each at its place. */
import { dirname, resolve } from "node:path";
import type { Case, TestFile } from "../../schemas/test.types.js";
import { eventParameters } from "../compile/event.js";
import { readMain } from "../compile/named-file.js";
import { compilePipeline, compileSource } from "../compile/pipeline.js";
import type { Program, Resolved } from "../compile/program.js";
import type { Workspace } from "../compile/workspace.js";
import { asFault, Fault } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { findInside } from "../load/confine.js";
import { readBytes } from "../load/file.js";
import { projectOf } from "../load/project.js";
import { setAt } from "../load/set-at.js";
import { locateKey, locateValue, type Path, partOf, plainData, type Source } from "../load/source.js";
import { isRefusedKey } from "../load/strict.js";
import { checkSchema } from "../validate/schema.js";
import { validators } from "../validate/validators.js";
import type { Canned } from "./answers.js";

/** A case that can be played. */
export interface ReadyCase {
  readonly source: Source;
  /** Where it stands in its file. */
  readonly path: Path;
  readonly written: Case;
  readonly program: Program;
  /** What its environment makes of the pipeline; undefined where the simulated systems fill it in. */
  readonly values: Resolved | undefined;
  /** The pull parameters of its event. */
  readonly event: Readonly<Record<string, unknown>> | undefined;
  /** Its answers; undefined where the systems are simulated. */
  readonly canned: readonly Canned[] | undefined;
}

/** Whether a path is that of a test file, by its name and its place. */
export function isTestFile(path: string): boolean {
  return /\.test\.yaml$|[\\/]tests[\\/][^\\/]+\.yaml$/.test(path);
}

/** The most bytes of a file that is an answer. */
const LARGEST = 16 * 1024 * 1024;

/**
 * The cases of a test file. What is wrong goes into `findings`.
 *
 * @example const cases = await readCases("/home/me/connectors/acme/tests/people.yaml", openWorkspace(cwd), findings);
 */
export async function readCases(path: string, workspace: Workspace, findings: Fault[]): Promise<ReadyCase[]> {
  const before = findings.length;
  const source = await readMain(path, workspace.cwd, findings);
  workspace.sources.add(source);
  if (findings.length > before) return [];
  const file = plainData(source) as TestFile;
  // A copy: a check writes the defaults into what it is given.
  checkSchema(validators.test, { source, path: [], value: structuredClone(file) }, findings);
  if (findings.length > before) return [];
  const cases: ReadyCase[] = [];
  const names = new Set<string>();
  for (const [index, written] of file.cases.entries()) {
    const place: Place = { source, path: ["cases", index] };
    if (names.has(written.name)) findings.push(wrong(place, ["name"], "another case has this name"));
    names.add(written.name);
    const ready = await readyCase(written, place, workspace, findings);
    if (ready) cases.push(ready);
  }
  return cases;
}

interface Place {
  readonly source: Source;
  readonly path: Path;
}

async function readyCase(
  written: Case,
  place: Place,
  workspace: Workspace,
  findings: Fault[],
): Promise<ReadyCase | undefined> {
  const before = findings.length;
  const program = await programOf(written, place, workspace, findings);
  const canned = written.given === "sandbox" ? undefined : await bodies(written.given, place, findings);
  if (!program) {
    if (findings.length === before)
      findings.push(wrong(place, ["pipeline"], "this pipeline cannot be compiled"));
    return undefined;
  }
  if (written.token !== undefined && !program.plan.incremental) {
    const hint = "Write `incremental: true` in the pipeline, or under `set`.";
    findings.push(wrong(place, ["token"], "a token is for a run that is incremental", hint));
  }
  let event: Readonly<Record<string, unknown>> | undefined;
  if (written.event !== undefined) {
    try {
      event = await eventParameters(written.event, program.plan, "the event");
    } catch (error) {
      findings.push(wrong(place, ["event"], asFault(error).message));
    }
  }
  const resolved = canned && (await program.resolve(written.environment ?? {}, findings, event));
  return { ...place, written, program, values: resolved, event, canned };
}

async function programOf(
  { name, pipeline, set = {}, event }: Case,
  { source, path }: Place,
  workspace: Workspace,
  findings: Fault[],
): Promise<Program | undefined> {
  const change = (data: Record<string, unknown>) => {
    data.workflow_id ??= workflowId(name);
    for (const [key, value] of Object.entries(set)) {
      const refused = key.split(".").find(isRefusedKey);
      if (refused === undefined) setAt(data, key.split("."), value, key);
      else findings.push(wrong({ source, path }, ["set", key], `\`${refused}\` cannot be a key`));
    }
    // As `run --event` does.
    if (event !== undefined) data.incremental = false;
    return new Map(Object.keys(set).map((key) => [key, locateKey(source, [...path, "set", key])]));
  };
  const at = [...path, "pipeline"];
  try {
    if (typeof pipeline === "string") {
      const file = insideOf(source, pipeline);
      const key = JSON.stringify([file, set, event !== undefined]);
      const compiled = (found: Fault[]) => compilePipeline(file ?? "", workspace, found, change);
      if (file !== undefined) return await workspace.pipelines.read(key, findings, compiled);
      findings.push(wrong({ source, path }, ["pipeline"], `${pipeline} is no file of this project`));
      return undefined;
    }
    const data = structuredClone(pipeline);
    return await compileSource(partOf(source, at), data, workspace, findings, change);
  } catch (error) {
    if (!(error instanceof Fault) || error.details.location) throw error;
    findings.push(wrong({ source, path }, ["pipeline"], error.message));
    return undefined;
  }
}

/** A name as the key of a state: each case has a state of its own, so it need not be unique. */
function workflowId(name: string): string {
  return `test-${name.replace(/[^A-Za-z0-9]+/g, "-").slice(0, 80)}`;
}

async function bodies(
  given: Exclude<Case["given"], "sandbox">,
  place: Place,
  findings: Fault[],
): Promise<Canned[]> {
  const all: Canned[] = [];
  for (const [index, one] of given.entries()) {
    const { json, text, file, base64, status = 200 } = one.answer;
    const at = ["given", index, "answer"];
    const kinds = [json, text, file, base64].filter((kind) => kind !== undefined);
    if (kinds.length > 1) findings.push(wrong(place, at, "an answer has one body"));
    if (kinds.length > 0 && [204, 205, 304].includes(status))
      findings.push(wrong(place, at, `an answer ${status} has no body`));
    let body: Buffer = Buffer.from(base64 ?? "", "base64");
    if (json !== undefined) body = Buffer.from(JSON.stringify(json));
    if (text !== undefined) body = Buffer.from(text);
    if (file !== undefined) {
      const found = insideOf(place.source, file);
      if (found) body = await readBytes(found, file, LARGEST);
      else findings.push(wrong(place, [...at, "file"], `${file} is no file of this project`));
    }
    all.push({ ...one, body });
  }
  return all;
}

/** The path of a file that a test file names; undefined where it is none, or lies outside the project (I7). */
function insideOf(source: Source, name: string): string | undefined {
  const folder = dirname(source.path);
  const found = findInside(resolve(folder, name), [projectOf(folder)]);
  return "path" in found ? found.path : undefined;
}

function wrong({ source, path }: Place, below: Path, message: string, hint?: string): Fault {
  const location = locateValue(source, [...path, ...below]);
  return finding("case-unfit", { said: message }, { hint, location });
}
