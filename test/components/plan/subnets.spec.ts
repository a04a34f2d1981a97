import assert from "node:assert/strict";
import fc from "fast-check";
import { contains, formatCidr, isCanonical, overlaps, parseCidr, size } from "../../../components/plan/cidr";
import { dnsServiceAddress, planSubnets, SUBNET_ROLES } from "../../../components/plan/subnets";

const range = (min: number, max: number) =>
  fc.tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min, max })).map(([address, prefix]) => {
    const block = 2 ** (32 - prefix);
    return { base: Math.floor(address / block) * block, prefix };
  });

describe("Ranges", () => {
  it("are equal after formatting and parsing", () => {
    fc.assert(fc.property(range(0, 32), (one) => assert.deepEqual(parseCidr(formatCidr(one)), one)));
  });

  it("overlap exactly when they share an address", () => {
    fc.assert(
      fc.property(range(20, 32), fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: 20, max: 32 }), (one, shift, prefix) => {
        const other = parseCidr(`${formatCidr({ base: Math.max(0, one.base + shift), prefix: 32 }).split("/")[0]}/${prefix}`);
        const shared = Math.min(one.base + size(one), other.base + size(other)) - Math.max(one.base, other.base);
        assert.equal(overlaps(one, other), shared > 0);
        assert.equal(overlaps(other, one), overlaps(one, other));
      }),
    );
  });

  it("are canonical only without host bits", () => {
    assert.equal(isCanonical("10.0.0.0/16"), true);
    assert.equal(isCanonical("10.0.1.0/16"), false);
    assert.equal(isCanonical("255.255.255.255/32"), true);
  });
});

describe("Subnets of a stamp", () => {
  it("are inside any allowed address space and do not overlap", () => {
    fc.assert(
      fc.property(range(8, 21), (space) => {
        const plan = planSubnets(formatCidr(space));
        const subnets = SUBNET_ROLES.map((role) => parseCidr(plan[role].addressPrefix));
        for (const [index, subnet] of subnets.entries()) {
          assert.ok(contains(space, subnet));
          assert.ok(isCanonical(formatCidr(subnet)));
          assert.ok(subnets.slice(0, index).every((other) => !overlaps(subnet, other)));
        }
      }),
    );
  });

  it("contain the ingress address outside the addresses that Azure reserves", () => {
    const { ingress, ingressAddress } = planSubnets("10.20.0.0/16");
    assert.equal(ingress.addressPrefix, "10.20.4.80/28");
    assert.equal(ingressAddress, "10.20.4.85");
  });

  it("assign the tenth address of the service range to the cluster's DNS", () => {
    assert.equal(dnsServiceAddress("172.16.0.0/16"), "172.16.0.10");
  });
});
