/** The process of the sandbox: it says where it listens, and for every message its CPU time in seconds; it ends with its parent. */
import { type SandboxOptions, startSandbox } from "../../runner/sandbox/server.js";

const { url, endpoints } = await startSandbox(JSON.parse(process.argv[2] ?? "{}") as SandboxOptions);
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.((user + system) / 1e6);
});
process.on("disconnect", () => process.exit());
process.send?.({ url, endpoints });
