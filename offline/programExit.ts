/** Thrown by `process.exit` in a program, so that the code after it does not run. */
class ProgramExit extends Error {}

export function isProgramExit(error: unknown): boolean {
  return error instanceof ProgramExit;
}

export interface CaughtExit {
  /** Resolves with the exit code of the first call. */
  readonly called: Promise<number>;
  /** What the program did. */
  readonly message: string;
  readonly restore: () => void;
}

/**
 * Replaces `process.exit` until `restore`: a program that calls it ends, and the preview reports what it registered. The engine does
 * the same with exit code 0, and fails with any other.
 */
export function catchExit(): CaughtExit {
  const original = process.exit;
  let code = 0;
  let resolve: (code: number) => void = () => {};
  const called = new Promise<number>((resolved) => {
    resolve = resolved;
  });
  process.exit = (argument) => {
    code = Number(argument ?? process.exitCode ?? 0);
    resolve(code);
    throw new ProgramExit();
  };
  return {
    called,
    get message() {
      return `The program called process.exit(${code})`;
    },
    restore: () => {
      process.exit = original;
    },
  };
}
