/** What `run` shows of a run that writes nothing: `--preview` and `--items`, both in the place of the push. */
import { resolve } from "node:path";
import type { Plan } from "../compile/plan.js";
import { Fault } from "../faults/fault.js";
import { previewItems } from "../push/preview.js";
import { writeItems } from "../report/items.js";
import { type OwnFile, openOwnFile } from "../report/own-file.js";
import { askedPage, type LogicResult, previewLine, previewPage } from "../report/preview.js";
import type { Redactor } from "../report/redact.js";
import { ITEMS } from "../report/results.js";
import type { Look } from "../run-options.js";
import type { Entry, SeenRequest } from "../types.js";
import { hasColour, type Shell } from "./shell.js";

export interface LookOptions {
  /** How many records; true for three. */
  readonly preview?: number | true;
  /** A file, or `-` for stdout. */
  readonly items?: string;
  readonly json?: boolean;
}

/** How many records `--preview` shows; undefined without it. */
export function previewed({ preview }: LookOptions): number | undefined {
  return preview === true ? 3 : preview;
}

/** @throws Fault USAGE for items of a run that writes, DISK_FAILED */
export function openLook(
  shell: Shell,
  options: LookOptions,
  plan: Plan,
  redactor: Redactor,
): (Look & { close(): void }) | undefined {
  const { items } = options;
  if (previewed(options) === undefined && items === undefined) return undefined;
  if (plan.persist) {
    throw new Fault("USAGE", "--items shows what a dry run comes to", { hint: "Add --dry-run." });
  }
  if (items === "-" && (options.json || previewed(options) !== undefined)) {
    throw new Fault("USAGE", "--items - needs stdout for itself", {
      hint: "Name a file: --items items.jsonl",
    });
  }
  const file: OwnFile | undefined =
    items === undefined || items === "-" ? undefined : openOwnFile(resolve(shell.cwd, items), ITEMS);
  const write = file?.write ?? ((text: string) => void shell.stdout.write(text));
  const preview = previewed(options) === undefined ? undefined : previewLook(shell, options, plan, redactor);
  return {
    onLogic: preview?.onLogic,
    onAsked: preview?.onAsked,
    items(entries, target) {
      const seen = preview ? preview.items(entries, target) : entries;
      return items === undefined ? seen : writeItems(seen, write, redactor);
    },
    close: () => file?.close(),
  };
}

function previewLook(shell: Shell, { json }: LookOptions, { logicTexts }: Plan, redactor: Redactor): Look {
  const color = hasColour(shell.stdout, shell.env);
  const logics = new WeakMap<Entry, LogicResult[]>();
  let asked: SeenRequest[] = [];
  const takeAsked = () => {
    const all = asked;
    asked = [];
    return all;
  };
  let ordinal = 0;
  return {
    onAsked: (seen) => void asked.push(seen),
    onLogic(entry, index, result) {
      const known = logics.get(entry) ?? [];
      known.push({ logic: logicTexts[index] ?? "", ...resultOf(result) });
      logics.set(entry, known);
    },
    async *items(entries, target) {
      yield* previewItems(entries, {
        ...target,
        onItem(one) {
          ordinal += 1;
          const all = { ...one, ordinal, logics: logics.get(one.entry) ?? [], asked: takeAsked() };
          shell.stdout.write(json ? `${previewLine(all, redactor)}\n` : previewPage(all, redactor, color));
        },
      });
      // A line of JSON is of a record.
      if (!json) shell.stdout.write(askedPage(takeAsked(), redactor, color));
    },
  };
}

/** What a logic made of a record. */
export function resultOf(result: unknown): Omit<LogicResult, "logic"> {
  if (result === true) return { result: "kept" };
  if (result === false || result === undefined || result === null) return { result: "discarded" };
  return { result: "replaced", record: result };
}
