/** The schema of the pipeline file as the package has it: the same for every action. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../load/folders.js";
import type { Schema } from "../reference/editor-schema.js";

/** Where it is, below the folder of the package. */
export const BASE = "schemas/pipeline.base.schema.json";

/** What is asked of every pipeline, whatever its action. */
export async function pipelineSchema(): Promise<Schema> {
  return JSON.parse(await readFile(join(packageRoot, BASE), "utf8")) as Schema;
}
