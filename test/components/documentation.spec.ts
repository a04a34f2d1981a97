import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { renderConfigSchema } from "../../docs/generate/configSchema";

const COMPONENTS = join(__dirname, "../../components");

/** Interfaces that a caller fills in: the arguments of components and functions, and the contexts that several of them share. */
const FILLED_IN = /(Args|Context)$/;
/** The configuration and the plan are results of this program; the configuration's own keys are read from its schema. */
const RESULTS = /^(config|plan)\//;

interface Member {
  readonly place: string;
  readonly documentation: string;
  readonly optional: boolean;
}

interface Interface {
  readonly members: readonly Member[];
  /** Names of the types that its members refer to. */
  readonly references: readonly string[];
}

/** Every interface of a file, with the members of nested objects among its own. */
function interfaces(file: string): readonly (readonly [string, Interface])[] {
  const source = ts.createSourceFile(file, readFileSync(join(COMPONENTS, file), "utf8"), ts.ScriptTarget.Latest, true);
  return source.statements.filter(ts.isInterfaceDeclaration).map((declaration) => {
    const members: Member[] = [];
    const references: string[] = [];
    const visit = (node: ts.Node, path: string): void => {
      if (ts.isTypeReferenceNode(node)) references.push(node.typeName.getText(source));
      if (ts.isExpressionWithTypeArguments(node)) references.push(node.expression.getText(source));
      const place = ts.isPropertySignature(node) ? `${path}.${node.name.getText(source)}` : path;
      if (ts.isPropertySignature(node))
        members.push({ place, documentation: documentationOf(node), optional: node.questionToken !== undefined });
      ts.forEachChild(node, (child) => visit(child, place));
    };
    visit(declaration, `${file} ${declaration.name.text}`);
    return [declaration.name.text, { members, references }] as const;
  });
}

function documentationOf(node: ts.Node): string {
  const comments = ts.getJSDocCommentsAndTags(node);
  return comments.map((comment) => comment.getText()).join("\n");
}

/** The interfaces that callers fill in, and those that these refer to. */
function filledIn(): readonly Member[] {
  const files = readdirSync(COMPONENTS, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !RESULTS.test(file),
  );
  const all = files.flatMap(interfaces);
  const reached = new Set<Interface>();
  const reach = (names: (name: string) => boolean): void => {
    for (const [name, declaration] of all) {
      if (!names(name) || reached.has(declaration)) continue;
      reached.add(declaration);
      reach((other) => declaration.references.includes(other));
    }
  };
  reach((name) => FILLED_IN.test(name));
  return [...reached].flatMap(({ members }) => members);
}

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly const?: unknown;
}

/** Keys of the configuration without a description. A key whose value selects a form (`type`, `mode`) is described with that form. */
function undescribed(schema: Schema, path: string): readonly string[] {
  const properties = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => [
    ...(value.description === undefined && value.const === undefined ? [`${path}.${key}`] : []),
    ...undescribed(value, `${path}.${key}`),
  ]);
  const entries = typeof schema.additionalProperties === "object" ? undescribed(schema.additionalProperties, `${path}.*`) : [];
  const items = schema.items === undefined ? [] : undescribed(schema.items, `${path}[]`);
  const forms = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((form) => undescribed(form, path));
  return [...new Set([...properties, ...entries, ...items, ...forms])];
}

describe("Documentation of what callers fill in", () => {
  const all = filledIn();

  it("covers the arguments of every component", () => {
    assert.ok(all.length > 400, `${all.length} members found`);
  });

  it("has a sentence for each member", () => {
    const missing = all.filter(({ documentation }) => !/\w[^@]*\./.test(documentation));
    assert.deepEqual(
      missing.map(({ place }) => place),
      [],
    );
  });

  it("states the default of each optional member", () => {
    const missing = all.filter(({ documentation, optional }) => optional && !/@default \S/.test(documentation));
    assert.deepEqual(
      missing.map(({ place }) => place),
      [],
    );
  });

  it("has a description for each key of the configuration", () => {
    const { properties } = JSON.parse(renderConfigSchema()) as { properties: { config: Schema } };
    assert.deepEqual(undescribed(properties.config, "config"), []);
  });
});
