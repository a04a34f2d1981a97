import type { ResourceTransformation } from "@pulumi/pulumi";
import * as pulumi from "@pulumi/pulumi";
import { parsePath, setAt } from "../../../offline/config/path";
import type { Scenario } from "./preview";

/** One thing made worse, and what the pack has to say to it. */
export interface Weakening {
  readonly what: string;
  readonly change: Omit<Scenario, "stack">;
  /** Names of the mandatory policies that must refuse it. */
  readonly policies: readonly string[];
}

/** One region is enough to refuse something, and half the work. */
export const ONE_REGION = [{ region: "swedencentral", addressSpace: "10.20.0.0/16" }];

/** Sets a property of every resource of the type whose name matches, as an edit of the component that makes it would. */
export function edit(type: string, path: string, value: unknown, name = /(?:)/): ResourceTransformation {
  const [top, ...steps] = parsePath(path);
  return ({ type: own, name: ownName, props, opts }) => {
    if (own !== type || !name.test(ownName) || typeof top !== "string") return undefined;
    const member = pulumi.output(props[top]).apply((current: unknown) => setAt(steps.length === 0 ? undefined : current, steps, value));
    return { props: { ...props, [top]: member }, opts };
  };
}

export function both(...transformations: readonly ResourceTransformation[]): ResourceTransformation {
  return (args) =>
    transformations.reduce<{ props: pulumi.Inputs; opts: pulumi.ResourceOptions }>(
      ({ props, opts }, transform) => transform({ ...args, props, opts }) ?? { props, opts },
      { props: args.props, opts: args.opts },
    );
}
