/** The sandbox's memory on disk: every write is a line in the file before it is answered, so a killed process forgets nothing. */
import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { Fault } from "../faults/fault.js";

/** A JSON Lines file that only grows. */
export interface Journal {
  /** Hands the lines to the operating system; when it returns they outlive this process. */
  append(lines: readonly string[]): void;
  close(): void;
}

/** For a sandbox that keeps nothing. */
export const noJournal: Journal = { append: () => undefined, close: () => undefined };

/**
 * Opens a journal and reads back what earlier processes wrote, line by line. A last line that was cut off by a kill was
 * never answered; it is removed.
 *
 * @throws Fault DISK_FAILED when the file cannot be opened, read or written; STORE_CORRUPT when a line cannot be read
 * @example const journal = openJournal("/tmp/box/hrflow.jsonl", (line) => profiles.restore(line));
 */
export function openJournal(file: string, restore: (line: string) => void): Journal {
  const descriptor = disk(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, "a+");
  });
  const bytes = disk(file, () => readFileSync(descriptor));
  const whole = bytes.lastIndexOf(0x0a) + 1;
  if (whole < bytes.length) disk(file, () => ftruncateSync(descriptor, whole));
  for (let from = 0, number = 1; from < whole; number++) {
    const to = bytes.indexOf(0x0a, from);
    try {
      restore(bytes.toString("utf8", from, to));
    } catch (cause) {
      throw new Fault("STORE_CORRUPT", `${file}:${number} is not a line of the sandbox`, {
        hint: "Remove the sandbox's directory to start afresh.",
        cause,
      });
    }
    from = to + 1;
  }
  return {
    append: (lines) => {
      const text = Buffer.from(lines.map((line) => `${line}\n`).join(""));
      for (let done = 0; done < text.length; ) done += disk(file, () => writeSync(descriptor, text, done));
    },
    close: () => closeSync(descriptor),
  };
}

function disk<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Fault("DISK_FAILED", `The sandbox cannot use ${file}: ${why}`, { cause });
  }
}
