/**
 * Loaded into a run by its test: counts the moments at which the run touches the world (bytes sent and received, statements of the
 * store, files), and kills it at the one that DIE_AT names. A run that is killed between two of them leaves the same world as one killed
 * right before the second: so these are all the moments there are, whatever is awaited in between.
 */

import fsSync, { writeFileSync } from "node:fs";
import fs, { type FileHandle, open } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { Socket } from "node:net";
import Database from "libsql";

const dieAt = Number(process.env.DIE_AT ?? 0);
const { MOMENTS_FILE } = process.env;
let count = 0;

function moment(): void {
  count += 1;
  if (count === dieAt) process.kill(process.pid, "SIGKILL");
}

function watched(of: object, ...names: string[]): void {
  for (const name of names) {
    const plain = Reflect.get(of, name);
    const before = function (this: unknown, ...given: unknown[]): unknown {
      moment();
      return Reflect.apply(plain, this, given);
    };
    Object.defineProperty(of, name, { value: before, configurable: true, writable: true });
  }
}

watched(Socket.prototype, "write", "push", "connect");
const memory = new Database(":memory:");
watched(Database.prototype, "exec");
watched(Object.getPrototypeOf(memory.prepare("SELECT 1")), "run", "get", "all");
memory.close();
const own: FileHandle = await open(process.execPath, "r");
watched(Object.getPrototypeOf(own), "appendFile", "writeFile", "write", "sync");
await own.close();
watched(fsSync, "writeSync");
watched(fs, "open", "mkdir", "link", "rename", "rm");
syncBuiltinESMExports();

process.on("exit", () => {
  if (MOMENTS_FILE) writeFileSync(MOMENTS_FILE, String(count));
});
