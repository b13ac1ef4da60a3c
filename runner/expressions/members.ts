/** The values that a path has come to, each with the names that its steps have bound: `@$x`, `#$i`, and what `%` stands for. */

export interface Member {
  readonly item: unknown;
  readonly names: Record<string, unknown>;
}

export class Members {
  constructor(readonly all: readonly Member[]) {}
}
