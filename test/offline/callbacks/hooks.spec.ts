import assert from "node:assert/strict";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { run } from "../../../offline/run";

const config = { project: "shop", stack: "dev", values: {}, secretKeys: [] };
const location = "westeurope";

describe("offline: resource hooks", () => {
  it("run in a preview only with onDryRun, before and after the creation", async () => {
    const calls: string[] = [];
    const record = (name: string) => (args: pulumi.ResourceHookArgs) => {
      const outputs = Object.keys(args.newOutputs ?? {}).includes("location");
      calls.push(`${name} ${args.name} ${args.newInputs?.location} ${outputs ? "outputs" : "none"}`);
    };
    const { errors } = await run({
      config,
      unknowns: false,
      program: () => {
        const before = new pulumi.ResourceHook("before", record("before"), { onDryRun: true });
        const after = new pulumi.ResourceHook("after", record("after"), { onDryRun: true });
        const update = new pulumi.ResourceHook("update", record("update"));
        const hooks = { beforeCreate: [before, update], afterCreate: [after, record("unnamed")], beforeDelete: [before] };
        new resources.ResourceGroup("group", { location }, { hooks });
      },
    });
    assert.deepEqual(errors, []);
    assert.deepEqual(calls, ["before group westeurope none", "after group westeurope outputs"]);
  });

  it("of a component run after it has registered its outputs", async () => {
    const calls: string[] = [];
    class Part extends pulumi.ComponentResource {
      constructor(name: string, opts: pulumi.ComponentResourceOptions) {
        super("shop:x:Part", name, {}, opts);
        this.registerOutputs({ size: 3 });
      }
    }
    const { errors } = await run({
      config,
      unknowns: false,
      program: () => {
        const after = new pulumi.ResourceHook("after", ({ newOutputs }) => void calls.push(`${newOutputs?.size}`), { onDryRun: true });
        new Part("part", { hooks: { afterCreate: [after] } });
      },
    });
    assert.deepEqual(errors, []);
    assert.deepEqual(calls, ["3"]);
  });

  it("one that fails fails the registration, or is a warning with ignoreErrors", async () => {
    const program = (ignoreErrors: boolean) => () => {
      const fail = () => {
        throw new Error("not today");
      };
      const before = new pulumi.ResourceHook("before", fail, { onDryRun: true, ignoreErrors });
      new resources.ResourceGroup("group", { location }, { hooks: { beforeCreate: [before] } });
    };
    const failing = await run({ config, unknowns: false, program: program(false) });
    assert.match(failing.errors.map(String).join(), /before hook "before" failed: not today/);
    assert.equal(failing.monitor.registrations.length, 1);
    const warned = await run({ config, unknowns: false, program: program(true) });
    assert.deepEqual(warned.errors, []);
    assert.match(warned.warnings.join(), /before hook "before" of urn:.*::group failed: not today/);
  });

  it("error hooks are accepted and never run", async () => {
    const { errors, monitor } = await run({
      config,
      unknowns: false,
      program: () => {
        const onError = new pulumi.ErrorHook("again", () => true);
        new resources.ResourceGroup("group", { location }, { hooks: { onError: [onError] } });
      },
    });
    assert.deepEqual(errors, []);
    assert.equal(monitor.registrations.length, 2);
  });
});
