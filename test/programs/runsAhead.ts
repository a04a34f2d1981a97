/** Starts actions before their results are asked for, as many at a time as there are workers. */
export class RunsAhead<Action extends object, Worker, Result> {
  private readonly started = new Map<Action, Promise<Result>>();
  private readonly waiting: ((worker: Worker) => void)[] = [];
  private readonly idle: Worker[];

  /** @param run runs one action, on a worker that does nothing else meanwhile */
  constructor(
    private readonly actions: readonly Action[],
    workers: readonly Worker[],
    private readonly run: (action: Action, worker: Worker) => Promise<Result>,
  ) {
    this.idle = [...workers];
  }

  /** The action's result. Starts it and a few after it, unless they have been started. */
  resultOf(action: Action): Promise<Result> {
    const index = this.actions.indexOf(action);
    const started = this.start(action);
    for (const next of this.actions.slice(index + 1, index + 4)) this.start(next);
    return started;
  }

  private start(action: Action): Promise<Result> {
    const result = this.started.get(action) ?? this.perform(action);
    this.started.set(action, result);
    // A failure is reported by the test that asks for the result, which is a later one.
    result.catch(() => undefined);
    return result;
  }

  private async perform(action: Action): Promise<Result> {
    const worker = this.idle.pop() ?? (await new Promise<Worker>((resolve) => this.waiting.push(resolve)));
    try {
      return await this.run(action, worker);
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.idle.push(worker);
      else next(worker);
    }
  }
}
