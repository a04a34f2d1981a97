import assert from "node:assert/strict";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { unknownCheckingProxy } from "@pulumi/policy";
import type { Exemption } from "../../policy-pack/policies/exemptions";
import { createPolicies } from "../../policy-pack/policies/pack";
import { read } from "../../policy-pack/policies/reader";
import { type Recorder, toRuleResource } from "../../policy-pack/policies/recorder";
import { UNKNOWN } from "../../policy-pack/rules/reading/values";
import { type Finding, NOT_APPLICABLE, type ResourceRule, type Rule } from "../../policy-pack/rules/rule";
import { allCases } from "./allCases";
import type { CaseResource, FailingCase } from "./cases/case";
import { UNKNOWN_STRING, urnOf } from "./harness";

const NOW = new Date("2026-06-01");

type Remediable = ResourceRule & Required<Pick<ResourceRule, "remedy">>;
type Registration = Parameters<Recorder["record"]>[0];

function isRemediable(rule: Rule): rule is Remediable {
  return "remedy" in rule && rule.remedy !== undefined;
}

function registration(resource: CaseResource, props = resource.props): Registration {
  const { type, name = "it", provider, opts } = resource;
  const options = { protect: opts?.protect ?? false, ignoreChanges: opts?.ignoreChanges ?? [] } as Registration["opts"];
  return { type, name, urn: urnOf(resource), props, opts: options, ...(provider && { provider: { props: provider } }) };
}

/** What the policy returns to the engine, for inputs as the SDK's server passes them. */
function remediate(
  rule: Remediable,
  resource: CaseResource,
  { config = {}, profile = "production" }: Partial<FailingCase> = {},
  exemptions: Exemption[] = [],
) {
  const policies = createPolicies({ rules: [rule], profile, exemptions, now: () => NOW }) as ResourceValidationPolicy[];
  const policy = policies.find(({ name }) => name === rule.name) ?? assert.fail();
  const one = registration(resource, unknownCheckingProxy(structuredClone(encoded(resource.props))) as Record<string, unknown>);
  const args = { ...one, stackTags: new Map(), getConfig: () => config, isType: () => false, asType: () => undefined };
  return policy.remediateResource?.({ ...args, notApplicable: () => assert.fail() } as never) as Record<string, unknown> | undefined;
}

/** With unknown leaves as the protocol encodes them. */
function encoded(value: unknown): Record<string, unknown> {
  const encode = (one: unknown): unknown => {
    if (typeof one === "symbol") return UNKNOWN_STRING;
    if (Array.isArray(one)) return one.map(encode);
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, encode(inner)]));
  };
  return encode(value) as Record<string, unknown>;
}

function findingsOf(rule: ResourceRule, resource: CaseResource, props: Record<string, unknown>, one: FailingCase): Finding[] {
  const defaults = Object.fromEntries(Object.entries(rule.options ?? {}).map(([name, option]) => [name, option.default]));
  const outcome = rule.check(toRuleResource(registration(resource, props)), {
    profile: one.profile ?? "production",
    config: { ...defaults, ...one.config },
    now: NOW,
  });
  return outcome === NOT_APPLICABLE ? [] : outcome.filter((item): item is Finding => !("unknown" in item || item.advisory === true));
}

const lastStep = (path: string): string => /\["([^"]+)"\]$/.exec(path)?.[1] ?? path.split(".").at(-1) ?? "";

/** Every path of the leaves of a value, and what is there. */
function leaves(value: unknown, path: readonly string[] = []): Map<string, unknown> {
  if (typeof value !== "object" || value === null) return new Map([[JSON.stringify(path), value]]);
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...leaves(inner, [...path, key])]));
}

/** The leaves that differ: path, and the value after the change. */
function changes(before: unknown, after: unknown): [path: string[], value: unknown][] {
  const [one, other] = [leaves(before), leaves(after)];
  const paths = [...new Set([...one.keys(), ...other.keys()])].filter((path) => one.get(path) !== other.get(path));
  return paths.map((path) => [JSON.parse(path) as string[], other.get(path)]);
}

function check(rule: Remediable, resource: CaseResource, one: FailingCase): boolean {
  const found = remediableFindings(rule, resource, resource.props, one);
  const result = remediate(rule, resource, one);
  if (found.length === 0) {
    assert.equal(result, undefined);
    return false;
  }
  const after = read(result ?? assert.fail(`nothing was changed at ${found.map(({ path }) => path)}`)).props;
  assert.deepEqual(remediableFindings(rule, resource, after, one), [], "the check finds nothing more that has a remedy");
  for (const [path, value] of changes(encoded(resource.props), result)) assert.equal(value, rule.remedy[path.at(-1) ?? ""], `${path}`);
  return true;
}

function remediableFindings(rule: Remediable, resource: CaseResource, props: Record<string, unknown>, one: FailingCase): Finding[] {
  return findingsOf(rule, resource, props, one).filter(({ path }) => lastStep(path) in rule.remedy);
}

describe("remediation", () => {
  for (const { rule, cases } of allCases()) {
    if (rule === undefined || !isRemediable(rule)) continue;
    it(`of ${rule.id} mends what its check finds, and changes nothing else`, () => {
      const mended = cases.fails.flatMap((one) => one.resources.filter((resource) => check(rule, resource, one)));
      assert.ok(mended.length > 0, "no failing case has a finding with a remedy");
    });
  }

  const rule = (id: string): Remediable => {
    const found = allCases().find((one) => one.id === id)?.rule;
    return found !== undefined && isRemediable(found) ? found : assert.fail(id);
  };
  const account = { type: "azure-native:storage:StorageAccount", name: "data", props: { minimumTlsVersion: "TLS1_0" } };

  it("keeps unknown values and secrets as they are", () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "hunter22" };
    const props = { ...account.props, accountName: UNKNOWN, tags: { token: secret } };
    const result = remediate(rule("ST-02"), { ...account, props });
    assert.deepEqual(result, { minimumTlsVersion: "TLS1_2", accountName: UNKNOWN_STRING, tags: { token: secret } });
  });

  it("does not write into a secret, an unknown value or a text", () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: { defaultAction: "Allow" } };
    for (const networkRuleSet of [secret, UNKNOWN, "Allow", ["Allow"]]) {
      assert.equal(remediate(rule("ST-04"), { ...account, props: { networkRuleSet } }), undefined);
    }
  });

  it("leaves an exempted resource alone, unless the exemption has expired", () => {
    const exemption = { control: "ST-02", resource: "*data", reason: "a device that is being replaced", owner: "storage" };
    assert.equal(remediate(rule("ST-02"), account, {}, [{ ...exemption, expires: "2026-07-01" }]), undefined);
    assert.ok(remediate(rule("ST-02"), account, {}, [{ ...exemption, expires: "2026-05-01" }]));
  });

  it("adds nothing to a Patch, which leaves what it omits to other field managers", () => {
    const patch = { type: "kubernetes:core/v1:NamespacePatch", props: { metadata: { name: "shop", labels: {} } } };
    assert.equal(remediate(rule("NS-01"), patch), undefined);
  });

  it("does not apply to resources of other types", () => {
    assert.equal(remediate(rule("ST-02"), { ...account, type: "azure-native:keyvault:Vault" }), undefined);
  });
});
