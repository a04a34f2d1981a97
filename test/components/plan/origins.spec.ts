import assert from "node:assert/strict";
import { originHost, planOriginZone } from "../../../components/plan/origins";

const ZONE = { zone: "contoso.com", resourceGroup: "dns" };
const hostOf = (environment: string, region = "swedencentral") => originHost("haks", environment, region, ZONE);

describe("originHost", () => {
  it("consists of platform, environment and region", () => {
    assert.equal(hostOf("prod"), "haks-prod-swedencentral.origin.contoso.com");
  });

  it("is a valid DNS name for any stack, and different for each stamp", () => {
    const long = "x".repeat(60);
    const hosts = [
      hostOf("a.b"),
      hostOf("a-b"),
      hostOf("A-b"),
      hostOf("a_b"),
      hostOf(long),
      hostOf(long, "germanywestcentral"),
      hostOf("-."),
    ];
    assert.equal(new Set(hosts).size, hosts.length, hosts.join(", "));
    for (const host of hosts) assert.match(host, /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.origin\.contoso\.com$/);
  });

  it("is in the zone of the origins, and the same as without it where that zone is origin.<zone>", () => {
    const hostIn = (name: string) => originHost("haks", "prod", "swedencentral", { ...ZONE, originZone: { name } });
    assert.equal(hostIn("origins.example.net"), "haks-prod-swedencentral.origins.example.net");
    assert.equal(hostIn("origin.contoso.com"), hostOf("prod"));
  });
});

describe("planOriginZone", () => {
  it("is the public zone, or the zone of the origins with the public zone's group and subscription as defaults", () => {
    const dns = { ...ZONE, subscriptionId: "a" };
    const planned = (originZone: object) => planOriginZone({ ...dns, originZone: { name: "origin.contoso.com", ...originZone } });
    assert.deepEqual(planOriginZone(dns), dns);
    assert.deepEqual(planned({}), { zone: "origin.contoso.com", resourceGroup: "dns", subscriptionId: "a" });
    assert.deepEqual(planned({ resourceGroup: "origins", subscriptionId: "b" }), {
      zone: "origin.contoso.com",
      resourceGroup: "origins",
      subscriptionId: "b",
    });
  });
});
