import { cpSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

/** The preview with a small program in place of this repository's own. */
export function createCopy(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "preview-copy-"));
  for (const name of ["offline", "policy-pack", "requirements", "components", "package.json"]) {
    const filter = (file: string) => !/[\\/](node_modules|bin)$/.test(file);
    cpSync(join(root, name), join(folder, name), { recursive: true, filter });
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  writeFileSync(join(folder, "Pulumi.yaml"), "name: small\nruntime: nodejs\n");
  writeFileSync(join(folder, "index.ts"), "export const answer = 42;\n");
  return folder;
}
