import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { KeyVault } from "../../components/azure/data/keyVault";
import { EndpointSubnet } from "../../components/azure/network/endpointSubnet";
import { planPlatform } from "../../components/plan/plan";
import { Grants } from "../../components/stamp/grants";
import { MeshAuthority } from "../../components/stamp/meshAuthority";
import { plainProperties } from "../../offline/wire";
import { ROLES } from "../../policy-pack/rules/facts/roles";
import { load, stackWith } from "../components/config/stack";
import { meshFiles } from "../support/certificate";
import { stampContext } from "../support/contexts";
import { record, settle } from "../support/mocks";
import { type Preview, preview, type Settings } from "./support/preview";

const REGION = "swedencentral";
const READER = "44444444-4444-4444-4444-444444444444";
const CREATED = "33333333-3333-3333-3333-333333333333";
const OWN = ["mesh-root-certificate", `mesh-certificate-${REGION}`, `mesh-key-${REGION}`, `mesh-chain-${REGION}`].sort();
const OTHERS = ["mesh-certificate-germanywestcentral", "mesh-key-germanywestcentral", "mesh-chain-germanywestcentral"];
const secrets = meshFiles(REGION, "germanywestcentral");
const serviceMesh = { mode: "strict", authority: "vault" };
const GRANT = `${REGION}-grant-mesh-secret-`;

/** A stack without a cluster, which is what the offline preview shows. */
const previewWith = (settings: Settings = {}) => preview({ stack: "prod", settings: { serviceMesh, secrets, ...settings } });

function clusterIn({ registrations }: Preview) {
  const found = registrations.find(({ name }) => name === `${REGION}-aks-cluster`) ?? assert.fail("no cluster");
  return plainProperties(found.inputs) as { serviceMeshProfile?: { istio: { certificateAuthority?: { plugin: Record<string, string> } } } };
}

/** Region and name of each of the authorities' secrets in a key vault. */
const storedIn = ({ registrations }: Preview) =>
  registrations
    .filter(({ type, inputs }) => type === "azure-native:keyvault:Secret" && `${inputs.secretName}`.startsWith("mesh-"))
    .map(({ name, inputs }) => `${name.split("-")[0]} ${inputs.secretName}`);

const grantsIn = ({ registrations }: Preview) => registrations.filter(({ name }) => name.startsWith(GRANT));

describe("Authority of the mesh in the key vault", () => {
  it("is stored in the vault of its own stamp only", async () => {
    const removed = { "mesh-key-northeurope": "PEM", "mesh-certificate-northeurope": "PEM", "mesh-chain-northeurope": "PEM" };
    const stored = storedIn(await previewWith({ secrets: { ...secrets, ...removed } }));
    const expected = [
      ...OWN.map((name) => `${REGION} ${name}`),
      ...["mesh-root-certificate", ...OTHERS].map((name) => `germanywestcentral ${name}`),
    ];
    assert.deepEqual(stored.sort(), expected.sort());
  });

  it("waits for the cluster: AKS creates the identity that reads it with the cluster, which has no mesh until then", async () => {
    const found = await previewWith({ scope: "azure" });
    assert.ok(!("serviceMeshProfile" in clusterIn(found)));
    assert.deepEqual(
      grantsIn(found)
        .map(({ name }) => name.replace(GRANT, ""))
        .sort(),
      OWN,
    );
    for (const { inputs, propertyDependencies } of grantsIn(found)) {
      const { scope, roleDefinitionId } = plainProperties(inputs) as Record<string, string>;
      assert.ok(`${roleDefinitionId}`.endsWith(ROLES["Key Vault Secrets User"]));
      assert.match(`${scope}`, /\/vaults\/[^/]+\/secrets\/mesh-/);
      assert.ok(propertyDependencies.principalId?.some((urn) => urn.endsWith(`::${REGION}-aks-cluster`)));
    }
  });

  it("is plugged in where everything is deployed, with no mandatory finding", async () => {
    const found = await previewWith();
    const { keyVaultId, ...names } = clusterIn(found).serviceMeshProfile?.istio.certificateAuthority?.plugin ?? {};
    assert.match(`${keyVaultId}`, /\/vaults\/kv-haks-prod-/);
    assert.deepEqual(Object.values(names).sort(), OWN);
    assert.deepEqual(
      found.findings.filter(({ level }) => level === "mandatory"),
      [],
    );
  });

  it("remains plugged in where only the gateway is in the mesh", async () => {
    const found = await previewWith({ serviceMesh: { mode: "off", authority: "vault" } });
    assert.ok(clusterIn(found).serviceMeshProfile?.istio.certificateAuthority?.plugin);
    assert.equal(grantsIn(found).length, OWN.length);
  });

  /** In an update of one stamp, what concerns the mesh. */
  async function update(scope: string, deployed?: { secretsReader: string }) {
    const recorder = await record();
    const context = stampContext();
    const { config } = load(stackWith({ scope, secrets, serviceMesh }));
    const plan = planPlatform(config, { environment: "prod", now: new Date("2026-11-30T00:00:00Z") });
    const values = Object.fromEntries(OWN.map((name) => [name, { value: "PEM" }]));
    const vaultArgs = {
      context,
      softDeleteRetentionDays: 90,
      endpointSubnet: new EndpointSubnet("subnet"),
      dnsZoneId: "zone",
      secrets: values,
    };
    const vault = new KeyVault("vault", vaultArgs);
    const grants = new Grants("grant", context.subscriptionId, vault);
    const mesh = new MeshAuthority({ plan, region: REGION, vault, grants, deployed });
    mesh.grantToNew(() => pulumi.output(CREATED));
    await settle(mesh);
    return { mesh, principals: recorder.of("azure-native:authorization:RoleAssignment").map(({ inputs }) => inputs.principalId) };
  }

  it("is readable before AKS plugs it into the mesh of a cluster that exists", async () => {
    for (const scope of ["azure", "all"]) {
      const { mesh, principals } = await update(scope, { secretsReader: READER });
      assert.deepEqual(principals, [READER, READER, READER, READER]);
      assert.equal(mesh.waitFor.length, 5);
      assert.deepEqual(Object.values(mesh.clusterArgs.istioAuthority?.secrets ?? {}).sort(), OWN);
      assert.equal(mesh.isAwaited, false);
    }
  });

  it("takes two updates with a new cluster: the first creates no mesh, and nothing inside the cluster", async () => {
    for (const scope of ["azure", "all"]) {
      const { mesh, principals } = await update(scope);
      assert.deepEqual([mesh.isAwaited, mesh.clusterArgs, mesh.waitFor], [true, {}, []]);
      assert.deepEqual(principals, [CREATED, CREATED, CREATED, CREATED]);
    }
  });

  it("does not exist with Istio's own, and its secrets are stored nowhere", async () => {
    const found = await previewWith({ serviceMesh: { mode: "strict" } });
    assert.deepEqual(storedIn(found), []);
    assert.ok(!("certificateAuthority" in (clusterIn(found).serviceMeshProfile?.istio ?? assert.fail("no mesh"))));
    assert.deepEqual(grantsIn(found), []);
  });
});
