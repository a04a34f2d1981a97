import assert from "node:assert/strict";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import type { Registration } from "../../../offline/registration";
import { run } from "../../../offline/run";
import { isSecret, plain } from "../../../offline/wire";

const config = { project: "shop", stack: "dev", values: {}, secretKeys: [] };
const location = "westeurope";

async function runProgram(program: () => unknown, unknowns = false) {
  const { monitor, errors } = await run({ config, unknowns, program });
  const find = (name: string): Registration => {
    const found = monitor.registrations.find((registration) => registration.name === name);
    assert.ok(found, `${name} was not registered`);
    return found;
  };
  return { monitor, errors, find };
}

const tag =
  (name: string): pulumi.ResourceTransform =>
  ({ props, opts }) => ({ props: { ...props, tags: { ...props.tags, [name]: `${Object.keys(props.tags ?? {}).length}` } }, opts });

describe("offline: transforms", () => {
  it("run in the engine's order: the resource's own, its parents' from the nearest on, the stack's", async () => {
    const { find, errors } = await runProgram(() => {
      pulumi.runtime.registerResourceTransform((args) => (args.custom ? tag("stack")(args) : undefined));
      const outer = new pulumi.ComponentResource("shop:x:Outer", "outer", {}, { transforms: [tag("outer")] });
      const inner = new pulumi.ComponentResource("shop:x:Inner", "inner", {}, { parent: outer, transforms: [tag("inner")] });
      new resources.ResourceGroup("group", { location }, { parent: inner, transforms: [tag("own")] });
    });
    assert.deepEqual(errors, []);
    assert.deepEqual(plain(find("group").inputs.tags), { own: "0", inner: "1", outer: "2", stack: "3" });
  });

  it("change options: protection, ignored changes, timeouts, provider, dependencies", async () => {
    const { find, errors } = await runProgram(() => {
      const first = new resources.ResourceGroup("first", { location });
      new resources.ResourceGroup(
        "group",
        { location },
        {
          transforms: [
            async ({ props, opts }) => ({
              props,
              opts: { ...opts, protect: true, ignoreChanges: ["tags"], customTimeouts: { create: "1h" }, dependsOn: [first] },
            }),
          ],
        },
      );
    });
    assert.deepEqual(errors, []);
    const { options, dependencies } = find("group");
    assert.deepEqual([options.protect, options.ignoreChanges, options.timeouts.create], [true, ["tags"], "1h"]);
    assert.deepEqual(dependencies, [find("first").urn]);
  });

  it("a transform that returns nothing changes nothing, dependencies by property included", async () => {
    const { find, errors } = await runProgram(() => {
      const first = new resources.ResourceGroup("first", { location });
      new resources.ResourceGroup("group", { location, tags: { of: first.id } }, { transforms: [() => undefined], protect: true });
    });
    assert.deepEqual(errors, []);
    assert.deepEqual(find("group").propertyDependencies.tags, [find("first").urn]);
    assert.deepEqual(find("group").dependencies, [find("first").urn]);
    assert.equal(find("group").options.protect, true);
  });

  it("secret and unknown values are outputs, and remain secret and unknown", async () => {
    const seen: boolean[] = [];
    const { find, errors } = await runProgram(() => {
      const first = new resources.ResourceGroup("first", { location });
      const look: pulumi.ResourceTransform = ({ props, opts }) => {
        seen.push(pulumi.Output.isInstance(props.managedBy), pulumi.Output.isInstance(props.tags.id));
        return { props: { ...props, location: "northeurope" }, opts };
      };
      const tags = { id: first.id, plain: "text" };
      new resources.ResourceGroup("group", { location, managedBy: pulumi.secret("hush-hush"), tags }, { transforms: [look] });
    }, true);
    assert.deepEqual(errors, []);
    const { inputs } = find("group");
    assert.equal(inputs.location, "northeurope");
    assert.ok(isSecret(inputs.managedBy));
    assert.match(JSON.stringify(inputs.tags), /"plain":"text"/);
    assert.match(JSON.stringify(inputs.tags), /04da6b54/);
    assert.equal(seen[0], true);
  });

  it("one that fails fails the registration", async () => {
    const { errors } = await runProgram(() => {
      const fail = () => {
        throw new Error("no tags");
      };
      new resources.ResourceGroup("group", { location }, { transforms: [fail] });
    });
    assert.match(errors.map(String).join(), /transform failed: Error: no tags/);
  });

  it("of function calls change their arguments", async () => {
    const { monitor, errors } = await runProgram(() => {
      pulumi.runtime.registerInvokeTransform(({ token, args, opts }) =>
        token === "azure-native:resources:getResourceGroup" ? { args: { ...args, resourceGroupName: "other" }, opts } : undefined,
      );
      return { id: resources.getResourceGroupOutput({ resourceGroupName: "rg" }).id };
    });
    assert.deepEqual(errors, []);
    assert.match(String(plain(monitor.outputs.get(monitor.registrations[0]?.urn ?? "")?.id)), /resourceGroups\/other$/);
  });

  it("transformations of the SDK run in the program, also for the children of components", async () => {
    const { find, errors } = await runProgram(() => {
      pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
        type === "azure-native:resources:ResourceGroup" ? { props: { ...props, tags: { by: "stack" } }, opts } : undefined,
      );
      const parent = new pulumi.ComponentResource("shop:x:Part", "part");
      new resources.ResourceGroup("group", { location }, { parent });
    });
    assert.deepEqual(errors, []);
    assert.deepEqual(find("group").inputs.tags, { by: "stack" });
  });
});
