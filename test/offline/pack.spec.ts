import assert from "node:assert/strict";
import * as keyvault from "@pulumi/azure-native/keyvault";
import * as resources from "@pulumi/azure-native/resources";
import type { Policies } from "@pulumi/policy";
import * as pulumi from "@pulumi/pulumi";
import { evaluatePack, type Finding, type ViolationDetail } from "../../offline/pack";
import { seconds } from "../../offline/policyArgs";
import { run } from "../../offline/run";

const config = { project: "shop", stack: "dev", values: {}, secretKeys: [] };
const vault = { resourceGroupName: "rg", vaultName: "kv", properties: { tenantId: "t", sku: { family: "A", name: "standard" as const } } };

async function findings(
  policies: Policies,
  program: () => unknown,
  unknowns = false,
  details: ViolationDetail[] = [],
): Promise<readonly Finding[]> {
  const { monitor, errors } = await run({ config, unknowns, program });
  assert.deepEqual(errors, []);
  return evaluatePack({ policies, drainDetails: () => details.splice(0) }, monitor);
}

const twoVaults = () => {
  new keyvault.Vault("one", vault);
  new keyvault.Vault("two", { ...vault, vaultName: "kv2" }, { protect: true, customTimeouts: { create: "1h30m" } });
};

describe("offline: policies are evaluated as by the engine", () => {
  it("for each resource in order, including the stack and components, then for the stack as a whole", async () => {
    const seen: string[] = [];
    const policy = {
      name: "watch",
      description: "watches",
      validateResource: (args: { name: string }) => {
        seen.push(args.name);
      },
      validateStack: (args: { resources: { name: string }[] }) => {
        seen.push(`stack of ${args.resources.length}`);
      },
    };
    await findings([policy], () => {
      new pulumi.ComponentResource("shop:index:Part", "part");
      twoVaults();
      keyvault.Vault.get("read", "/subscriptions/s/vaults/kv");
    });
    assert.deepEqual(seen, ["shop-dev", "part", "one", "two", "stack of 4"]);
  });

  it("policies receive resource options", async () => {
    let opts: object = {};
    await findings(
      [
        {
          name: "options",
          description: "",
          validateResource: (args) => {
            if (args.name === "two") opts = args.opts;
          },
        },
      ],
      twoVaults,
    );
    assert.deepEqual(opts, {
      protect: true,
      ignoreChanges: [],
      aliases: Reflect.get(opts, "aliases"),
      additionalSecretOutputs: [],
      customTimeouts: { createSeconds: 5400, updateSeconds: 0, deleteSeconds: 0 },
      parent: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev",
    });
  });

  it("enforcement levels: advisory by default, remediate counts as mandatory, disabled reports nothing", async () => {
    const levels = ["mandatory", "advisory", "remediate", "disabled", undefined] as const;
    const policies = levels.map((level) => ({
      name: `level-${level}`,
      description: "",
      ...(level && { enforcementLevel: level }),
      validateResource: (args: { name: string }, report: (message: string) => void) => {
        if (args.name === "one") report("no");
      },
    }));
    const found = await findings(policies, twoVaults);
    assert.deepEqual(
      found.map(({ policy, level }) => `${policy} ${level}`),
      ["level-mandatory mandatory", "level-advisory advisory", "level-remediate mandatory", "level-undefined advisory"],
    );
  });

  it("remediations that are enabled run before the checks, each on what the ones before it left", async () => {
    const renamed = (name: string, level: "remediate" | "mandatory", append: string): Policies[number] => ({
      name,
      description: "",
      enforcementLevel: level,
      remediateResource: (args) =>
        args.type === "azure-native:keyvault:Vault" ? { ...args.props, vaultName: `${args.props.vaultName}${append}` } : undefined,
      validateResource: (args, report) => {
        if (args.props.vaultName !== undefined) report(args.props.vaultName);
      },
    });
    const found = await findings(
      [renamed("one", "remediate", "-1"), renamed("off", "mandatory", "-0"), renamed("two", "remediate", "-2")],
      twoVaults,
    );
    const names = new Set(found.map(({ message }) => message.replace(/^.*?(-1.*)$/, "$1")));
    assert.deepEqual([...names], ["-1-2"]);
  });

  it("notApplicable ends a policy without a finding; isType recognises the SDK's classes", async () => {
    const policy: Policies[number] = {
      name: "vaults",
      description: "",
      validateResource: (args, report) => {
        if (!args.isType(keyvault.Vault)) args.notApplicable("no vault");
        report("a vault");
      },
    };
    assert.equal((await findings([policy], twoVaults)).length, 2);
  });

  it("reading an unknown value reports an advisory finding, and keeps earlier findings", async () => {
    const policy: Policies[number] = {
      name: "reader",
      description: "",
      enforcementLevel: "mandatory",
      validateResource: (args, report) => {
        if (args.name !== "vault") return;
        report("before");
        if (args.props.resourceGroupName === "x") report("never");
      },
    };
    const program = () => {
      new keyvault.Vault("vault", { ...vault, resourceGroupName: new resources.ResourceGroup("group", { location: "westeurope" }).name });
    };
    const found = await findings([policy], program, true);
    assert.deepEqual(
      found.map(({ level }) => level),
      ["mandatory", "advisory"],
    );
    assert.deepEqual(
      found.map(({ undecided }) => undecided),
      [undefined, true],
    );
    assert.match(found[1]?.message ?? "", /can't run policy 'reader' during preview: string value at \.resourceGroupName/);
  });

  it("findings have control, path and resource from the pack's details", async () => {
    const details: ViolationDetail[] = [];
    const policy: Policies[number] = {
      name: "kv",
      description: "",
      validateStack: (_, report) => {
        details.push({ policy: "kv", control: "KV-01", urn: "urn:of:one", path: "a.b", message: "text" });
        report("text", "urn:of:one");
      },
    };
    assert.deepEqual(await findings([policy], twoVaults, false, details), [
      { policy: "kv", control: "KV-01", urn: "urn:of:one", path: "a.b", message: "text", level: "advisory" },
    ]);
  });

  it("the stack's resources are linked", async () => {
    let links: unknown;
    const policy: Policies[number] = {
      name: "links",
      description: "",
      validateStack: ({ resources: all }) => {
        const found = all.find(({ name }) => name === "vault");
        links = [
          found?.parent?.name,
          found?.dependencies.map(({ name }) => name),
          found?.propertyDependencies.resourceGroupName?.map(({ name }) => name),
        ];
      },
    };
    await findings([policy], () => {
      new keyvault.Vault("vault", { ...vault, resourceGroupName: new resources.ResourceGroup("group", { location: "westeurope" }).name });
    });
    assert.deepEqual(links, ["shop-dev", ["group"], ["group"]]);
  });

  it("the stack's resources have their outputs and options, and are linked to the same objects", async () => {
    let found: unknown;
    const policy: Policies[number] = {
      name: "outputs",
      description: "",
      validateStack: ({ resources: all }) => {
        const [stored, group] = ["vault", "group"].map((name) => all.find((one) => one.name === name));
        found = {
          uri: typeof stored?.props.properties.vaultUri,
          class: stored?.asType(keyvault.Vault)?.location,
          other: stored?.asType(keyvault.Secret),
          isProtected: stored?.opts.protect,
          sameLink: stored?.dependencies[0] === group && group !== undefined,
          copied: Object.keys({ ...stored }).includes("props"),
        };
      },
    };
    await findings([policy], () => {
      const group = new resources.ResourceGroup("group", { location: "westeurope" });
      new keyvault.Vault("vault", { ...vault, location: "westeurope", resourceGroupName: group.name }, { protect: true });
    });
    assert.deepEqual(found, {
      uri: "string",
      class: "westeurope",
      other: undefined,
      isProtected: true,
      sameLink: true,
      copied: true,
    });
  });

  it("secrets are masked in messages", async () => {
    const policy: Policies[number] = {
      name: "leaky",
      description: "",
      validateResource: (args, report) => {
        if (args.name === "stored") report(`value is ${args.props.properties.value}`);
      },
    };
    const found = await findings([policy], () => {
      new keyvault.Secret("stored", {
        resourceGroupName: "rg",
        vaultName: "kv",
        properties: { value: pulumi.secret("correct horse battery") },
      });
    });
    assert.equal(found[0]?.message, "value is [secret]");
  });

  it("reads Go durations", () => assert.deepEqual(["1h30m", "20m", "45s", ""].map(seconds), [5400, 1200, 45, 0]));
});
