import assert from "node:assert/strict";
import { createPrivateKey } from "node:crypto";
import { meshFiles } from "../../support/certificate";
import { type FaultCase, testFaultCases } from "./faultCases";
import { faultsOf, load, stackWith } from "./stack";

const REASON = { reason: "Its protocol needs the client's address." };
const STRICT = { "serviceMesh.mode": "strict" };
const KEY_VAULT_CERTIFICATE = {
  type: "keyVaultCertificate",
  clientId: "11111111-2222-3333-4444-555555555555",
  certificate: "mesh-key-northeurope",
};
const AUTHORITIES = meshFiles("swedencentral", "germanywestcentral");
const KEY = AUTHORITIES["mesh-key-swedencentral"];
const CERTIFICATE = AUTHORITIES["mesh-certificate-swedencentral"];
const ACME_ACCOUNT = { keyId: "kid-1", secret: "mesh-key-northeurope" };
/** An authority with one file that is not as it should be. */
const file = (name: string, value: string | undefined, allowed: RegExp) =>
  fault({ "serviceMesh.authority": "vault", secrets: { ...AUTHORITIES, [name]: value } }, `secrets.${name}`, allowed);
const fault = (set: Record<string, unknown>, faultPath: string, allowed: RegExp): FaultCase => ({
  set: { ...STRICT, ...set },
  faultPath,
  allowed,
});

describe("serviceMesh", () => {
  testFaultCases([
    fault({ "serviceMesh.mode": "permissive" }, "serviceMesh.mode", /strict/),
    fault({ "ingress.controller": "nginx" }, "serviceMesh.mode", /off with ingress\.controller nginx/),
    fault({ "ingress.controller": "gateway-api" }, "serviceMesh.mode", /controller istio only/),
    fault({ "ingress.istioRevision": "asm-1-29" }, "ingress.istioRevision", /asm-1-30 or newer .* NET_ADMIN/),
    fault({ "workloads.catalog.calls": ["health"] }, "workloads.catalog.calls[0]", /outside the mesh, like catalog \(its sidecar\)/),
    fault(
      { "workloads.background.outsideMesh": REASON, "workloads.background.calls": ["health"] },
      "workloads.background.calls[0]",
      /like background \(outsideMesh\): health accepts/,
    ),
    fault({ "serviceMesh.mode": "off", "workloads.health.outsideMesh": REASON }, "workloads.health.outsideMesh", /there is no mesh/),
    fault({ "workloads.catalog.outsideMesh": REASON }, "workloads.catalog.outsideMesh", /without a sidecar/),
    fault({ "workloads.health.outsideMesh": { reason: "no" } }, "workloads.health.outsideMesh.reason", /10/),
    fault({ "workloads.health.plainHttp": REASON }, "workloads.health.plainHttp", /outside the mesh/),
    fault(
      { "serviceMesh.mode": "off", "serviceMesh.authority": "vault", "ingress.controller": "gateway-api" },
      "serviceMesh.authority",
      /istio with ingress\.controller gateway-api/,
    ),
    fault({ "serviceMesh.authority": "vault", secrets: {} }, "secrets.mesh-root-certificate", /PEM/),
    fault({ "serviceMesh.authority": "vault", secrets: {} }, "secrets.mesh-key-germanywestcentral", /PEM/),
    fault(
      { "serviceMesh.authority": "vault", "workloads.health.uses": { keyVault: ["mesh-key-swedencentral"] } },
      "workloads.health",
      /do not belong to the authority/,
    ),
    file("mesh-root-certificate", "PEM", /certificates in PEM form, without a private key/),
    file("mesh-root-certificate", CERTIFICATE?.replace(/\n[\w+/]{64}\n/, "\n"), /certificates in PEM form/),
    file(
      "mesh-chain-swedencentral",
      `${CERTIFICATE}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`,
      /certificates in PEM form/,
    ),
    file("mesh-certificate-swedencentral", `${CERTIFICATE}${KEY}`, /certificates in PEM form, without a private key/),
    file("mesh-key-swedencentral", CERTIFICATE, /a private key in PEM form, without a passphrase/),
    file(
      "mesh-key-swedencentral",
      createPrivateKey(KEY ?? "")
        .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "p" })
        .toString(),
      /a private key in PEM form, without a passphrase/,
    ),
    file(
      "mesh-key-swedencentral",
      AUTHORITIES["mesh-key-germanywestcentral"],
      /first certificate in secrets\.mesh-certificate-swedencentral/,
    ),
    // Whatever the authority is, of every region, in any case.
    ...["mesh-key-swedencentral", "Mesh-Key-NorthEurope", "mesh-root-certificate"].map((name) =>
      fault(
        { secrets: { [name]: "PEM" }, "workloads.health.uses": { keyVault: [name] } },
        "workloads.health",
        /do not belong to the authority/,
      ),
    ),
    fault({ "workloads.catalog.sidecar.credential": KEY_VAULT_CERTIFICATE }, "workloads.catalog", /do not belong to the authority/),
    ...["ingress", "stamps[0]"].map((place) =>
      fault({ [`${place}.acmeAccount`]: ACME_ACCOUNT }, `${place}.acmeAccount.secret`, /reserved for the authority/),
    ),
    fault(
      { "keyVault.generatedSecrets": { "mesh-chain-northeurope": { rotationDays: 30 } } },
      "keyVault.generatedSecrets.mesh-chain-northeurope",
      /reserved for the authority/,
    ),
    fault({ "workloads.health.port": 15_020 }, "workloads.health.port", /outside 15000 to 15090/),
  ]);

  it("accepts calls between workloads of the mesh, out of it, and between workloads outside", () => {
    load(stackWith({ ...STRICT, "workloads.health.calls": ["background", "catalog"] }));
    load(stackWith({ ...STRICT, "workloads.catalog.calls": ["health"], "workloads.health.outsideMesh": REASON }));
  });

  it("restricts nothing while it is off, and no workload outside", () => {
    load(stackWith({ "ingress.istioRevision": "asm-1-29", "workloads.health.port": 15_020, "workloads.catalog.calls": ["health"] }));
    const outside = { "workloads.health.port": 15_020, "workloads.health.plainHttp": REASON, "workloads.health.outsideMesh": REASON };
    load(stackWith({ ...STRICT, ...outside }));
  });

  it("keeps the authority from the key vault while only the gateway is in the mesh", () => {
    load(stackWith({ "serviceMesh.mode": "off", "serviceMesh.authority": "vault", secrets: AUTHORITIES }));
  });

  it("reports each call that cannot work", () => {
    const { faults } = faultsOf(stackWith({ ...STRICT, "workloads.catalog.calls": ["health", "background"] }));
    assert.deepEqual(
      faults.map(({ path }) => path),
      ["workloads.catalog.calls[0]", "workloads.catalog.calls[1]"],
    );
  });
});
