/** Milliseconds before the first output: a short run prints no progress. */
const DELAY = 1500;
/** Milliseconds between two updates. */
const INTERVAL = 200;
/** The same where the stream is no terminal, such as the log of a pipeline: few lines, and none of a usual run. */
const LOG_INTERVAL = 30_000;

/** Progress of a long run: a line that is overwritten on a terminal, a line now and then in a log. */
export class Progress {
  private shownAt = 0;

  constructor(
    private readonly stream: Pick<NodeJS.WriteStream, "isTTY" | "write">,
    /** Milliseconds since the start of the process. */
    private readonly now: () => number = () => performance.now(),
  ) {}

  update(text: string): void {
    const now = this.now();
    const isTerminal = this.stream.isTTY === true;
    if (now < DELAY || now - this.shownAt < (isTerminal ? INTERVAL : LOG_INTERVAL)) return;
    this.shownAt = now;
    this.stream.write(isTerminal ? `\r\u001b[K${text}` : `${text} after ${Math.round(now / 1000)} s\n`);
  }

  /** Removes the line from a terminal. */
  clear(): void {
    if (this.stream.isTTY !== true || this.shownAt === 0) return;
    this.stream.write("\r\u001b[K");
    this.shownAt = 0;
  }
}
