import { IMPORTS, PASSWORD, PET, type Program, SAME_PATH } from "../program";

/** Names a pet after a key of the configuration. */
const NAMED = `${IMPORTS}new random.RandomPet(new pulumi.Config().require("name"));\n`;

/** Where configuration comes from, and what is said when it is missing. */
export const CONFIG: readonly Program[] = [
  {
    kind: "a stack without a file",
    files: { "Pulumi.dev.yaml": undefined, "index.ts": `${IMPORTS}new random.RandomPet(new pulumi.Config().get("name") ?? "one");\n` },
    expect: { exit: 0, resources: [`${PET}::one`] },
    engine: SAME_PATH,
  },
  {
    kind: "a stack without a file, and a value of the command line",
    files: { "Pulumi.dev.yaml": undefined, "index.ts": NAMED },
    args: ["dev", "-c", "name=one"],
    expect: { exit: 0, resources: [`${PET}::one`] },
    engine: true,
  },
  {
    kind: "three missing keys are told at once",
    files: {
      "index.ts": `${IMPORTS}const config = new pulumi.Config();
const region = config.require("region");
const size = config.requireNumber("size");
const owner = new pulumi.Config("team").requireSecret("owner");
new random.RandomPet(\`\${region}-\${size}\`, { prefix: owner });
`,
    },
    expect: { exit: 2, error: /-c 'shop:region=[\s\S]*-c 'shop:size=[\s\S]*-c 'team:owner=/ },
    engine: true,
  },
  {
    kind: "types and defaults of Pulumi.yaml",
    files: {
      "Pulumi.yaml": `name: shop
runtime: nodejs
config:
  size: { type: integer, default: 3 }
  zones: { type: array, items: { type: string }, default: ["1", "2"] }
  aws:region: { value: eu-north-1 }
`,
      "Pulumi.dev.yaml": "config:\n  shop:size: 4\n  shop:owner: { name: retail, mails: [one@example.com] }\n",
      "index.ts": `${IMPORTS}const config = new pulumi.Config();
for (const zone of config.requireObject<string[]>("zones")) new random.RandomPet(\`zone-\${zone}\`, { length: config.requireNumber("size") });
export const owner = config.requireObject<{ name: string }>("owner").name;
export const region = new pulumi.Config("aws").require("region");
`,
    },
    expect: { exit: 0, resources: [`${PET}::zone-1`, `${PET}::zone-2`], outputs: { owner: "retail", region: "eu-north-1" } },
    engine: true,
  },
  {
    kind: "a value of the wrong type",
    files: { "Pulumi.yaml": "name: shop\nruntime: nodejs\nconfig:\n  size: { type: integer }\n", "index.ts": NAMED },
    args: ["dev", "-c", "size=many"],
    expect: { exit: 2, error: /size.*integer/ },
    engine: SAME_PATH,
  },
  {
    kind: "Pulumi.yml and Pulumi.dev.yml",
    files: {
      "Pulumi.yaml": undefined,
      "Pulumi.dev.yaml": undefined,
      "Pulumi.yml": "name: shop\nruntime: nodejs\n",
      "Pulumi.dev.yml": "config:\n  shop:name: one\n",
      "index.ts": NAMED,
    },
    expect: { exit: 0, resources: [`${PET}::one`] },
    engine: true,
  },
  {
    kind: "stackConfigDir",
    files: {
      "Pulumi.yaml": "name: shop\nruntime: nodejs\nstackConfigDir: stacks\n",
      "Pulumi.dev.yaml": undefined,
      "stacks/Pulumi.dev.yaml": "config:\n  shop:name: one\n",
      "index.ts": NAMED,
    },
    expect: { exit: 0, resources: [`${PET}::one`] },
    engine: true,
  },
  {
    kind: "an environment of Pulumi ESC, which is not read",
    files: { "Pulumi.dev.yaml": "environment:\n  - shop/dev\nconfig:\n  shop:name: one\n", "index.ts": NAMED },
    expect: { exit: 0, resources: [`${PET}::one`], warnings: [/environments of Pulumi ESC are not read \(shop\/dev\)/] },
    engine: "environments need Pulumi Cloud",
  },
  {
    kind: "a secret of the configuration",
    files: {
      "index.ts": `${IMPORTS}const password = new pulumi.Config().requireSecret("password");
new random.RandomPet("one", { prefix: password });
export const shown = pulumi.interpolate\`password: \${password}\`;
`,
    },
    args: ["dev", "-c", `password=${PASSWORD}`],
    expect: { exit: 0, resources: [`${PET}::one`], outputs: { shown: "[secret]" } },
    engine: true,
  },
];
