import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { FrontDoorOrigins, type OriginArgs } from "../../../../components/azure/edge/frontDoorOrigins";
import { frontDoor as schema } from "../../../../components/config/schema/edge";
import { stampContext } from "../../../support/contexts";
import { record, settle } from "../../../support/mocks";

const ROUTE = "azure-native:cdn:Route";
const APPROVAL = "pulumi-nodejs:dynamic/hardenedAks:OriginApproval";
const answers = { "random:index/randomId:RandomId": () => ({ hex: "0123456789abcdef0123456789abcdef" }) };

const edge = (domainIds: readonly string[] = []) => ({
  profileName: pulumi.output("afd-shop-test"),
  profileId: pulumi.output("/profile"),
  frontDoorId: pulumi.output("id"),
  endpointName: pulumi.output("fde"),
  endpointHostName: pulumi.output("fde.azurefd.net"),
  domainIds: domainIds.map((id) => pulumi.output(id)),
  ruleSetId: pulumi.output("/rules"),
});

class Service extends pulumi.CustomResource {
  constructor() {
    super("test:index:Service", "service", {});
  }
}

async function build(stamps: (service: Service) => readonly OriginArgs[], domainIds: readonly string[] = []) {
  const recorder = await record(answers);
  const service = new Service();
  await settle(
    new FrontDoorOrigins("origins", {
      context: stampContext(),
      config: schema.parse({ probePath: "/healthz", probeIntervalSeconds: 45 }),
      frontDoor: edge(domainIds),
      origins: stamps(service),
      routes: [{ name: "catalog", patterns: ["/api/*"] }],
    }),
  );
  return recorder;
}

const origin = (service: Service, overrides: Partial<OriginArgs> = {}): OriginArgs => ({
  region: "swedencentral",
  hostName: "swedencentral.origin.contoso.com",
  weight: 500,
  drained: false,
  target: { type: "privateLink", serviceId: pulumi.output("/pls"), region: "westeurope" },
  dependsOn: [service],
  ...overrides,
});

describe("FrontDoorOrigins", () => {
  it("probes over HTTPS as configured", async () => {
    const recorder = await build((service) => [origin(service)]);
    const { inputs } = recorder.one("azure-native:cdn:AFDOriginGroup");
    assert.deepEqual(inputs.healthProbeSettings, {
      probePath: "/healthz",
      probeRequestType: "HEAD",
      probeProtocol: "Https",
      probeIntervalInSeconds: 45,
    });
    assert.deepEqual(inputs.loadBalancingSettings, { sampleSize: 4, successfulSamplesRequired: 2, additionalLatencyInMilliseconds: 1000 });
  });

  it("connects to a stamp over Private Link, checks its certificate, and omits the group id", async () => {
    const recorder = await build((service) => [origin(service)]);
    const { inputs } = recorder.one("azure-native:cdn:AFDOrigin");
    assert.equal(inputs.enforceCertificateNameCheck, true);
    assert.equal(inputs.hostName, "swedencentral.origin.contoso.com");
    assert.equal(inputs.originHostHeader, "swedencentral.origin.contoso.com");
    assert.equal(inputs.enabledState, "Enabled");
    const link = inputs.sharedPrivateLinkResource as Record<string, unknown>;
    assert.deepEqual(link.privateLink, { id: "/pls" });
    assert.equal(link.privateLinkLocation, "westeurope");
    assert.equal("groupId" in link, false);
    assert.match(String(link.requestMessage), /swedencentral 0123456789abcdef0123456789abcdef$/);
    assert.ok(String(link.requestMessage).length <= 140);
    assert.equal(recorder.one(APPROVAL).inputs.requestMessage, link.requestMessage);
  });

  it("creates origin, approval and route in this order, and so deletes them in reverse", async () => {
    const recorder = await build((service) => [origin(service)]);
    assert.ok(recorder.one("azure-native:cdn:AFDOrigin").dependencies.includes("service"));
    assert.ok(recorder.one(APPROVAL).dependencies.includes("origins-swedencentral"));
    const { dependencies } = recorder.one(ROUTE);
    assert.ok(dependencies.includes("origins-swedencentral") && dependencies.includes("origins-swedencentral-approval"));
  });

  it("creates no private connection for a public address", async () => {
    const recorder = await build((service) => [origin(service, { target: { type: "publicAddress" } })]);
    assert.equal("sharedPrivateLinkResource" in recorder.one("azure-native:cdn:AFDOrigin").inputs, false);
    assert.equal(recorder.of(APPROVAL).length, 0);
    assert.equal(recorder.of("random:index/randomId:RandomId").length, 0);
  });

  it("disables a drained stamp without deleting it, and keeps the weights", async () => {
    const recorder = await build((service) => [origin(service), origin(service, { region: "westeurope", weight: 100, drained: true })]);
    const origins = recorder.of("azure-native:cdn:AFDOrigin").map(({ inputs }) => [inputs.enabledState, inputs.weight]);
    assert.deepEqual(origins, [
      ["Enabled", 500],
      ["Disabled", 100],
    ]);
  });

  it("redirects to HTTPS, forwards over HTTPS, and serves the default domain only without custom domains", async () => {
    const withoutDomains = (await build((service) => [origin(service)])).one(ROUTE).inputs;
    assert.equal(withoutDomains.forwardingProtocol, "HttpsOnly");
    assert.equal(withoutDomains.httpsRedirect, "Enabled");
    assert.deepEqual(withoutDomains.supportedProtocols, ["Http", "Https"]);
    assert.deepEqual(withoutDomains.patternsToMatch, ["/api/*"]);
    assert.deepEqual(withoutDomains.ruleSets, [{ id: "/rules" }]);
    assert.equal(withoutDomains.linkToDefaultDomain, "Enabled");
    const withDomain = (await build((service) => [origin(service)], ["/domain"])).one(ROUTE).inputs;
    assert.equal(withDomain.linkToDefaultDomain, "Disabled");
    assert.deepEqual(withDomain.customDomains, [{ id: "/domain" }]);
  });

  it("notifies the action group when the probes of a stamp fail", async () => {
    const recorder = await build((service) => [origin(service)]);
    const { inputs } = recorder.named("origins-origin-health");
    const [criterion] = (inputs.criteria as { allOf: { metricName: string; operator: string; threshold: number }[] }).allOf;
    assert.deepEqual([criterion?.metricName, criterion?.operator, criterion?.threshold], ["OriginHealthPercentage", "LessThan", 80]);
    assert.equal((inputs.actions as unknown[]).length, 1);
    assert.deepEqual(inputs.scopes, ["/profile"]);
  });
});
