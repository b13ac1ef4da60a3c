/** What `check` found, one line each, with what to do about what is not right. */
import { palette, plain, type RenderOptions } from "../faults/render.js";

/** One thing that was looked at. */
export interface Finding {
  /** Which system, or the store. */
  readonly subject: string;
  readonly check: "reached" | "credentials" | "secrets" | "clock" | "store";
  /** `unknown` where nothing could be found out, `warning` where a run goes on all the same. */
  readonly state: "ok" | "warning" | "failed" | "unknown";
  readonly message: string;
  readonly remedy?: string | undefined;
}

const MARKS = { ok: "ok", warning: "warn", failed: "FAIL", unknown: "?" } as const;

/** Some lines, without a newline at the end. */
export function renderFindings(
  findings: readonly Finding[],
  { color, mask = (text) => text }: RenderOptions,
): string {
  const { bold, dim, green, red, yellow } = palette(color);
  const paint = { ok: green, warning: yellow, failed: (text: string) => bold(red(text)), unknown: dim };
  const say = (text: string) => plain(mask(text), 1000);
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  return findings
    .flatMap(({ subject, check, state, message, remedy }) => [
      `${paint[state](MARKS[state].padEnd(4))}  ${say(subject).padEnd(width)}  ${check.padEnd(11)}  ${say(message)}`,
      ...(remedy === undefined || state === "ok" ? [] : [`${" ".repeat(6)}${dim("remedy:")} ${say(remedy)}`]),
    ])
    .join("\n");
}
