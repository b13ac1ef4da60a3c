/** A pipeline whose connector cannot be read: what can be said of the file by itself. */

import type { Pipeline } from "../../../schemas/pipeline.types.js";
import { parse, treeOf } from "../../expressions/parse.js";
import type { Fault } from "../../faults/fault.js";
import type { Path, Source } from "../../load/source.js";
import { anything, object } from "../../typing/type.js";
import { misread } from "../misread.js";

import { isFile } from "../named-file.js";
import { Slots } from "../slots.js";
import { checkPipelineTexts } from "./pipeline-texts.js";

/** Finds expressions that cannot be parsed, and values that look like something else than they are. */
export function lookAlone(pipeline: Pipeline, source: Source, findings: Fault[]): void {
  const slots = new Slots(source, findings);
  // Which functions the connector has is not known: only what is no expression at all is told.
  const parses = (path: Path, text: unknown) => {
    if (typeof text !== "string" || text === "" || treeOf(text)) return;
    try {
      parse(text);
    } catch (error) {
      slots.report(path, 0, misread(error, text));
    }
  };
  const { logics, format } = pipeline;
  if (Array.isArray(logics)) for (const [index, text] of logics.entries()) parses(["logics", index], text);
  if (typeof format === "string" && !isFile(format)) parses(["format"], format);
  for (const [key, value] of Object.entries(pipeline))
    if (/_(?:auth|parameters)$/.test(key)) slots.template([key], value, object({ env: anything }));
  checkPipelineTexts(slots, pipeline, anything);
}
