/** What a command is declared with. */
import type { Command } from "commander";
import type { Shell } from "./shell.js";

/** A command: parsed arguments and options in, exit code out. */
export type Action = (shell: Shell, ...rest: never[]) => Promise<number>;

/** The command line while its commands are declared. */
export interface CommandLine {
  /** A new command. */
  command(name: string, description: string): Command;
  /** What a command does; it is loaded when it is called, so that help is instant. */
  call(load: () => Promise<Action>): (...given: unknown[]) => Promise<void>;
}
