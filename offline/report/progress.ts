/** Milliseconds before the first output: a short run prints no progress. */
const DELAY = 1500;
/** Milliseconds between two updates. */
const INTERVAL = 200;

/** Progress of a long run, on a terminal only. */
export class Progress {
  private shownAt = 0;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  update(text: string): void {
    const now = performance.now();
    if (this.stream.isTTY !== true || now < DELAY || now - this.shownAt < INTERVAL) return;
    this.shownAt = now;
    this.stream.write(`\r\u001b[K${text}`);
  }

  clear(): void {
    if (this.shownAt > 0) this.stream.write("\r\u001b[K");
    this.shownAt = 0;
  }
}
