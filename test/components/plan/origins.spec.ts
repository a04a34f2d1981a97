import assert from "node:assert/strict";
import { originHost } from "../../../components/plan/origins";

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
});
