/** What is wrong with a file, as the answer that the run gets and tells: an expected end of a request, and no error of the server. */

export class Refusal extends Error {
  readonly status: number;

  /** @param message for whoever wrote the pipeline or has the file */
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** What the disk says, for a request. A later run may find it otherwise, so it is no refusal for good. */
export function ofDisk(name: string, done: string, error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new Refusal(503, `${name} cannot be ${done}: ${code ?? message}`);
}
