import type { ResourceTransformation } from "@pulumi/pulumi";
import * as pulumi from "@pulumi/pulumi";
import { parsePath, setAt } from "../../../offline/config/path";
import type { Scenario } from "./preview";

/** A weakened setting, and the policies that it must violate. */
export interface Weakening {
  /** Description, for the test's title. */
  readonly what: string;
  /** Settings or transformation that weaken the stack. */
  readonly change: Omit<Scenario, "stack">;
  /** Names of the mandatory policies that it must violate, and no others. */
  readonly policies: readonly string[];
}

/** One region: enough to find violations, in half the time. */
export const ONE_REGION = [{ region: "swedencentral", addressSpace: "10.20.0.0/16" }];

/** Sets a property of every resource of the type whose name matches, as an edit of its component would. */
export function edit(type: string, path: string, value: unknown, name = /(?:)/): ResourceTransformation {
  const [top, ...steps] = parsePath(path);
  return ({ type: own, name: ownName, props, opts }) => {
    if (own !== type || !name.test(ownName) || typeof top !== "string") return undefined;
    const member = pulumi.output(props[top]).apply((current: unknown) => setAt(steps.length === 0 ? undefined : current, steps, value));
    return { props: { ...props, [top]: member }, opts };
  };
}

export function combine(...transformations: readonly ResourceTransformation[]): ResourceTransformation {
  return (args) =>
    transformations.reduce<{ props: pulumi.Inputs; opts: pulumi.ResourceOptions }>(
      ({ props, opts }, transform) => transform({ ...args, props, opts }) ?? { props, opts },
      { props: args.props, opts: args.opts },
    );
}
