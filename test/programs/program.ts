/**
 * A small Pulumi program, and what its preview finds. Every program is previewed by the real command line of the offline preview, and
 * those with `engine: true` also by the real engine, which must find the same.
 */
export interface Program {
  /** What the program is an example of; part of the test's title. */
  readonly kind: string;
  /**
   * Files by their path in the project, in addition to {@link PROJECT}; undefined removes one of those. Files below `node_modules/` are
   * packages that only this project has.
   */
  readonly files: Readonly<Record<string, string | undefined>>;
  /**
   * Symbolic links by their path in the project, each to a path relative to its own folder.
   * @default none
   */
  readonly links?: Readonly<Record<string, string>>;
  /**
   * Whether the packages of the repository are installed in the project.
   * @default true
   */
  readonly installed?: boolean;
  /**
   * Commands on PATH by their name, each a shell script: helm, kubectl.
   * @default none: PATH is empty
   */
  readonly commands?: Readonly<Record<string, string>>;
  /**
   * Command line arguments after `-C DIR`.
   * @default the stack dev
   */
  readonly args?: readonly string[];
  readonly expect: Expectation;
  /** True if the real engine previews the program as well; otherwise the reason why it does not. */
  readonly engine: true | string;
}

export interface Expectation {
  /** 0 without mandatory findings, 1 with mandatory findings, 2 if the program cannot run or fails. */
  readonly exit: 0 | 1 | 2;
  /** Resources without the stack, each by the end of its URN: `shop:index:Part$random:index/randomPet:RandomPet::name`. */
  readonly resources?: readonly string[];
  /**
   * Findings as `<control> <level> <end of the URN>`.
   * @default none
   */
  readonly findings?: readonly string[];
  /**
   * What nobody judged: `2 of aws` for resources of a package, the end of the URN for a component that is not rendered.
   * @default none
   */
  readonly notJudged?: readonly string[];
  /**
   * Stack outputs, as they are displayed; a pattern matches an output that is a string.
   * @default not compared
   */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /**
   * Each warning, in order.
   * @default none
   */
  readonly warnings?: readonly RegExp[];
  /** The error with exit code 2. Every error is also checked not to be a raw trace. */
  readonly error?: RegExp;
  /**
   * What the program itself prints to standard error, since standard output is the document.
   * @default not compared
   */
  readonly prints?: RegExp;
  /**
   * Files that the program has written, with their text.
   * @default not compared
   */
  readonly written?: Readonly<Record<string, string>>;
}

/** Files that every project has. Types are not checked, as in most projects of the table they would take longer than the preview. */
export const PROJECT: Readonly<Record<string, string>> = {
  "Pulumi.yaml": "name: shop\nruntime: nodejs\n",
  "Pulumi.dev.yaml": "config: {}\n",
  "package.json": '{ "name": "shop", "private": true }\n',
  "tsconfig.json": '{ "compilerOptions": { "strict": true, "noCheck": true, "experimentalDecorators": true } }\n',
};

/** The type of a random pet, which no control concerns. */
export const PET = "random:index/randomPet:RandomPet";

/** First lines of most programs. */
export const IMPORTS = `import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
`;

/** A statement that creates a random pet. */
export const pet = (name: string): string => `new random.RandomPet("${name}", { length: 2 });`;

/** A secret value of programs; no preview prints it. */
export const PASSWORD = "correct-horse-battery";

/** Reasons why the engine does not preview a program as well: each preview takes it seconds. */
export const SAME_PATH = "another program of the table takes the same path through the engine";
export const NODE_FAILS = "Node.js refuses it before the engine takes part";
