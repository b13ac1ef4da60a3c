/** Shows that a run moves: a line that is redrawn in place on a terminal, a plain line now and then on a pipe. */
import type { RunEvent } from "../types.js";
import { Progress } from "./progress.js";

/** Where and how progress is shown. */
export interface TerminalOptions {
  /** True for a terminal: the line is redrawn in place. False for a pipe or a file. */
  readonly live: boolean;
  /** Width of the terminal in characters, asked at every drawing. */
  readonly columns: () => number;
  readonly write: (text: string) => void;
  /** Masks secrets. */
  readonly mask?: (text: string) => string;
  /** Milliseconds of a clock that does not jump. */
  readonly now?: () => number;
}

/** The progress of one run. */
export interface Terminal {
  readonly onEvent: (event: RunEvent) => void;
  /** What else is written to the same place goes through the function this yields, so that it does not run into the line. */
  wrap(write: (text: string) => void): (text: string) => void;
  /** Erases the line for good. */
  end(): void;
}

const REDRAW_MS = 100;
const PLAIN_MS = 5_000;
const CLEAR = "\x1b[K";

/**
 * Opens the progress of one run. Its timers keep no process alive, and a write that fails is nothing to it.
 *
 * @example
 * const terminal = createTerminal({ live: stderr.isTTY, columns: () => stderr.columns, write: (text) => stderr.write(text) });
 */
export function createTerminal(options: TerminalOptions): Terminal {
  const { now = () => performance.now() } = options;
  const write = (text: string) => {
    try {
      options.write(text);
    } catch {
      // Whoever watched has gone; the run goes on.
    }
  };
  const progress = new Progress(options.mask);
  const line = () => progress.line(now());
  const show = options.live
    ? liveLine(options, write, line, now, progress)
    : plainLines(write, line, now, progress);
  return {
    onEvent(event) {
      progress.onEvent(event, now());
      show.changed();
    },
    wrap: (other) => (text) => {
      show.erase();
      other(text);
      show.changed();
    },
    end: show.end,
  };
}

interface Show {
  /** Something may be different from what is shown. */
  changed(): void;
  erase(): void;
  end(): void;
}

function liveLine(
  { columns }: TerminalOptions,
  write: (text: string) => void,
  line: () => string,
  now: () => number,
  progress: Progress,
): Show {
  let shown = "";
  let drawnAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let due = Number.POSITIVE_INFINITY;
  let ended = false;

  function drawIn(ms: number): void {
    if (now() + ms >= due) return;
    clearTimeout(timer);
    due = now() + ms;
    timer = setTimeout(draw, ms);
    timer.unref();
  }

  function draw(): void {
    clearTimeout(timer);
    due = Number.POSITIVE_INFINITY;
    drawnAt = now();
    const text = line();
    const room = Math.max(1, columns() - 1);
    const fitting = text.length <= room ? text : `${text.slice(0, room - 1)}…`;
    if (fitting !== shown) write(`\r${fitting}${CLEAR}`);
    shown = fitting;
    // The seconds of a wait count down.
    const wait = progress.wait(now());
    if (wait !== undefined) drawIn(Math.max(REDRAW_MS, wait.ms % 1000 || 1000));
  }

  function erase(): void {
    if (shown !== "") write(`\r${CLEAR}`);
    shown = "";
  }

  return {
    changed() {
      if (ended) return;
      const rest = drawnAt + REDRAW_MS - now();
      if (rest <= 0) draw();
      else drawIn(rest);
    },
    erase,
    end() {
      ended = true;
      clearTimeout(timer);
      erase();
    },
  };
}

function plainLines(
  write: (text: string) => void,
  line: () => string,
  now: () => number,
  progress: Progress,
): Show {
  let timer: NodeJS.Timeout | undefined;
  let told: string | undefined;

  function tell(): void {
    // A wait that only got shorter is no news.
    const state = `${progress.counts()} ${progress.wait(now())?.wait.until}`;
    if (state !== told) write(`${line()}\n`);
    told = state;
  }

  return {
    changed() {
      timer ??= setInterval(tell, PLAIN_MS).unref();
    },
    erase() {},
    end() {
      clearInterval(timer);
    },
  };
}
