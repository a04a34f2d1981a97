import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Addons, type AddonsArgs, CERT_MANAGER_SUBJECT } from "../../../../components/kubernetes/addons/addons";
import { certManagerValues } from "../../../../components/kubernetes/addons/certManager";
import { externalSecretsValues } from "../../../../components/kubernetes/addons/externalSecrets";
import { type Recorder, record, resolved, settle } from "../../../support/mocks";
import { mandatoryFindings } from "../findings";
import { IDENTITY } from "../workloads";

const REGISTRY = "crshop.azurecr.io";
const SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";

async function deploy(overrides: Partial<AddonsArgs> = {}): Promise<Recorder> {
  const recorder = await record();
  const args: AddonsArgs = {
    registryLoginServer: REGISTRY,
    certificatesClientId: IDENTITY,
    subscriptionId: SUBSCRIPTION,
    publicDns: { zone: "contoso.com", resourceGroup: "rg-dns" },
    ingress: { acmeEmail: "ops@contoso.com", acmeServer: "https://acme-v02.api.letsencrypt.org/directory" },
    apiServerCidr: "10.10.4.64/28",
    privateEndpointCidr: "10.10.4.0/26",
    podSecurityVersion: "v1.36",
    externalSecrets: false,
    ...overrides,
  };
  await settle(new Addons("addons", args));
  return recorder;
}

/** Every `image` of chart values, as `repository:tag`. */
function imagesOf(values: unknown): string[] {
  if (typeof values !== "object" || values === null) return [];
  return Object.entries(values).flatMap(([key, value]) => (key === "image" ? [`${value.repository}:${value.tag}`] : imagesOf(value)));
}

describe("Addons", () => {
  it("satisfy every mandatory control", async () => {
    const { resources } = await deploy({ externalSecrets: true });
    assert.deepEqual(mandatoryFindings(resources, "production"), []);
  });

  it("pin the version of cert-manager and depend on its default-deny policy", async () => {
    const chart = (await deploy()).one("kubernetes:helm.sh/v4:Chart");
    const { chart: source, version, namespace } = chart.inputs;
    assert.deepEqual([source, version, namespace], ["oci://quay.io/jetstack/charts/cert-manager", "v1.21.2", "cert-manager"]);
    assert.ok(chart.dependencies.includes("addons-cert-manager-space-default-deny"));
  });

  it("install External Secrets only where configured", async () => {
    const names = async (externalSecrets: boolean) =>
      (await deploy({ externalSecrets })).of("kubernetes:helm.sh/v4:Chart").map(({ inputs }) => inputs.name);
    assert.deepEqual(await names(false), ["cert-manager"]);
    assert.deepEqual(await names(true), ["cert-manager", "external-secrets"]);
  });

  it("solve DNS challenges in the public zone with an identity, not a secret", async () => {
    const { acme } = (await deploy()).named("addons-acme").inputs.spec as { acme: { solvers: object[]; email: string } };
    assert.equal(acme.email, "ops@contoso.com");
    assert.deepEqual(acme.solvers, [
      {
        selector: { dnsZones: ["contoso.com"] },
        dns01: {
          azureDNS: {
            environment: "AzurePublicCloud",
            subscriptionID: SUBSCRIPTION,
            resourceGroupName: "rg-dns",
            hostedZoneName: "contoso.com",
            managedIdentity: { clientID: IDENTITY },
          },
        },
      },
    ]);
  });

  it("create the internal certificate authority before the issuer that signs with it", async () => {
    const recorder = await deploy();
    const authority = recorder.named("addons-internal-authority").inputs.spec as { isCA: boolean; secretName: string };
    assert.equal(authority.isCA, true);
    assert.deepEqual(recorder.named("addons-internal-issuer").inputs.spec, { ca: { secretName: authority.secretName } });
    assert.ok(recorder.named("addons-internal-issuer").dependencies.includes("addons-internal-authority"));
  });

  it("allow ingress from the API server to the webhook, and egress to the API server, DNS and public HTTPS", async () => {
    const { ingress, egress } = (await deploy()).named("addons-cert-manager-space-traffic").inputs.spec as {
      ingress: { from: object[]; ports: object[] }[];
      egress: { to: object[]; ports: object[] }[];
    };
    assert.deepEqual(ingress, [
      {
        from: [
          { ipBlock: { cidr: "10.10.4.64/28" } },
          { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } },
        ],
        ports: [{ protocol: "TCP", port: 10250 }],
      },
    ]);
    assert.deepEqual(egress.at(-1), { to: [{ ipBlock: { cidr: "10.10.4.64/28" } }], ports: [{ protocol: "TCP", port: 443 }] });
  });

  it("federate the service account that the chart creates", () => {
    assert.equal(CERT_MANAGER_SUBJECT, "system:serviceaccount:cert-manager:cert-manager");
  });
});

describe("chart values", () => {
  before(() => record());

  it("pull every image of cert-manager from the platform's registry, at the chart's version", async () => {
    const values = await resolved(pulumi.output(certManagerValues({ registryLoginServer: REGISTRY, identityClientId: IDENTITY })));
    assert.deepEqual(
      imagesOf(values),
      ["controller", "webhook", "cainjector", "acmesolver"].map((part) => `${REGISTRY}/jetstack/cert-manager-${part}:v1.21.2`),
    );
    assert.equal(values.serviceAccount.annotations["azure.workload.identity/client-id"], IDENTITY);
    assert.equal(values.podLabels["azure.workload.identity/use"], "true");
  });

  it("set memory limits and CPU requests in every part", async () => {
    const certManager = await resolved(pulumi.output(certManagerValues({ registryLoginServer: REGISTRY, identityClientId: IDENTITY })));
    const operator = await resolved(pulumi.output(externalSecretsValues(REGISTRY)));
    for (const part of [certManager, certManager.webhook, certManager.cainjector, operator, operator.webhook, operator.certController]) {
      assert.ok(part.resources.limits.memory && part.resources.requests.cpu && part.resources.requests.memory);
      assert.ok(!("cpu" in part.resources.limits));
    }
  });

  it("pull the operator's image from the platform's registry", async () => {
    const values = await resolved(pulumi.output(externalSecretsValues(REGISTRY)));
    assert.deepEqual(new Set(imagesOf(values)), new Set([`${REGISTRY}/external-secrets/external-secrets:v1.3.2`]));
  });
});
