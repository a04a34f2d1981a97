import assert from "node:assert/strict";
import { dirname } from "node:path";
import { parse } from "yaml";
import { CERT_MANAGER_VERSION } from "../../components/kubernetes/addons/certManager";
import { EXTERNAL_SECRETS_VERSION } from "../../components/kubernetes/addons/externalSecrets";
import { TRUST_MANAGER_VERSION } from "../../components/kubernetes/addons/trustManager";
import { files, read } from "../support/sources";
import { runScript } from "./githubServer";

interface Manager {
  readonly managerFilePatterns: readonly string[];
  readonly matchStrings: readonly string[];
  readonly depNameTemplate?: string;
}
const renovate = JSON.parse(read("renovate.json")) as { readonly customManagers: readonly Manager[] };

/** What Renovate finds: name, version and digest in each file that a manager's pattern names. */
function found(): readonly string[] {
  return renovate.customManagers.flatMap(({ managerFilePatterns, matchStrings, depNameTemplate }) => {
    const patterns = managerFilePatterns.map((pattern) => new RegExp(pattern.slice(1, -1)));
    const matching = files("components").filter((file) => patterns.some((pattern) => pattern.test(file)));
    return matching.flatMap((file) =>
      matchStrings.flatMap((text) =>
        Array.from(read(file).matchAll(new RegExp(text, "g")), ({ groups = {} }) =>
          [depNameTemplate ?? groups.depName, groups.currentValue, groups.currentDigest?.slice(0, 13)].filter(Boolean).join(" "),
        ),
      ),
    );
  });
}

describe("Monthly updates", () => {
  it("include every version in the program's sources, once", () => {
    const [image = ""] = /curl\/curl:[^"]+/.exec(read("components/kubernetes/gateway/smokeTest.ts")) ?? [];
    const [, sidecar] = /default\("([\d.]+-azurelinux3\.0-distroless)"\)/.exec(read("components/config/schema/sidecar.ts")) ?? [];
    const [, istio] = /default\("asm-([\d-]+)"\)/.exec(read("components/config/schema/edge.ts")) ?? [];
    const [, kubernetes] = /default\("(1\.\d+)"\)/.exec(read("components/config/schema/cluster.ts")) ?? [];
    assert.deepEqual(found(), [
      `quay.io/jetstack/charts/cert-manager ${CERT_MANAGER_VERSION}`,
      `quay.io/jetstack/charts/trust-manager ${TRUST_MANAGER_VERSION}`,
      `ghcr.io/external-secrets/charts/external-secrets ${EXTERNAL_SECRETS_VERSION}`,
      image.replace(":", " ").replace(/@(sha256:.{6}).*/, " $1"),
      `mcr.microsoft.com/entra-sdk/auth-sidecar ${sidecar}`,
      `istio-add-on ${istio}`,
      `azure-kubernetes-service ${kubernetes}`,
    ]);
  });

  it("include every image and chart that the sources name", () => {
    const pinned = files("components").filter((file) =>
      /"[^"\s]+@sha256:[0-9a-f]{64}"|"oci:\/\/|-azurelinux3\.0-distroless"\)/.test(read(file)),
    );
    const patterns = renovate.customManagers.flatMap(({ managerFilePatterns }) =>
      managerFilePatterns.map((text) => new RegExp(text.slice(1, -1))),
    );
    assert.ok(pinned.length >= 5);
    for (const file of pinned)
      assert.ok(
        patterns.some((pattern) => pattern.test(file)),
        file,
      );
  });

  it("include npm, the actions, the dev container and every Go module, in the branch of the month", () => {
    interface Update {
      readonly "package-ecosystem": string;
      readonly "target-branch": string;
      readonly directory?: string;
      readonly directories?: readonly string[];
      readonly schedule: { readonly interval: string };
    }
    const { updates } = parse(read(".github/dependabot.yml")) as { readonly updates: readonly Update[] };
    for (const update of updates) {
      assert.deepEqual([update["target-branch"], update.schedule.interval], ["component-updates", "monthly"]);
    }
    const modules = files(".ci").filter((file) => file.endsWith("/go.mod"));
    const go = updates.find((update) => update["package-ecosystem"] === "gomod");
    assert.deepEqual([...(go?.directories ?? [])].sort(), modules.map((file) => `/${dirname(file)}`).sort());
    assert.deepEqual(
      updates.map((update) => update["package-ecosystem"]),
      ["npm", "github-actions", "devcontainers", "gomod"],
    );
  });
});

describe(".github/scripts/componentUpdates.js", function () {
  this.timeout(60_000);
  const run = async (answers: Readonly<Record<string, unknown>>) => {
    const event = { repository: { default_branch: "main" } };
    const main = { "GET git/ref/heads/main": { object: { sha: "abc" } } };
    const { changes, status } = await runScript("componentUpdates.js", ["component-updates"], event, { ...answers, ...main });
    return [status, changes.map(({ request }) => request)];
  };
  const ahead = { "GET compare/main...component-updates": { ahead_by: 2, files: [{}] } };

  it("creates the branch at the default branch", async () => {
    assert.deepEqual(await run({ "GET git/ref/heads/component-updates": 404 }), [0, ["POST git/refs"]]);
  });

  it("merges the default branch and opens one pull request, if there are updates", async () => {
    assert.deepEqual(await run(ahead), [0, ["POST merges", "POST pulls"]]);
    assert.deepEqual(await run({ ...ahead, "GET pulls": [{ number: 1 }] }), [0, ["POST merges"]]);
    const none = { "GET compare/main...component-updates": { ahead_by: 0, files: [] } };
    assert.deepEqual(await run(none), [0, ["POST merges"]]);
  });

  it("fails with a conflict", async () => {
    assert.deepEqual(await run({ ...ahead, "POST merges": 409 }), [1, ["POST merges"]]);
  });
});
