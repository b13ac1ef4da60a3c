/** Ends all that waits or is in flight at once when the run is stopped: one listener, however many requests there are. */
import { Fault } from "../faults/fault.js";

/** Something that can be ended before its time. */
export interface Stoppable {
  stop(): void;
}

export function stoppedFault(): Fault {
  return new Fault("STOPPED", "the run was stopped before a request was through");
}

export class Stopper {
  readonly #signal: AbortSignal;
  readonly #running = new Set<Stoppable>();
  readonly #onAbort = () => this.#stop();
  #stopped: boolean;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    this.#stopped = signal.aborted;
    signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  add(running: Stoppable): void {
    this.#running.add(running);
  }

  delete(running: Stoppable): void {
    this.#running.delete(running);
  }

  /** Stops what is left and lets go of the signal. */
  close(): void {
    this.#signal.removeEventListener("abort", this.#onAbort);
    this.#stop();
  }

  #stop(): void {
    this.#stopped = true;
    for (const running of [...this.#running]) running.stop();
    this.#running.clear();
  }
}

/**
 * Resolves after `ms` milliseconds, never before them.
 *
 * @throws {Fault} STOPPED as soon as the run is stopped.
 */
export function pause(ms: number, stopper: Stopper): Promise<void> {
  return new Promise((resolve, reject) => {
    if (stopper.stopped) return reject(stoppedFault());
    const waiting: Stoppable = {
      stop() {
        clearTimeout(timer);
        reject(stoppedFault());
      },
    };
    // A timer of Node may fire up to a millisecond early.
    const timer = setTimeout(() => {
      stopper.delete(waiting);
      resolve();
    }, Math.ceil(ms) + 1);
    stopper.add(waiting);
  });
}
