import type { CloudContext } from "./cloud/cloud";
import type { Declarations } from "./cloud/declarations/declarations";
import { type Answer, answer } from "./cloud/functions";
import { type Properties, plainProperties } from "./wire";

export interface FunctionCallsOptions {
  readonly cloud: CloudContext;
  readonly declarations: Declarations;
  /** Whether a result that is made up is unknown instead. */
  readonly unknowns: boolean;
  /** Outputs of a resource that the program has registered, by ARM id. */
  readonly registered: (id: string) => Properties | undefined;
}

interface Calls {
  count: number;
  /** Whether some result was made up from the SDK's types; otherwise every one is unknown. */
  plausible: boolean;
  /** ARM ids of what was read; empty texts for functions that read no resource. */
  readonly ids: Set<string>;
}

/** Answers the functions that a program invokes, and remembers those whose results nobody knows. */
export class FunctionCalls {
  private readonly calls = new Map<string, Calls>();

  constructor(private readonly options: FunctionCallsOptions) {}

  /** Result of a function of a provider; undefined if the result as a whole is unknown. */
  invoke(token: string, args: Properties, context: CloudContext): Properties | undefined {
    const found = this.answer(token, args, context);
    const known = found === undefined ? undefined : this.options.registered(found.id);
    if (known !== undefined) return this.options.unknowns ? undefined : { ...known, id: found?.id };
    if (found?.source === "simulated") return found.result;
    this.remember(token, found);
    return this.options.unknowns ? undefined : found?.result;
  }

  /**
   * Result of the form of a function that returns a promise. A promise cannot be unknown: the SDK resolves it with an empty record, in
   * which a program would not find what it reads. Therefore the result is plausible there, also where other results are unknown.
   */
  invokePlain(token: string, args: unknown): Properties | undefined {
    const given = typeof args === "object" && args !== null ? { ...args } : {};
    const result = this.answer(token, given)?.result;
    return result === undefined ? undefined : plainProperties(result);
  }

  /** Method of a remote component, whose provider would have to be asked. */
  call(token: string): void {
    this.remember(token, undefined);
  }

  /** One warning for each function without a result, and one for all whose results are made up. */
  warnings(): readonly string[] {
    const { registered, unknowns } = this.options;
    const open = Array.from(this.calls).filter(([, { ids }]) => Array.from(ids).some((id) => registered(id) === undefined));
    const madeUp = open.filter(([, { plausible }]) => plausible && !unknowns).map(([token, { count }]) => `${token} (${times(count)})`);
    return [
      ...open
        .filter(([, { plausible }]) => !plausible || unknowns)
        .map(([token, { count }]) => `the result of ${token} is unknown (${times(count)}): the offline preview calls no provider`),
      ...(madeUp.length === 0
        ? []
        : [`plausible values stand for the results of functions that no provider was asked for: ${madeUp.join(", ")}`]),
    ];
  }

  private answer(token: string, args: Properties, context = this.options.cloud): Answer | undefined {
    return answer(token, plainProperties(args), context, this.options.declarations);
  }

  private remember(token: string, found: Answer | undefined): void {
    const calls = this.calls.get(token) ?? { count: 0, plausible: false, ids: new Set() };
    calls.count++;
    calls.plausible ||= found !== undefined;
    calls.ids.add(found?.id ?? "");
    this.calls.set(token, calls);
  }
}

function times(count: number): string {
  return count === 1 ? "1 call" : `${count} calls`;
}
