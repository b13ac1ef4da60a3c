/** What a stage is told while steps are taken. */
import type { Fault } from "../faults/fault.js";
import type { FileHandle } from "../http/files.js";

export interface Hooks {
  /** Called before the first request that may change the system. */
  readonly beforeWrite?: () => Promise<void>;
  /** Called right before each attempt of every request that may change the system; what it throws keeps it from leaving. */
  readonly beforeSend?: (() => void) | undefined;
  /** Called after each request that changed the system. */
  readonly onWritten?: () => void;
  /** Called after what such a request wrote was taken back. */
  readonly onTakenBack?: () => void;
  /** Called for each file that was read; the stage releases it when its record is settled. */
  readonly onFile?: (file: FileHandle) => void;
  /** Called with the number of elements of a `for` before the first is taken; what it throws ends the steps. */
  readonly onElements?: (count: number) => void;
  /** Called for each element of a `for` whose step failed; the loop goes on. Without it, the first failure ends the steps. */
  readonly onElement?: (fault: Fault) => void;
}
