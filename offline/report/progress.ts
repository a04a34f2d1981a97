/** Runs shorter than this (ms) show nothing: a line that flashes by tells nobody anything. */
const QUIET = 1500;
const INTERVAL = 200;

/** A counter on a terminal, so that a long run is seen to live; silent everywhere else. */
export class Progress {
  private shownAt = 0;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  update(text: string): void {
    const now = performance.now();
    if (this.stream.isTTY !== true || now < QUIET || now - this.shownAt < INTERVAL) return;
    this.shownAt = now;
    this.stream.write(`\r\u001b[K${text}`);
  }

  clear(): void {
    if (this.shownAt > 0) this.stream.write("\r\u001b[K");
    this.shownAt = 0;
  }
}
