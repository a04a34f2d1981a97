import { IMPORTS, NODE_FAILS, PET, type Program, pet, SAME_PATH } from "../program";

/** Programs that fail, and how an error is told. */
export const FAULTS: readonly Program[] = [
  {
    kind: "an exception after a timer",
    files: { "index.ts": `${IMPORTS}${pet("one")}\nsetTimeout(() => {\n  throw new Error("too late");\n}, 200);\n` },
    expect: { exit: 2, error: /^error: too late\n {4}at index\.ts:5:9(\n|$)/ },
    engine: true,
  },
  {
    kind: "a rejection after a timer",
    files: { "index.ts": `${IMPORTS}setTimeout(async () => {\n  throw new Error("too late");\n}, 200);\n` },
    expect: { exit: 2, error: /^error: too late\n {4}at index\.ts:4:9(\n|$)/ },
    engine: SAME_PATH,
  },
  {
    kind: "process.exit with a code",
    files: { "index.ts": `${IMPORTS}${pet("one")}\nprocess.exit(3);\n` },
    expect: { exit: 2, error: /exit.*\b3\b/ },
    engine: true,
  },
  {
    kind: "a failing program has its effects once",
    files: {
      "index.ts": 'import { appendFileSync } from "node:fs";\nappendFileSync("log.txt", "once\\n");\nthrow new Error("refused");\n',
    },
    expect: { exit: 2, error: /^error: refused\n {4}at index\.ts:3:7(\n|$)/, written: { "log.txt": "once\n" } },
    engine: SAME_PATH,
  },
  {
    kind: "everything a program prints is beside the document",
    files: { "index.ts": 'console.log("a line");\nconsole.table([1]);\nprocess.stdout.write("raw text");\nexport const one = 1;\n' },
    expect: { exit: 0, outputs: { one: 1 }, prints: /a line[\s\S]*raw text/ },
    engine: "it is about the offline preview's own document",
  },
  {
    kind: "a second resource with the same URN",
    files: { "index.ts": `${IMPORTS}${pet("one")}\n${pet("one")}\n` },
    expect: { exit: 2, error: /Duplicate resource URN 'urn:pulumi:dev::shop::random:index\/randomPet:RandomPet::one'/ },
    engine: true,
  },
  {
    kind: "a constructor that throws",
    files: {
      "index.ts": `${IMPORTS}class Part extends pulumi.ComponentResource {
  constructor(name: string) {
    super("shop:index:Part", name);
    throw new Error(\`\${name} has no size\`);
  }
}
new Part("one");
`,
    },
    expect: { exit: 2, error: /^error: one has no size\n {4}at index\.ts:6:11(\n|$)/ },
    engine: SAME_PATH,
  },
  {
    kind: "an error inside apply",
    files: {
      "index.ts": `${IMPORTS}const one = new random.RandomPet("one", { length: 2 });\none.length.apply(() => {\n  throw new Error("no length");\n});\n`,
    },
    expect: { exit: 2, error: /^error: no length\n {4}at index\.ts:5:9(\n|$)/ },
    engine: SAME_PATH,
  },
  {
    kind: "a RunError, which is for the program's user",
    files: { "index.ts": `${IMPORTS}throw new pulumi.RunError("two settings contradict each other");\n` },
    expect: { exit: 2, error: /^two settings contradict each other$/ },
    engine: SAME_PATH,
  },
  {
    kind: "pulumi.log.error is printed, and fails nothing",
    files: { "index.ts": `${IMPORTS}${pet("one")}\npulumi.log.error("the region is full");\n` },
    expect: { exit: 0, resources: [`${PET}::one`], prints: /the region is full/ },
    engine: true,
  },
  {
    kind: "pulumi.log.warn is a warning",
    files: { "index.ts": `${IMPORTS}pulumi.log.warn("the version ends soon");\npulumi.log.info("progress");\n` },
    expect: { exit: 0, warnings: [/^the version ends soon$/] },
    engine: true,
  },
  {
    kind: "a promise that never resolves",
    files: { "index.ts": `${IMPORTS}new random.RandomPet("one", { prefix: new Promise<string>(() => {}) });\n` },
    expect: { exit: 2, error: /never (finished|resolve)/ },
    engine: true,
  },
  {
    kind: "a package that is not installed",
    files: { "index.ts": 'import * as absent from "@shop/absent";\nexport const name = absent.name;\n' },
    expect: { exit: 2, error: /^[^\n]*@shop\/absent[^\n]*$/ },
    engine: NODE_FAILS,
  },
  {
    kind: "a file that does not exist",
    files: { "index.ts": 'import { name } from "./absent";\nexport const shop = name;\n' },
    expect: { exit: 2, error: /\.\/absent/ },
    engine: NODE_FAILS,
  },
  {
    kind: "a syntax error of TypeScript",
    files: { "index.ts": "const one = 1;\n\nconst two: = 2;\n" },
    expect: { exit: 2, error: /index\.ts:3:12/ },
    engine: NODE_FAILS,
  },
  {
    kind: "a syntax error of JavaScript",
    files: { "index.js": "const one = 1;\n\nconst two = = 2;\n" },
    expect: { exit: 2, error: /index\.js:3/ },
    engine: NODE_FAILS,
  },
  {
    kind: "another language",
    files: { "Pulumi.yaml": "name: shop\nruntime: python\n", "__main__.py": "" },
    expect: { exit: 2, error: /^[^\n]*runtime is python[^\n]*$/ },
    engine: "the language host of the tests runs nodejs only",
  },
  {
    kind: "no program",
    files: {},
    expect: { exit: 2, error: /^no program: / },
    engine: NODE_FAILS,
  },
];
