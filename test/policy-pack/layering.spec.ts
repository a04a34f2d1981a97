import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";

const PACK = join(__dirname, "../../policy-pack");

function sources(folder: string): string[] {
  const files = readdirSync(join(PACK, folder), { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".ts")).map((file) => join(folder, file));
}

/** Every module that a file imports, and whether it imports only types. */
function imports(file: string): { from: string; typeOnly: boolean }[] {
  const source = ts.createSourceFile(file, readFileSync(join(PACK, file), "utf8"), ts.ScriptTarget.Latest);
  const found: { from: string; typeOnly: boolean }[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && /^(require|import)$/.test(node.expression.getText(source))) add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  const add = (specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (specifier !== undefined && ts.isStringLiteral(specifier)) found.push({ from: specifier.text, typeOnly });
  };
  visit(source);
  return found;
}

describe("imports of the policy pack", () => {
  for (const file of sources("rules")) {
    it(`${file} is pure: it imports only other rules`, () => {
      for (const { from } of imports(file)) {
        assert.ok(from.startsWith("."), `${from} is a package`);
        const target = relative(join(PACK, "rules"), resolve(dirname(join(PACK, file)), from));
        assert.ok(!target.startsWith(".."), `${from} is outside rules/`);
      }
      assert.doesNotMatch(
        readFileSync(join(PACK, file), "utf8"),
        /\b(process|console|globalThis)\.\w|\bDate\.now\b|\bnew Date\b|\bMath\.random\b/,
      );
    });
  }

  for (const file of sources("policies")) {
    it(`${file} imports nothing outside the pack, and only types from packages`, () => {
      for (const { from, typeOnly } of imports(file)) {
        if (!from.startsWith(".")) assert.ok(typeOnly, `${from} would be loaded`);
        else assert.ok(!relative(PACK, resolve(dirname(join(PACK, file)), from)).startsWith(".."), `${from} is outside the pack`);
      }
    });
  }

  it("are found at all", () => {
    assert.ok(imports("policies/adapter.ts").some(({ from, typeOnly }) => from === "@pulumi/policy" && typeOnly));
    assert.ok(imports("index.ts").some(({ from, typeOnly }) => from === "@pulumi/policy" && !typeOnly));
  });
});
