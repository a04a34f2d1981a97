import assert from "node:assert/strict";
import { plainProperties } from "../../offline/wire";
import { get } from "../../policy-pack/rules/reading/values";
import { type Preview, preview, type Settings } from "./support/preview";

/** The committed stack has an e-mail address, which is refused beside an issuer. */
const OWN: Settings = { ingress: { issuer: "company", acmeEmail: undefined } };
const CERTIFICATE = "swedencentral-inside-gateway-certificate-aks-istio-ingress";

const named = ({ registrations }: Preview, part: RegExp) => registrations.map(({ name }) => name).filter((name) => part.test(name));

function inputsOf({ registrations }: Preview, name: string) {
  const found = registrations.find((registration) => registration.name === name);
  assert.ok(found, name);
  return plainProperties(found.inputs);
}

describe("An issuer of the user's", () => {
  let own: Preview;
  let acme: Preview;
  before(async () => {
    own = await preview({ stack: "prod", settings: OWN });
    acme = await preview({ stack: "prod" });
  });

  it("signs the certificates of the origins", () => {
    assert.deepEqual(get(inputsOf(own, CERTIFICATE), "spec.issuerRef"), {
      group: "cert-manager.io",
      kind: "ClusterIssuer",
      name: "company",
    });
    assert.equal(get(inputsOf(acme, CERTIFICATE), "spec.issuerRef.name"), "acme");
  });

  it("leaves cert-manager without identity, role and record in the public zone, and nothing else changes", () => {
    const gone = /-inside-addons-acme$|-identities-cert-manager|-grant-cert-manager-zone$|-challenge$/;
    assert.equal(named(acme, gone).length, 12);
    const [before, after] = [acme, own].map((run) => named(run, /./).filter((name) => !name.includes("smoke-test-job")));
    assert.deepEqual(
      after,
      before?.filter((name) => !gone.test(name)),
    );
    const { values } = inputsOf(own, "swedencentral-inside-addons-cert-manager") as { values: Record<string, unknown> };
    assert.deepEqual([values.volumes, values.volumeMounts, values.extraEnv], [[], [], []]);
  });

  it("needs no connection to the public zone's subscription", async () => {
    const settings = {
      ...OWN,
      publicDns: { originZone: { name: "origin.contoso.com", subscriptionId: "10000000-0000-4000-8000-00000000000d" } },
    };
    const run = await preview({ stack: "prod", settings });
    assert.deepEqual(named(run, /-challenge-zone$/), []);
  });
});
