#!/usr/bin/env -S node --
// The committed entry of the command: outside the build folder, so that its mode survives every build.
import * as module from "node:module";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";

// Most commands are over in a second, and to optimize functions takes them longer than they gain by it. A run that lasts gains.
setFlagsFromString("--no-opt");
setTimeout(() => setFlagsFromString("--opt"), 1000).unref();

// Node 22 and later keep what they compiled. It lies beside the code, where nobody can write who could not change the code as well;
// where this user cannot write either, nothing is kept.
module.enableCompileCache?.(fileURLToPath(new URL("../dist/compiled", import.meta.url)));

import("../dist/command/main.js").catch((error) => {
  if (error?.code !== "ERR_MODULE_NOT_FOUND") throw error;
  process.stderr.write(`sync-runner is not built (${error.message}). Run: npm run build\n`);
  process.exitCode = 1;
});
