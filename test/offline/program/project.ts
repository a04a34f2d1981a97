import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const root = join(__dirname, "..", "..", "..");

/** A project in a folder of its own, outside of this repository. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), "program-"));

  constructor(files: Readonly<Record<string, string>>) {
    this.write({ "Pulumi.yaml": "name: shop\nruntime: nodejs\n", "Pulumi.dev.yaml": "config: {}\n", "package.json": "{}", ...files });
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, name)), { recursive: true });
      writeFileSync(join(this.folder, name), text);
    }
  }

  /** Installs packages of this repository as pnpm does: as links to their real folders. */
  link(...packages: readonly string[]): this {
    for (const name of packages) {
      const link = join(this.folder, "node_modules", name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(root, "node_modules", name), link, "junction");
    }
    return this;
  }

  preview(...args: readonly string[]) {
    const { NO_COLOR: _plain, FORCE_COLOR: _coloured, ...env } = process.env;
    const script = join(root, "offline", "preview.js");
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, "-C", this.folder, ...args], { encoding: "utf8", env });
    return { status, stdout, stderr };
  }

  /** The document of --json. */
  document(...args: readonly string[]) {
    return JSON.parse(this.preview("--json", ...args).stdout);
  }

  /** Names of the resources that the program registers, without the stack. */
  resources(...args: readonly string[]): readonly string[] {
    const { resources, error }: { resources?: readonly { name: string }[]; error?: string } = this.document(...args);
    if (resources === undefined) throw new Error(error);
    return resources.slice(1).map(({ name }) => name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
