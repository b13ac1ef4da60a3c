/** A user for servers that refuse to run as root: the one they come with, else nobody. */
import { readFileSync } from "node:fs";

/** What `spawn` and `chown` want to know; undefined when this process is not root, and so needs no other user. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

export function unprivileged(preferred: string): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of [preferred, "nobody"]) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(`there is neither a user ${preferred} nor nobody`);
}
