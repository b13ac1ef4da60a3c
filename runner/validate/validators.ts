/** The validators of the languages, compiled to plain code when the project is built. */
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ValidateFunction } from "ajv";
import { packageRoot } from "../load/folders.js";

type Validators = Readonly<Record<"pipeline" | "connector" | "sandbox" | "test", ValidateFunction>>;

/** `validators.pipeline(data)`, and so for each language. */
export const validators: Validators = createRequire(import.meta.url)(
  join(packageRoot, "dist", "schemas", "validators.cjs"),
);
