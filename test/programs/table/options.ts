import { IMPORTS, PET, type Program } from "../program";

const GROUP = "azure-native:resources:ResourceGroup";
const SECOND = "20000000-0000-4000-8000-000000000001";

/** Components, aliases, options, transforms, hooks and providers. */
export const OPTIONS: readonly Program[] = [
  {
    kind: "components of several levels, an alias, and a parent of its own",
    files: {
      "index.ts": `${IMPORTS}class Part extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("shop:index:Part", name, {}, opts);
    new random.RandomPet(\`\${name}-pet\`, {}, { parent: this, aliases: [{ name: "old" }] });
    this.registerOutputs({ name });
  }
}
class Region extends pulumi.ComponentResource {
  constructor(name: string) {
    super("shop:index:Region", name);
    const part = new Part(\`\${name}-part\`, { parent: this });
    new Part(\`\${name}-detail\`, { parent: part });
  }
}
new Region("weu");
const loner = new random.RandomPet("loner");
new random.RandomPet("follower", {}, { parent: loner, dependsOn: loner });
`,
    },
    expect: {
      exit: 0,
      resources: [
        "shop:index:Region::weu",
        "shop:index:Region$shop:index:Part::weu-part",
        `shop:index:Region$shop:index:Part$${PET}::weu-part-pet`,
        "shop:index:Region$shop:index:Part$shop:index:Part::weu-detail",
        `shop:index:Region$shop:index:Part$shop:index:Part$${PET}::weu-detail-pet`,
        `${PET}::loner`,
        `${PET}$${PET}::follower`,
      ],
    },
    engine: true,
  },
  {
    kind: "every option of a resource that a preview records",
    files: {
      "index.ts": `${IMPORTS}new random.RandomPet("one", { length: 2 }, {
  protect: true,
  ignoreChanges: ["length"],
  replaceOnChanges: ["prefix"],
  deleteBeforeReplace: true,
  retainOnDelete: true,
  additionalSecretOutputs: ["separator"],
  customTimeouts: { create: "5m" },
  urn: undefined,
});
`,
    },
    expect: { exit: 0, resources: [`${PET}::one`] },
    engine: true,
  },
  {
    kind: "transformations of a resource, a component and the stack",
    files: {
      "index.ts": `${IMPORTS}const longer: pulumi.ResourceTransformation = ({ props, opts }) => ({ props: { ...props, length: props.length + 1 }, opts });
pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
  type === "${PET}" ? { props: { ...props, separator: "_" }, opts: { ...opts, protect: true } } : undefined,
);
const part = new pulumi.ComponentResource("shop:index:Part", "part", {}, { transformations: [longer] });
const one = new random.RandomPet("one", { length: 2 }, { parent: part, transformations: [longer] });
export const pet = [one.length, one.separator];
`,
    },
    expect: {
      exit: 0,
      resources: ["shop:index:Part::part", `shop:index:Part$${PET}::one`],
      outputs: { pet: [4, "_"] },
    },
    engine: true,
  },
  {
    kind: "transforms of a resource, a component and the stack",
    files: {
      "index.ts": `${IMPORTS}const longer: pulumi.ResourceTransform = async ({ props, opts }) => ({ props: { ...props, length: (props.length ?? 0) + 1 }, opts });
pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
  type === "${PET}" ? { props: { ...props, separator: "_" }, opts: { ...opts, protect: true } } : undefined,
);
const part = new pulumi.ComponentResource("shop:index:Part", "part", {}, { transforms: [longer] });
const one = new random.RandomPet("one", { length: 2 }, { parent: part, transforms: [longer] });
export const pet = [one.length, one.separator];
`,
    },
    expect: {
      exit: 0,
      resources: ["shop:index:Part::part", `shop:index:Part$${PET}::one`],
      outputs: { pet: [4, "_"] },
    },
    engine: true,
  },
  {
    kind: "a transform that makes a resource violate a policy",
    files: {
      "index.ts": `import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
pulumi.runtime.registerResourceTransform(({ props, opts }) => ({
  props: props.kind === "ClusterRoleBinding" ? { ...props, subjects: [{ kind: "Group", name: "system:unauthenticated" }] } : props,
  opts,
}));
new kubernetes.rbac.v1.ClusterRoleBinding("all", {
  metadata: { name: "all" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" },
  subjects: [{ kind: "ServiceAccount", name: "shop", namespace: "shop" }],
});
`,
    },
    expect: {
      exit: 1,
      resources: ["kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding::all"],
      findings: ["RB-06 mandatory kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding::all"],
    },
    engine: true,
  },
  {
    kind: "hooks of a resource",
    files: {
      "index.ts": `${IMPORTS}const hook = new pulumi.ResourceHook("tell", async () => {
  throw new Error("no preview runs it");
});
new random.RandomPet("one", { length: 2 }, { hooks: { beforeCreate: [hook], afterCreate: [hook] } });
`,
    },
    expect: { exit: 0, resources: [`${PET}::one`] },
    engine: true,
  },
  {
    kind: "a provider of a second subscription",
    files: {
      "index.ts": `import * as azure from "@pulumi/azure-native/resources";
import { Provider } from "@pulumi/azure-native/provider";
const second = new Provider("second", { subscriptionId: "${SECOND}", location: "westeurope" });
const group = new azure.ResourceGroup("group", { resourceGroupName: "rg-shop" }, { provider: second });
export const { id } = group;
`,
    },
    expect: {
      exit: 0,
      resources: ["pulumi:providers:azure-native::second", `${GROUP}::group`],
      outputs: { id: `/subscriptions/${SECOND}/resourceGroups/rg-shop` },
    },
    engine: true,
  },
  {
    kind: "an existing vault that is read is not judged, and its children have its name",
    files: {
      "index.ts": `import * as keyvault from "@pulumi/azure-native/keyvault";
const id = "/subscriptions/${SECOND}/resourceGroups/rg-old/providers/Microsoft.KeyVault/vaults/kv-old";
const vault = keyvault.Vault.get("old", id);
export const { id: found, name } = vault;
`,
    },
    expect: {
      exit: 0,
      resources: ["azure-native:keyvault:Vault::old"],
      outputs: { found: `/subscriptions/${SECOND}/resourceGroups/rg-old/providers/Microsoft.KeyVault/vaults/kv-old`, name: "kv-old" },
    },
    engine: "the simulated provider reads what it has created, and nothing exists before",
  },
  {
    kind: "a resource that is imported is judged like any other",
    files: {
      "index.ts": `import * as azure from "@pulumi/azure-native/resources";
const id = "/subscriptions/${SECOND}/resourceGroups/rg-old";
new azure.ResourceGroup("group", { resourceGroupName: "rg-old", location: "westeurope" }, { import: id });
`,
    },
    expect: { exit: 0, resources: [`${GROUP}::group`] },
    engine: "an import reads from a cloud in which the resource exists",
  },
  {
    kind: "a reference to another stack, whose outputs are unknown",
    files: {
      "index.ts": `${IMPORTS}const network = new pulumi.StackReference("organization/network/prod");
new random.RandomPet("one", { prefix: network.requireOutput("name") as pulumi.Output<string> });
export const name = network.getOutput("name");
`,
    },
    expect: {
      exit: 0,
      resources: ["pulumi:pulumi:StackReference::organization/network/prod", `${PET}::one`],
      outputs: { name: "[unknown]" },
      warnings: [/^stack reference organization\/network\/prod: /],
    },
    engine: "the other stack does not exist",
  },
];
