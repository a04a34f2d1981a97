import { isProgramExit } from "./programExit";

/**
 * Collects the errors of a program. Most occur in promises that are not awaited. As in Pulumi's own runner each error counts once,
 * whether it is thrown or an unhandled rejection.
 */
export class ErrorCollector {
  private readonly errors = new Set<unknown>();

  constructor() {
    process.on("unhandledRejection", this.add);
    process.on("uncaughtException", this.add);
  }

  readonly add = (error: unknown): void => {
    if (!isProgramExit(error)) this.errors.add(error);
  };

  /** In the order in which they occurred. */
  get all(): readonly unknown[] {
    return Array.from(this.errors);
  }

  close(): void {
    process.off("unhandledRejection", this.add);
    process.off("uncaughtException", this.add);
  }
}
