/** Opens an address in the browser of whoever sits at this machine. */
import { spawn } from "node:child_process";
import type { Shell } from "./shell.js";

/** Where nothing can be opened, the address was printed. The address is an argument of its own: no shell reads it. */
export function openBrowser(address: string, env: Shell["env"]): void {
  const [program = "", ...before] = commandOf(env);
  const child = spawn(program, [...before, address], { stdio: "ignore", detached: true, env: { ...env } });
  child.on("error", () => {});
  child.unref();
}

function commandOf({ BROWSER }: Shell["env"]): readonly string[] {
  if (BROWSER) return [BROWSER];
  if (process.platform === "darwin") return ["open"];
  // `start` would be a word of a shell, which reads `&`.
  return process.platform === "win32" ? ["rundll32", "url.dll,FileProtocolHandler"] : ["xdg-open"];
}
