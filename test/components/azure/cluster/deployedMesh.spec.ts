import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { readDeployedClusters } from "../../../../components/azure/cluster/deployedCluster";
import { deployedMeshes } from "../../../../components/azure/cluster/deployedMesh";
import { planPlatform } from "../../../../components/plan/plan";
import { meshFiles } from "../../../support/certificate";
import { load, stackWith } from "../../config/stack";

const READER = "44444444-4444-4444-4444-444444444444";
const STAMPS = [{ region: "swedencentral", addressSpace: "10.20.0.0/16" }];
const VAULT = {
  "serviceMesh.mode": "strict",
  "serviceMesh.authority": "vault",
  secrets: meshFiles("swedencentral"),
};
const addonProfiles = { azureKeyvaultSecretsProvider: { enabled: true, identity: { objectId: READER } } };
const plugin = { keyVaultId: "/subscriptions/s/vaults/kv" };
const mesh = (certificateAuthority?: object) => ({ serviceMeshProfile: { mode: "Istio", istio: { certificateAuthority } } });

/** What the program finds out where Azure returns this cluster, or none. */
async function meshOf(cluster: object | undefined, { isPreview = false, settings = VAULT as Record<string, unknown> } = {}) {
  const asked: string[] = [];
  const call = ({ token }: pulumi.runtime.MockCallArgs) => {
    asked.push(token);
    if (cluster === undefined) throw Object.assign(new Error(), { details: `${token}: Status=404 Code="ResourceNotFound"` });
    return { ...cluster };
  };
  const { config } = load(stackWith({ stamps: STAMPS, ...settings }));
  const plan = planPlatform(config, { environment: "prod", now: new Date("2026-11-30T00:00:00Z") });
  const newResource = ({ name, inputs }: pulumi.runtime.MockResourceArgs) => ({ id: name, state: inputs });
  await pulumi.runtime.setMocks({ newResource, call }, "hardened-aks", "prod", isPreview);
  return { found: await deployedMeshes(plan, await readDeployedClusters(plan)), asked };
}

const refuses = (cluster: object, message: RegExp, settings?: Record<string, unknown>) => async () => {
  const options = settings === undefined ? {} : { settings };
  await assert.rejects(meshOf(cluster, options), (error: Error) => pulumi.RunError.isInstance(error) && message.test(error.message));
  await meshOf(cluster, { ...options, isPreview: true });
};

const ISTIO = { "serviceMesh.mode": "strict" };
const GATEWAY_API = { "ingress.controller": "gateway-api" };

describe("Mesh in Azure", () => {
  it("is read with one call for each cluster, and has no reader where Istio creates its own authority", async () => {
    for (const cluster of [undefined, { addonProfiles }, { addonProfiles, ...mesh() }]) {
      const { found, asked } = await meshOf(cluster, { settings: ISTIO });
      assert.deepEqual([found, asked.length], [{}, 1]);
    }
  });

  it("may be created in a cluster without one, and updated in one whose authority is from the vault", async () => {
    const expected = { swedencentral: { secretsReader: READER } };
    assert.deepEqual((await meshOf({ addonProfiles })).found, expected);
    assert.deepEqual((await meshOf({ addonProfiles, serviceMeshProfile: { mode: "Disabled" } })).found, expected);
    assert.deepEqual((await meshOf({ addonProfiles, ...mesh({ plugin }) })).found, expected);
  });

  it("is created in a later update than the cluster", async () => {
    assert.deepEqual((await meshOf(undefined)).found, {});
  });
  it(
    "stops an update, not a preview, where Istio has created its own authority",
    refuses({ addonProfiles, ...mesh() }, /az aks mesh disable/),
  );
  it("stops an update, not a preview, where nothing could read the authority", refuses({}, /no Key Vault secrets provider add-on/));

  for (const [title, settings] of [
    ["Istio would create its own", ISTIO],
    ["it would have none, with another ingress controller", GATEWAY_API],
  ] as const)
    it(
      `stops an update, not a preview, where its authority is from the vault and ${title}`,
      refuses({ addonProfiles, ...mesh({ plugin }) }, /authority from the key vault; disable it first: az aks mesh disable/, settings),
    );

  it("may have another authority once the mesh is disabled", async () => {
    const disabled = { serviceMeshProfile: { ...mesh({ plugin }).serviceMeshProfile, mode: "Disabled" } };
    assert.deepEqual((await meshOf({ addonProfiles, ...disabled }, { settings: ISTIO })).found, {});
  });
});
