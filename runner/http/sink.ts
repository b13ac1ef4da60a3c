/** Where the pieces of a body go, decompressed. */
export interface Sink {
  /** The most bytes it takes. */
  readonly cap: number;
  /** A body that breaks off or is longer than `cap` is refused, or ends there: what a failure says need not be whole. */
  readonly unlessWhole: "refuse" | "cut";
  /** A promise when the next piece must wait for it. */
  write(chunk: Buffer): Promise<void> | undefined;
  /** What the body comes to. */
  end(): unknown;
  /** The body is not wanted after all. */
  discard(): void;
}
