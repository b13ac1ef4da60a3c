#!/usr/bin/env -S node --
// The committed entry of the command: outside the build folder, so that its mode survives every build.
import("../dist/command/main.js").catch((error) => {
  if (error?.code !== "ERR_MODULE_NOT_FOUND") throw error;
  process.stderr.write(`sync-runner is not built (${error.message}). Run: npm run build\n`);
  process.exitCode = 1;
});
