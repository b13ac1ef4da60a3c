/** Writes the log of a run, through winston, which is slow to load: load this module only when there is something to log. */
import { Writable } from "node:stream";
import winston from "winston";
import { plain } from "../faults/render.js";
import type { RunEvent } from "../types.js";
import { jsonLine } from "./json.js";
import { LEVELS, type Level, type LogLine, levelOf, lineOf } from "./log-lines.js";
import { OWN_WORDS } from "./own-words.js";
import type { Redactor } from "./redact.js";
import { counted } from "./words.js";

/** How the log is written. */
export interface LogOptions {
  readonly level: Level;
  /** One JSON object a line, else text for people. */
  readonly json: boolean;
  /** Takes one line, with its newline. If it throws, that line is lost and nothing else. */
  readonly write: (line: string) => void;
  readonly redactor: Redactor;
  /** The clock; times are written in UTC. */
  readonly now?: () => Date;
}

/** The log of one run. */
export interface Log {
  readonly onEvent: (event: RunEvent) => void;
  /** Resolves when every line was handed to `write`. */
  end(): Promise<void>;
}

/** So many failures with one code are told one by one; what comes after them is told as a number. */
const TOLD_SINGLY = 20;

/**
 * Opens the log of a run.
 *
 * @example
 * const log = createLog({ level: "info", json: false, write: (line) => process.stderr.write(line), redactor });
 * log.onEvent(event);
 * await log.end();
 */
export function createLog({ level, json, write, redactor, now = () => new Date() }: LogOptions): Log {
  const stream = new Writable({
    decodeStrings: false,
    write(line: string, _, done) {
      try {
        write(line);
      } catch {
        // A full disk or a closed pipe must not end the run: the result matters more than its log.
      }
      done();
    },
  });
  const transport = new winston.transports.Stream({ stream, eol: "\n" });
  const render = json ? jsonLog : textLog;
  const logger = winston.createLogger({
    level,
    transports: [transport],
    format: winston.format.printf((line) => render(line as unknown as LogLine, now(), redactor)),
  });
  const tells = (wanted: Level) => LEVELS.indexOf(wanted) <= LEVELS.indexOf(level);
  const failures = new Map<string, number>();

  /** True for a failure whose like was told often enough. */
  function isRepeated(event: RunEvent): boolean {
    if (event.type !== "counted" || levelOf(event) !== "warn" || tells("debug")) return false;
    const code = event.fault?.code ?? event.event;
    const count = (failures.get(code) ?? 0) + 1;
    failures.set(code, count);
    return count > TOLD_SINGLY;
  }

  function tellRepeated(): void {
    for (const [code, count] of failures) {
      const more = count - TOLD_SINGLY;
      if (more > 0)
        logger.log({
          level: "warn",
          message: `${counted(more, "more failure")} like these`,
          fields: { code },
        });
    }
    failures.clear();
  }

  return {
    onEvent(event) {
      if (event.type === "finished") tellRepeated();
      if (tells(levelOf(event)) && !isRepeated(event)) logger.log(lineOf(event));
    },
    async end() {
      tellRepeated();
      await new Promise<void>((resolve) => {
        transport.once("finish", () => stream.end(resolve));
        logger.end();
      });
    },
  };
}

function jsonLog({ level, message, fields }: LogLine, time: Date, redactor: Redactor): string {
  const told = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === "string" && !OWN_WORDS.has(value) ? plain(redactor.mask(value)) : value,
  ]);
  const line = { time: time.toISOString(), level, message: plain(redactor.mask(message)) };
  return jsonLine({ ...line, ...Object.fromEntries(told) }, redactor);
}

/** `12:00:01 info  message key=value` */
function textLog({ level, message, fields }: LogLine, time: Date, { mask }: Redactor): string {
  const told = Object.entries(fields).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const text = plain(typeof value === "string" && !OWN_WORDS.has(value) ? mask(value) : String(value));
    return ` ${name}=${/^[^\s"=]+$/.test(text) ? text : JSON.stringify(text)}`;
  });
  return `${time.toISOString().slice(11, 19)} ${level.padEnd(5)} ${plain(mask(message))}${told.join("")}`;
}
