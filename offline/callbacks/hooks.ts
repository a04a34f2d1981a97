/** Resource hooks of a preview (pulumi/pulumi, pkg/resource/deploy/deployment.go: `RunHooks`). */
import * as pulumi from "@pulumi/pulumi";
import type * as resource from "@pulumi/pulumi/proto/resource_pb";
import { toStruct } from "../protocol";
import type { Properties } from "../wire";

/** A hook that the program registered. */
export interface Hook {
  readonly call: (request: object) => Promise<resource.ResourceHookResponse>;
  /** Only hooks with this option run in a preview. */
  readonly onDryRun: boolean;
  /** Whether a hook that fails is only a warning. */
  readonly ignoreErrors: boolean;
}

/** What the hooks of a resource receive. A preview of a new stack creates, so there are no old inputs and outputs. */
export interface HookArgs {
  readonly urn: string;
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly inputs: Properties;
  /** Undefined before the resource is created. */
  readonly outputs?: Properties;
}

export class Hooks {
  private readonly registered = new Map<string, Hook>();

  /** @throws Error if another hook has the name */
  register(name: string, hook: Hook): void {
    if (this.registered.has(name)) throw new Error(`resource hook already registered for name "${name}"`);
    this.registered.set(name, hook);
  }

  /** @throws Error if a hook fails, or was not registered */
  async run(when: "before" | "after", names: readonly string[], args: HookArgs): Promise<void> {
    for (const name of names) {
      const hook = this.registered.get(name);
      if (hook === undefined) throw new Error(`hook "${name}" was not registered`);
      if (!hook.onDryRun) continue;
      const error = (await hook.call(hookRequest(args))).getError();
      if (error === "") continue;
      if (!hook.ignoreErrors) throw new Error(`${when} hook "${name}" failed: ${error}`);
      await pulumi.log.warn(`${when} hook "${name}" of ${args.urn} failed: ${error}`);
    }
  }
}

function hookRequest({ urn, id, name, type, inputs, outputs }: HookArgs) {
  return {
    getUrn: () => urn,
    getId: () => id,
    getName: () => name,
    getType: () => type,
    getNewInputs: () => toStruct(inputs),
    getOldInputs: () => undefined,
    getNewOutputs: () => (outputs === undefined ? undefined : toStruct(outputs)),
    getOldOutputs: () => undefined,
  };
}
