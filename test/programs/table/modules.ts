import { IMPORTS, PET, type Program, pet, SAME_PATH } from "../program";

const MODULE = '{ "name": "shop", "private": true, "type": "module" }\n';
const NO_TYPESCRIPT_MODULES = "the SDK's own ts-node loads no ES modules";

/** Module systems, languages, and which file is the program. */
export const MODULES: readonly Program[] = [
  {
    kind: "the default export of an ES module",
    files: { "package.json": MODULE, "index.js": `${IMPORTS}${pet("one")}\nexport default { size: 3 };\n` },
    expect: { exit: 0, resources: [`${PET}::one`], outputs: { size: 3 } },
    engine: true,
  },
  {
    kind: "a function as the default export of an ES module",
    files: { "package.json": MODULE, "index.js": `${IMPORTS}export default async () => {\n  ${pet("one")}\n  return { size: 3 };\n};\n` },
    expect: { exit: 0, resources: [`${PET}::one`], outputs: { size: 3 } },
    engine: SAME_PATH,
  },
  {
    kind: "named exports of an ES module",
    files: { "package.json": MODULE, "index.js": `${IMPORTS}${pet("one")}\nexport const size = 3;\nexport const unit = "GB";\n` },
    expect: { exit: 0, resources: [`${PET}::one`], outputs: { size: 3, unit: "GB" } },
    engine: SAME_PATH,
  },
  {
    kind: "an ES module with a default export and named ones",
    files: { "package.json": MODULE, "index.js": "export default { size: 3 };\nexport const unit = 'GB';\n" },
    expect: { exit: 2, error: /either a default export or named exports but not both/ },
    engine: true,
  },
  {
    kind: "top-level await and import.meta.url",
    files: {
      "package.json": MODULE,
      "name.txt": "one",
      "index.js": `import { readFile } from "node:fs/promises";
${IMPORTS}export const name = await readFile(new URL("./name.txt", import.meta.url), "utf8");
new random.RandomPet(name);
`,
    },
    expect: { exit: 0, resources: [`${PET}::one`], outputs: { name: "one" } },
    engine: true,
  },
  {
    kind: "index.mjs",
    files: { "package.json": MODULE, "index.mjs": `${IMPORTS}${pet("one")}\n` },
    expect: { exit: 0, resources: [`${PET}::one`] },
    engine: SAME_PATH,
  },
  {
    kind: "index.mts",
    files: {
      "package.json": MODULE,
      "index.mts": `${IMPORTS}const name: string = await Promise.resolve("one");\nnew random.RandomPet(name);\n`,
    },
    expect: { exit: 0, resources: [`${PET}::one`] },
    engine: NO_TYPESCRIPT_MODULES,
  },
  {
    kind: "an ES module of TypeScript that imports another by the name of its JavaScript",
    files: {
      "package.json": MODULE,
      "index.ts": `${IMPORTS}import { NAME } from "./names.js";\nnew random.RandomPet(NAME);\nexport const url: boolean = import.meta.url.startsWith("file:");\n`,
      "names.ts": 'export const NAME: string = "one";\n',
    },
    expect: { exit: 0, resources: [`${PET}::one`], outputs: { url: true } },
    engine: NO_TYPESCRIPT_MODULES,
  },
  {
    kind: "JavaScript with import(), which loads an ES module",
    files: {
      "names.mjs": 'export const NAME = "one";\n',
      "index.js": `const random = require("@pulumi/random");\nmodule.exports = async () => {\n  const { NAME } = await import("./names.mjs");\n  new random.RandomPet(NAME);\n};\n`,
    },
    expect: { exit: 0, resources: [`${PET}::one`] },
    engine: true,
  },
  {
    kind: "index.js beside index.ts",
    files: { "index.js": `const random = require("@pulumi/random");\n${pet("compiled")}\n`, "index.ts": `${IMPORTS}${pet("source")}\n` },
    expect: { exit: 0, resources: [`${PET}::compiled`], warnings: [/index\.js/] },
    engine: true,
  },
  {
    kind: "a folder as main of Pulumi.yaml: the working directory is that folder",
    files: {
      "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: src/\n",
      "src/index.js": `const { basename } = require("node:path");
const random = require("@pulumi/random");
${pet("one")}
exports.folders = [basename(process.cwd()), basename(__dirname), basename(__filename)];
`,
    },
    expect: { exit: 0, resources: [`${PET}::one`], outputs: { folders: ["src", "src", "index.js"] } },
    engine: true,
  },
  {
    kind: "a file as main of Pulumi.yaml",
    files: {
      "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: src/shop.ts\n",
      "src/shop.ts": `import { basename } from "node:path";\n${IMPORTS}${pet("one")}\nexport const folder = basename(process.cwd());\n`,
    },
    expect: { exit: 0, resources: [`${PET}::one`], outputs: { folder: "src" } },
    engine: SAME_PATH,
  },
  {
    kind: "main of package.json",
    files: { "package.json": '{ "name": "shop", "main": "lib/shop.ts" }', "lib/shop.ts": `${IMPORTS}${pet("one")}\n` },
    expect: { exit: 0, resources: [`${PET}::one`] },
    engine: SAME_PATH,
  },
  {
    kind: "exports of package.json before its main",
    files: {
      "package.json": '{ "name": "shop", "exports": { ".": { "default": "./lib/shop.js" } }, "main": "other.js" }',
      "lib/shop.js": `const random = require("@pulumi/random");\n${pet("one")}\n`,
      "other.js": "throw new Error('not the program');\n",
    },
    expect: { exit: 0, resources: [`${PET}::one`] },
    engine: true,
  },
  {
    kind: "enumerations, namespaces, decorators, JSON and path aliases of TypeScript",
    files: {
      "tsconfig.json": `{ "compilerOptions": { "noCheck": true, "experimentalDecorators": true, "resolveJsonModule": true,
  "paths": { "@names": ["./names.ts"] } } }\n`,
      "names.ts": 'export enum Size { small = "small" }\nexport namespace Names { export const prefix = "pet"; }\n',
      "sizes.json": '{ "length": 2 }\n',
      "index.ts": `${IMPORTS}import { Names, Size } from "@names";
import * as sizes from "./sizes.json";
const named = (prefix: string) => (target: any) => { target.prefix = prefix; };
@named(Names.prefix)
class Pet { static prefix: string; }
new random.RandomPet(\`\${Pet.prefix}-\${Size.small}-\${sizes.length}\`);
`,
    },
    expect: { exit: 0, resources: [`${PET}::pet-small-2`] },
    engine: "ts-node resolves no path aliases",
  },
  {
    kind: "enumerations, namespaces and decorators of TypeScript",
    files: {
      "index.ts": `${IMPORTS}enum Size { small = "small" }
namespace Names { export const prefix = "pet"; }
const named = (prefix: string) => (target: any) => { target.prefix = prefix; };
@named(Names.prefix)
class Pet { static prefix: string; }
new random.RandomPet(\`\${Pet.prefix}-\${Size.small}\`);
`,
    },
    expect: { exit: 0, resources: [`${PET}::pet-small`] },
    engine: true,
  },
];
