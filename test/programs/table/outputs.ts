import { IMPORTS, PASSWORD, PET, type Program, SAME_PATH } from "../program";

const NESTED = `import * as app from "@pulumi/azure-native/app";
import * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as random from "@pulumi/random";
const group = new resources.ResourceGroup("group", { resourceGroupName: "rg-shop", location: "westeurope" });
const inGroup = { resourceGroupName: group.name, location: group.location };
const web = new app.ContainerApp("web", {
  ...inGroup,
  identity: { type: "SystemAssigned" },
  configuration: { ingress: { external: false, targetPort: 8080 } },
});
const vnet = new network.VirtualNetwork("vnet", {
  ...inGroup,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
  subnets: [{ name: "pods", addressPrefix: "10.0.0.0/24" }],
});
const identity = new managedidentity.UserAssignedIdentity("identity", inGroup);
const fqdn = web.configuration.apply((configuration) => configuration!.ingress!.fqdn);
new random.RandomPet("one", { prefix: fqdn });
`;
const NESTED_RESOURCES = [
  "azure-native:resources:ResourceGroup::group",
  "azure-native:app:ContainerApp::web",
  "azure-native:network:VirtualNetwork::vnet",
  "azure-native:managedidentity:UserAssignedIdentity::identity",
  `${PET}::one`,
];
const NESTED_FINDINGS = [
  "NET-01 mandatory azure-native:network:VirtualNetwork::vnet",
  "NET-06 advisory azure-native:network:VirtualNetwork::vnet",
  "NET-07 advisory azure-native:network:VirtualNetwork::vnet",
];
const EXPORTS = `export const nested = { fqdn };
export const principalId = web.identity.apply((own) => own!.principalId);
export const subnetId = vnet.subnets.apply((subnets) => subnets![0].id);
export const clientId = identity.clientId;
`;

/** Values that a program computes from what the cloud answers. */
export const OUTPUTS: readonly Program[] = [
  {
    kind: "nested outputs that Azure computes are plausible",
    files: { "index.ts": NESTED + EXPORTS.replace("nested = { fqdn }", "host = fqdn") },
    expect: {
      exit: 1,
      resources: NESTED_RESOURCES,
      findings: NESTED_FINDINGS,
      outputs: {
        host: /^[\w-]+(\.[\w-]+)+$/,
        principalId: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
        subnetId: /^\/subscriptions\/.*\/virtualNetworks\/vnet\w*\/subnets\/pods$/,
        clientId: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      },
    },
    engine: "the same program is compared with --unknowns",
  },
  {
    kind: "nested outputs that Azure computes are unknown with --unknowns",
    files: { "index.ts": NESTED + EXPORTS },
    args: ["dev", "--unknowns"],
    expect: {
      exit: 1,
      resources: NESTED_RESOURCES,
      findings: NESTED_FINDINGS,
      outputs: { nested: { fqdn: "[unknown]" }, principalId: "[unknown]", subnetId: "[unknown]", clientId: "[unknown]" },
    },
    engine: true,
  },
  {
    kind: "interpolate, all and apply with an unknown value",
    files: {
      "index.ts": `${IMPORTS}const one = new random.RandomPet("one", { length: 2 });
const name = pulumi.interpolate\`pet-\${one.id}\`;
new random.RandomPet("two", { prefix: name });
pulumi.all([one.id, one.length]).apply(([id, length]) => new random.RandomPet(\`three-\${length}\`, { prefix: id }));
export const known = one.length.apply((length) => length! + 1);
export const unknown = name;
`,
    },
    args: ["dev", "--unknowns"],
    expect: { exit: 0, resources: [`${PET}::one`, `${PET}::two`], outputs: { known: 3, unknown: "[unknown]" } },
    engine: true,
  },
  {
    kind: "an output in a text is Pulumi's own explanation",
    files: {
      "index.ts": `${IMPORTS}const one = new random.RandomPet("one", { length: 2 });\nexport const text = \`pet \${one.id}\`;\n`,
    },
    expect: { exit: 0, resources: [`${PET}::one`], outputs: { text: /^pet Calling \[toString\] on an \[Output<T>\] is not supported/ } },
    engine: SAME_PATH,
  },
  {
    kind: "secrets stay secret in outputs and inputs, whatever they are part of",
    files: {
      "index.ts": `${IMPORTS}const password = pulumi.secret("${PASSWORD}");
new random.RandomPet("one", { prefix: pulumi.interpolate\`p-\${password}\`, keepers: { password } });
const generated = new random.RandomPassword("generated", { length: 20 });
export const login = { user: "shop", password };
export const text = pulumi.concat("x", generated.result);
export const plain = pulumi.unsecret(generated.length);
`,
    },
    expect: {
      exit: 0,
      resources: [`${PET}::one`, "random:index/randomPassword:RandomPassword::generated"],
      outputs: { login: { user: "shop", password: "[secret]" }, text: "[secret]", plain: 20 },
    },
    engine: true,
  },
];
