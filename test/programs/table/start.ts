import { IMPORTS, PET, type Program, pet, SAME_PATH } from "../program";

const REQUIRES = 'const random = require("@pulumi/random");\n';

/** How a program starts, and when it has ended. */
export const START: readonly Program[] = [
  {
    kind: "named exports",
    files: { "index.ts": `${IMPORTS}const one = ${pet("one")}\nexport const length = one.length;\nexport const words = ["a", "b"];\n` },
    expect: { exit: 0, resources: [`${PET}::one`], outputs: { length: 2, words: ["a", "b"] } },
    engine: true,
  },
  {
    kind: "an exported async function",
    files: { "index.ts": `${IMPORTS}export = async () => {\n  await null;\n  ${pet("one")}\n  return { size: 3 };\n};\n` },
    expect: { exit: 0, resources: [`${PET}::one`], outputs: { size: 3 } },
    engine: true,
  },
  {
    kind: "an exported function of JavaScript",
    files: { "index.js": `${REQUIRES}module.exports = async () => {\n  ${pet("one")}\n  return { size: 3 };\n};\n` },
    expect: { exit: 0, resources: [`${PET}::one`], outputs: { size: 3 } },
    engine: SAME_PATH,
  },
  {
    kind: "an exported promise",
    files: { "index.js": `${REQUIRES}module.exports = Promise.resolve().then(() => {\n  ${pet("one")}\n  return { size: 3 };\n});\n` },
    expect: { exit: 0, resources: [`${PET}::one`], outputs: { size: 3 } },
    engine: true,
  },
  {
    kind: "an interpolated text as an output",
    files: { "index.ts": `${IMPORTS}${pet("one")}\nexport const text = pulumi.interpolate\`pet \${"x"}\`;\n` },
    expect: { exit: 0, resources: [`${PET}::one`], outputs: { text: "pet x" } },
    engine: SAME_PATH,
  },
  {
    kind: "a resource after a timer",
    files: { "index.ts": `${IMPORTS}setTimeout(() => {\n  ${pet("late")}\n}, 300);\n` },
    expect: { exit: 0, resources: [`${PET}::late`] },
    engine: true,
  },
  {
    kind: "a resource after a file was read",
    files: {
      "names.txt": "one",
      "index.ts": `import { readFile } from "node:fs";\n${IMPORTS}readFile("names.txt", "utf8", (_, name) => {\n  new random.RandomPet(name);\n});\n`,
    },
    expect: { exit: 0, resources: [`${PET}::one`] },
    engine: SAME_PATH,
  },
  {
    kind: "resources along a chain of promises that nobody awaits",
    files: {
      "index.ts": `import { setTimeout } from "node:timers/promises";
${IMPORTS}async function create() {
  for (const name of ["one", "two", "three"]) {
    await setTimeout(50);
    new random.RandomPet(name);
  }
}
void create();
`,
    },
    expect: { exit: 0, resources: [`${PET}::one`, `${PET}::two`, `${PET}::three`] },
    engine: SAME_PATH,
  },
  {
    kind: "a resource after an answer from the network",
    files: {
      "index.ts": `import { createServer, get } from "node:http";
${IMPORTS}const server = createServer((_, response) => response.end("answered"));
server.listen(0, "127.0.0.1", () => {
  get({ port: (server.address() as { port: number }).port }, (response) => {
    response.on("data", (name) => new random.RandomPet(String(name)));
    server.close();
  });
});
`,
    },
    expect: { exit: 0, resources: [`${PET}::answered`] },
    engine: true,
  },
  {
    kind: "a resource inside apply of a resource that is created late",
    files: {
      "index.ts": `${IMPORTS}setTimeout(() => {
  const first = new random.RandomPet("first", { length: 3 });
  first.length.apply((length) => new random.RandomPet(\`second-\${length}\`));
}, 100);
`,
    },
    expect: { exit: 0, resources: [`${PET}::first`, `${PET}::second-3`] },
    engine: true,
  },
];
