import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT, read } from "./support/sources";

interface Container {
  readonly image: string;
  readonly features: Readonly<Record<string, object>>;
  readonly postCreateCommand: string;
}

/** Whether a version is one that the engines of package.json allow, which state a smallest major version. */
function isAllowed(major: number, engines: string): boolean {
  const [, least = ""] = /^>=(\d+)$/.exec(engines) ?? [];
  assert.notEqual(least, "", `engines "${engines}" is no longer a smallest major version`);
  return major >= Number(least);
}

describe(".devcontainer/devcontainer.json", () => {
  const container: Container = JSON.parse(read(".devcontainer/devcontainer.json"));
  const { engines } = JSON.parse(read("package.json"));

  it("has a version of Node that package.json allows", () => {
    const [, major = ""] = /^mcr\.microsoft\.com\/devcontainers\/javascript-node:(\d+)-[a-z]+$/.exec(container.image) ?? [];
    assert.ok(isAllowed(Number(major), engines.node), container.image);
    assert.equal(isAllowed(Number(engines.node.replace(">=", "")) - 1, engines.node), false);
  });

  it("names features with their major version", () => {
    const wrong = Object.keys(container.features).filter((id) => !/^ghcr\.io\/devcontainers\/features\/[a-z-]+:\d+$/.test(id));
    assert.deepEqual(wrong, []);
  });

  it("installs what package-lock.json records", () => {
    assert.equal(container.postCreateCommand, "npm ci");
  });
});

describe(".vscode/settings.json", () => {
  const settings: { readonly "yaml.schemas": Readonly<Record<string, readonly string[]>> } = JSON.parse(read(".vscode/settings.json"));

  it("associates every stack's file, and not the project's, with the schema that its first line names", () => {
    const [[schema = "", globs = []] = [], ...others] = Object.entries(settings["yaml.schemas"]);
    assert.deepEqual(others, []);
    assert.ok(existsSync(join(ROOT, schema)), schema);
    const patterns = globs.map((glob) => new RegExp(`^${glob.replaceAll(".", "\\.").replaceAll("*", ".+")}$`));
    const matched = readdirSync(ROOT).filter((file) => patterns.some((pattern) => pattern.test(file)));
    assert.deepEqual(matched.filter((file) => !file.endsWith(".local.yaml")).sort(), ["Pulumi.dev.yaml", "Pulumi.prod.yaml"]);
    for (const file of ["Pulumi.dev.yaml", "Pulumi.prod.yaml"]) {
      const [, named = ""] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(read(file)) ?? [];
      assert.equal(join(ROOT, named), join(ROOT, schema), file);
    }
  });
});
