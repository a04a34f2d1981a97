import assert from "node:assert/strict";
import { type FaultCase, faultCase, testFaultCases } from "./faultCases";
import { load, stackWith } from "./stack";

const rule = (cidr: string) => [{ cidr, ports: [8080] }];
const PATH = "workloads.catalog.egress";
const refused = (cidr: string, allowed: RegExp): FaultCase => faultCase(PATH, rule(cidr), allowed, `${PATH}[0].cidr`);

const TABLE: readonly FaultCase[] = [
  refused(
    "192.168.0.0/16",
    /outside network\.podCidr \(192\.168\.0\.0\/16\): network policies match pods, Services and nodes never by address/,
  ),
  refused("192.168.7.0/24", /outside network\.podCidr/),
  refused("172.16.0.10/32", /outside network\.serviceCidr/),
  {
    set: { stamps: [{ region: "swedencentral", addressSpace: "10.20.0.0/16" }], [PATH]: rule("10.20.1.0/24") },
    faultPath: `${PATH}[0].cidr`,
    allowed: /outside the nodes of stamps\[0\] \(10\.20\.0\.0\/22\)/,
  },
];

describe("Egress that no network policy can allow", () => {
  testFaultCases(TABLE);

  it("is not a range that contains more than pods, Services and nodes", () => {
    for (const cidr of ["192.0.0.0/8", "172.16.0.0/12", "10.0.0.0/8", "10.20.4.0/26", "192.169.0.0/16"])
      load(stackWith({ [PATH]: rule(cidr) }));
  });

  it("is not a range of another stamp's nodes", () => {
    for (const cidr of ["10.20.1.0/24", "10.21.1.0/24"]) assert.ok(load(stackWith({ [PATH]: rule(cidr) })), cidr);
  });
});
