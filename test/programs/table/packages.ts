import { IMPORTS, PET, type Program, pet, SAME_PATH } from "../program";

const EXPORTS_PET = (prefix: string): string => `const random = require("@pulumi/random");
exports.create = (name) => new random.RandomPet("${prefix}-" + name);
`;
const manifest = (name: string, version: string): string => JSON.stringify({ name, version, main: "index.js" });

/** A small SDK: one class that registers resources of a type. */
const sdk = (kind: string, type: string): string => `const pulumi = require("@pulumi/pulumi");
class ${kind} extends pulumi.CustomResource {
  constructor(name, args, opts) {
    super("${type}", name, args, opts);
  }
}
exports.${kind} = ${kind};
`;

/** Where packages come from, and what the pack does not read. */
export const PACKAGES: readonly Program[] = [
  {
    kind: "the project's own version of a package",
    files: {
      "node_modules/@pulumi/random/package.json": manifest("@pulumi/random", "9.9.9"),
      "node_modules/@pulumi/random/index.js": `const pulumi = require("@pulumi/pulumi");
exports.RandomPet = class extends pulumi.CustomResource {
  constructor(name, args, opts) {
    super("${PET}", "own-" + name, args, opts);
  }
};
`,
      "index.ts": `${IMPORTS}${pet("one")}\n`,
    },
    expect: { exit: 0, resources: [`${PET}::own-one`] },
    engine: true,
  },
  {
    kind: "a package of the project's workspace",
    files: {
      "packages/parts/package.json": manifest("@shop/parts", "1.0.0"),
      "packages/parts/index.js": EXPORTS_PET("part"),
      "index.ts": 'import { create } from "@shop/parts";\ncreate("one");\n',
    },
    links: { "node_modules/@shop/parts": "../../packages/parts" },
    expect: { exit: 0, resources: [`${PET}::part-one`] },
    engine: true,
  },
  {
    kind: "a package of the workspace in TypeScript",
    files: {
      "packages/parts/package.json": '{ "name": "@shop/parts", "main": "index.ts" }',
      "packages/parts/index.ts": `${IMPORTS}export const create = (name: string) => new random.RandomPet(name);\n`,
      "index.ts": 'import { create } from "@shop/parts";\ncreate("one");\n',
    },
    links: { "node_modules/@shop/parts": "../../packages/parts" },
    expect: { exit: 0, resources: [`${PET}::one`] },
    engine: SAME_PATH,
  },
  {
    kind: "pnpm's store of links",
    files: {
      "node_modules/.pnpm/parts@1.0.0/node_modules/@shop/parts/package.json": manifest("@shop/parts", "1.0.0"),
      "node_modules/.pnpm/parts@1.0.0/node_modules/@shop/parts/index.js": EXPORTS_PET("part"),
      "index.ts": 'import { create } from "@shop/parts";\ncreate("one");\n',
    },
    links: {
      "node_modules/@shop/parts": "../.pnpm/parts@1.0.0/node_modules/@shop/parts",
      "node_modules/.pnpm/parts@1.0.0/node_modules/@pulumi/random": "../../../../@pulumi/random",
    },
    expect: { exit: 0, resources: [`${PET}::part-one`] },
    engine: SAME_PATH,
  },
  {
    kind: "no packages installed: the preview's own are used, and it says so",
    files: { "index.ts": `${IMPORTS}${pet("one")}\n` },
    installed: false,
    expect: { exit: 0, resources: [`${PET}::one`], warnings: [/not installed.*@pulumi\/random/] },
    engine: "the CLI runs no program without its packages",
  },
  {
    kind: "a dynamic provider",
    files: {
      "index.ts": `${IMPORTS}const provider: pulumi.dynamic.ResourceProvider = {
  create: async (inputs) => ({ id: "created", outs: inputs }),
};
const one = new pulumi.dynamic.Resource(provider, "one", { size: 3 });
export const urn = one.urn;
`,
    },
    expect: {
      exit: 0,
      resources: ["pulumi-nodejs:dynamic:Resource::one"],
      notJudged: ["1 of pulumi-nodejs"],
      outputs: { urn: "urn:pulumi:dev::shop::pulumi-nodejs:dynamic:Resource::one" },
    },
    engine: true,
  },
  {
    kind: "resources of classic azure, which nobody judged",
    files: {
      "node_modules/@pulumi/azure/package.json": manifest("@pulumi/azure", "6.0.0"),
      "node_modules/@pulumi/azure/index.js": sdk("Account", "azure:storage/account:Account"),
      "index.ts": `import * as azure from "@pulumi/azure";\nnew azure.Account("logs", { enableHttpsTrafficOnly: false });\n`,
    },
    expect: {
      exit: 0,
      resources: ["azure:storage/account:Account::logs"],
      findings: ["GOV-06 advisory pulumi:pulumi:Stack::shop-dev"],
      notJudged: ["1 of azure"],
    },
    engine: true,
  },
  {
    kind: "resources of aws, which nobody judged, with --strict",
    files: {
      "node_modules/@pulumi/aws/package.json": manifest("@pulumi/aws", "7.0.0"),
      "node_modules/@pulumi/aws/index.js": sdk("Bucket", "aws:s3/bucket:Bucket"),
      "index.ts": `import * as aws from "@pulumi/aws";\nnew aws.Bucket("logs", {});\n`,
    },
    args: ["dev", "--strict"],
    expect: { exit: 1, resources: ["aws:s3/bucket:Bucket::logs"], notJudged: ["1 of aws"] },
    engine: "--strict is an option of the offline preview only",
  },
  {
    kind: "--strict without anything that nobody judged",
    files: { "index.ts": `${IMPORTS}${pet("one")}\n` },
    args: ["dev", "--strict"],
    expect: { exit: 0, resources: [`${PET}::one`] },
    engine: "--strict is an option of the offline preview only",
  },
];
