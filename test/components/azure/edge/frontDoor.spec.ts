import assert from "node:assert/strict";
import { FrontDoor } from "../../../../components/azure/edge/frontDoor";
import { relativeName } from "../../../../components/azure/edge/publicZone";
import { frontDoor as schema } from "../../../../components/config/schema/edge";
import { stampContext } from "../../../support/contexts";
import { type Recorded, record, resolved, settle } from "../../../support/mocks";

const DOMAIN = "azure-native:cdn:AFDCustomDomain";
const RECORD_SET = "azure-native:dns:RecordSet";
const answers = {
  "azure-native:cdn:Profile": () => ({ frontDoorId: "fd-id" }),
  "azure-native:cdn:AFDEndpoint": () => ({ hostName: "fde.z01.azurefd.net" }),
  [DOMAIN]: ({ hostName }: Readonly<Record<string, unknown>>) => ({
    domainValidationState: "Pending",
    validationProperties: { validationToken: `token of ${hostName}` },
  }),
};
const publicDns = { zone: "contoso.com", resourceGroup: "rg-dns" };
const domains = ["contoso.com", "www.contoso.com"];

async function build(config: object = {}, dns: { zone: string; resourceGroup: string; subscriptionId?: string } = publicDns) {
  const recorder = await record(answers);
  const edge = await settle(new FrontDoor("edge", { context: stampContext(), config: schema.parse(config), publicDns: dns }));
  return { recorder, edge };
}

const headersOf = ({ inputs }: Recorded) =>
  (inputs.actions as { parameters: { headerName: string; headerAction: string; value?: string } }[]).map(({ parameters }) => parameters);

describe("FrontDoor", () => {
  it("is Premium, scrubs query strings from its logs, and sends the three log categories", async () => {
    const { recorder } = await build();
    const profile = recorder.one("azure-native:cdn:Profile");
    assert.deepEqual(profile.inputs.sku, { name: "Premium_AzureFrontDoor" });
    assert.deepEqual(profile.inputs.logScrubbing, {
      state: "Enabled",
      scrubbingRules: [{ matchVariable: "QueryStringArgNames", selectorMatchOperator: "EqualsAny", state: "Enabled" }],
    });
    assert.equal(profile.createTimeout, "60m");
    assert.deepEqual(
      (recorder.one("azure-native:monitor:DiagnosticSetting").inputs.logs as { category: string }[]).map(({ category }) => category),
      ["FrontDoorAccessLog", "FrontDoorWebApplicationFirewallLog", "FrontDoorHealthProbeLog"],
    );
  });

  it("protects the endpoint and all domains with a firewall in the configured mode", async () => {
    const { recorder } = await build({ domains, waf: { mode: "Detection", rateLimitPerMinute: 77 } });
    const waf = recorder.one("azure-native:frontdoor:Policy");
    const settings = waf.inputs.policySettings as { mode: string; requestBodyCheck: string; scrubbingRules: { selector?: string }[] };
    assert.equal(settings.mode, "Detection");
    assert.equal(settings.requestBodyCheck, "Enabled");
    assert.ok(settings.scrubbingRules.some(({ selector }) => selector === "Authorization"));
    const sets = (waf.inputs.managedRules as { managedRuleSets: { ruleSetType: string; ruleSetVersion: string }[] }).managedRuleSets;
    assert.deepEqual(
      sets.map(({ ruleSetType, ruleSetVersion }) => [ruleSetType, ruleSetVersion]),
      [
        ["Microsoft_DefaultRuleSet", "2.2"],
        ["Microsoft_BotManagerRuleSet", "1.1"],
      ],
    );
    const [rule] = (waf.inputs.customRules as { rules: { ruleType: string; rateLimitThreshold: number; action: string }[] }).rules;
    assert.deepEqual([rule?.ruleType, rule?.rateLimitThreshold, rule?.action], ["RateLimitRule", 77, "Block"]);
    const { associations } = recorder.one("azure-native:cdn:SecurityPolicy").inputs.parameters as {
      associations: { domains: { id: string }[]; patternsToMatch: string[] }[];
    };
    assert.equal(associations.length, 1);
    assert.deepEqual(associations[0]?.patternsToMatch, ["/*"]);
    assert.deepEqual(
      associations[0]?.domains.map(({ id }) => id.split("/").at(-1)),
      ["edge-endpoint", "edge-domains-contoso.com", "edge-domains-www.contoso.com"],
    );
  });

  it("configures domains with managed certificates, TLS 1.2 and DNS records", async () => {
    const { recorder, edge } = await build({ domains });
    const tls = { certificateType: "ManagedCertificate", minimumTlsVersion: "TLS12", cipherSuiteSetType: "TLS12_2023" };
    assert.deepEqual(
      recorder.of(DOMAIN).map(({ inputs }) => inputs.tlsSettings),
      [tls, tls],
    );
    const records = recorder.of(RECORD_SET).map(({ inputs }) => [inputs.recordType, inputs.relativeRecordSetName]);
    assert.deepEqual(records.sort(), [
      ["A", "@"],
      ["CNAME", "www"],
      ["TXT", "_dnsauth"],
      ["TXT", "_dnsauth.www"],
    ]);
    const apex = recorder.named("edge-domains-contoso.com-address").inputs;
    assert.match((apex.targetResource as { id: string }).id, /edge-endpoint$/);
    const www = recorder.named("edge-domains-www.contoso.com-address").inputs;
    assert.deepEqual(www.cnameRecord, { cname: "fde.z01.azurefd.net" });
    assert.equal(www.resourceGroupName, "rg-dns");
    const validation = recorder.named("edge-domains-www.contoso.com-proof");
    assert.deepEqual(validation.inputs.txtRecords, [{ value: ["token of www.contoso.com"] }]);
    assert.deepEqual(validation.ignoreChanges, ["txtRecords"]);
    assert.equal(edge.domainIds.length, 2);
  });

  it("creates a separate provider only for a zone in another subscription", async () => {
    const same = await build({ domains });
    assert.equal(same.recorder.of("pulumi:providers:azure-native").length, 0);
    const other = await build({ domains }, { ...publicDns, subscriptionId: "22222222-2222-2222-2222-222222222222" });
    assert.equal(other.recorder.one("pulumi:providers:azure-native").inputs.subscriptionId, "22222222-2222-2222-2222-222222222222");
  });

  it("sets security headers and removes headers that reveal the implementation", async () => {
    const { recorder } = await build({ hstsMaxAgeDays: 30 });
    const added = headersOf(recorder.named("edge-headers-added"));
    assert.equal(added.find(({ headerName }) => headerName === "Strict-Transport-Security")?.value, "max-age=2592000");
    assert.deepEqual(
      added.map(({ headerName }) => headerName),
      ["Strict-Transport-Security", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy"],
    );
    const removed = headersOf(recorder.named("edge-headers-removed"));
    assert.deepEqual(
      removed.map(({ headerName, headerAction }) => [headerName, headerAction]),
      [
        ["Server", "Delete"],
        ["X-Powered-By", "Delete"],
      ],
    );
    assert.match(String(recorder.one("azure-native:cdn:RuleSet").inputs.ruleSetName), /^[a-z][a-z0-9]+$/);
  });

  it("creates no route, and returns the profile's id", async () => {
    const { recorder, edge } = await build();
    assert.equal(recorder.of("azure-native:cdn:Route").length, 0);
    assert.equal(await resolved(edge.frontDoorId), "fd-id");
    assert.equal(await resolved(edge.endpointHostName), "fde.z01.azurefd.net");
  });

  it("notifies the action group of rejected clients", async () => {
    const { recorder } = await build();
    const alert = recorder.named("edge-unusual-api-access");
    assert.deepEqual((alert.inputs.actions as { actionGroups: string[] }).actionGroups.length, 1);
    assert.match(JSON.stringify(alert.inputs.criteria), /FrontDoorAccessLog/);
  });
});

describe("relativeName", () => {
  it("returns the name relative to the zone, and @ for the zone itself", () => {
    assert.equal(relativeName("contoso.com", "contoso.com"), "@");
    assert.equal(relativeName("a.b.contoso.com", "contoso.com"), "a.b");
  });

  it("throws for a host of another zone", () => {
    assert.throws(() => relativeName("www.notcontoso.com", "contoso.com"), /www\.notcontoso\.com is not in .* contoso\.com/);
  });
});
