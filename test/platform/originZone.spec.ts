import assert from "node:assert/strict";
import type { Registration } from "../../offline/registration";
import { plainProperties } from "../../offline/wire";
import { get } from "../../policy-pack/rules/reading/values";
import { blockingPolicies, type Preview, preview, type Settings } from "./support/preview";

const SUBSCRIPTION = "10000000-0000-4000-8000-00000000000d";
const ORIGIN_ZONE = { name: "origin.contoso.com", resourceGroup: "rg-origins", subscriptionId: SUBSCRIPTION };
const RECORD_SET = "azure-native:dns:RecordSet";
const PUBLIC = { exposure: { type: "publicLoadBalancer" } };
const HOST = "haks-prod-swedencentral.origin.contoso.com";

const previewed = (publicDns: Settings, ingress: Settings = {}) => preview({ stack: "prod", settings: { publicDns, ingress } });

function only({ registrations }: Preview, name: string): Registration {
  const [found, ...more] = registrations.filter((registration) => registration.name === name);
  assert.ok(found !== undefined && more.length === 0, name);
  return found;
}

const inputsOf = (run: Preview, name: string) => plainProperties(only(run, name).inputs);

/** The records of the stamps, as `<type> <name> in <zone> of <group>`: not those of Front Door's domains. */
const stampRecords = ({ registrations }: Preview) =>
  registrations
    .filter(({ type, name }) => type === RECORD_SET && name.startsWith("swedencentral"))
    .map(({ inputs }) => plainProperties(inputs))
    .map((record) => `${record.recordType} ${record.relativeRecordSetName} in ${record.zoneName} of ${record.resourceGroupName}`)
    .sort();

const originHosts = (run: Preview) =>
  run.registrations.filter(({ type }) => type === "azure-native:cdn:AFDOrigin").map(({ inputs }) => plainProperties(inputs).hostName);

describe("The zone of the origins", () => {
  it("is the public zone by default, where cert-manager may write the one record set of its stamp", async () => {
    const run = await previewed({});
    assert.deepEqual(stampRecords(run), ["TXT _acme-challenge.haks-prod-swedencentral.origin in contoso.com of rg-dns"]);
    const { scope } = inputsOf(run, "swedencentral-grant-cert-manager-zone");
    assert.match(
      `${scope}`,
      /\/resourceGroups\/rg-dns\/.*\/dnsZones\/contoso\.com\/TXT\/_acme-challenge\.haks-prod-swedencentral\.origin$/,
    );
  });

  it("holds the records of the stamps, and no other; the host names stay the same", async () => {
    const run = await previewed({ originZone: ORIGIN_ZONE }, PUBLIC);
    assert.deepEqual(stampRecords(run), [
      "A haks-prod-swedencentral in origin.contoso.com of rg-origins",
      "TXT _acme-challenge.haks-prod-swedencentral in origin.contoso.com of rg-origins",
    ]);
    const domains = run.registrations.filter(({ type, name }) => type === RECORD_SET && name.startsWith("front-door"));
    assert.deepEqual([...new Set(domains.map(({ inputs }) => inputs.zoneName))], ["contoso.com"]);
    assert.deepEqual(originHosts(run), originHosts(await previewed({}, PUBLIC)));
    assert.equal(originHosts(run)[0], HOST);
  });

  it("is the zone in which cert-manager answers challenges, and the scope of its role is in it", async () => {
    const run = await previewed({ originZone: ORIGIN_ZONE });
    const solver = get(inputsOf(run, "swedencentral-inside-addons-acme"), "spec.acme.solvers[0]");
    assert.deepEqual(get(solver, "selector.dnsZones"), ["origin.contoso.com"]);
    assert.equal(get(solver, "dns01.azureDNS.hostedZoneName"), "origin.contoso.com");
    assert.equal(get(solver, "dns01.azureDNS.resourceGroupName"), "rg-origins");
    assert.equal(get(solver, "dns01.azureDNS.subscriptionID"), SUBSCRIPTION);
    const { scope, roleDefinitionId } = inputsOf(run, "swedencentral-grant-cert-manager-zone");
    assert.match(
      `${scope}`,
      /\/resourceGroups\/rg-origins\/.*\/dnsZones\/origin\.contoso\.com\/TXT\/_acme-challenge\.haks-prod-swedencentral$/,
    );
    assert.ok(`${roleDefinitionId}`.startsWith(`/subscriptions/${SUBSCRIPTION}/`), `${roleDefinitionId}`);
  });

  it("passes the pack, also in a first preview", async () => {
    const settings = { publicDns: { originZone: ORIGIN_ZONE } };
    assert.deepEqual(blockingPolicies((await preview({ stack: "prod", settings })).findings), []);
    assert.deepEqual(blockingPolicies((await preview({ stack: "prod", settings, unknowns: true })).findings), []);
  });

  it("keeps the values that cert-manager writes into the record set of its challenges, and never leaves it empty", async () => {
    const { inputs, options } = only(await previewed({}), "swedencentral-challenge");
    assert.deepEqual(options.ignoreChanges, ["txtRecords"]);
    assert.equal((inputs.txtRecords as unknown[]).length, 1);
  });
});
