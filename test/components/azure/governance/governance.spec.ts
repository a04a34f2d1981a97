import assert from "node:assert/strict";
import { Governance } from "../../../../components/azure/governance/governance";
import { imagePattern } from "../../../../components/azure/governance/policyAssignments";
import { StampPolicies, type StampPoliciesArgs } from "../../../../components/azure/governance/stampPolicies";
import { governance as schema } from "../../../../components/config/schema/operations";
import { stampContext } from "../../../support/contexts";
import { record, settle } from "../../../support/mocks";

const DEPLOYMENT = "azure-native:resources:DeploymentAtSubscriptionScope";
const BUDGET = "azure-native:consumption:Budget";
const ASSIGNMENT = "azure-native:authorization:PolicyAssignment";

async function govern(config: object) {
  const recorder = await record();
  await settle(
    new Governance("governance", {
      context: stampContext(),
      config: schema.parse(config),
      logAnalyticsWorkspaceName: "log",
      actionGroupId: "/ag",
      alertEmails: ["a@contoso.com", "b@contoso.com"],
      resourceGroupNames: ["rg-shared", "rg-stamp", "mc-stamp"],
    }),
  );
  return recorder;
}

interface Contact {
  readonly type: string;
  readonly dependsOn: readonly string[];
  readonly properties: { readonly emails: string };
}

/** Contacts in the template that sets the plans. */
async function contacts(config: object): Promise<readonly Contact[]> {
  const { template } = (await govern(config)).one(DEPLOYMENT).inputs.properties as { template: { resources: readonly Contact[] } };
  return template.resources.filter(({ type }) => type === "Microsoft.Security/securityContacts");
}

describe("Governance", () => {
  it("changes nothing in the subscription by default", async () => {
    const recorder = await govern({});
    assert.deepEqual(
      recorder.resources.map(({ type }) => type),
      ["hardened-aks:azure:Governance"],
    );
  });

  it("sets the plans one by one with a template, because they exist already", async () => {
    const config = { defenderPlans: ["Containers", "StorageAccounts"], securityContactEmails: [] };
    const { inputs } = (await govern(config)).one(DEPLOYMENT);
    const { mode, template } = inputs.properties as { mode: string; template: { resources: readonly object[] } };
    assert.equal(mode, "Incremental");
    const plan = { type: "Microsoft.Security/pricings", apiVersion: "2024-01-01" };
    assert.deepEqual(template.resources, [
      { ...plan, name: "Containers", dependsOn: [], properties: { pricingTier: "Standard" } },
      {
        ...plan,
        name: "StorageAccounts",
        dependsOn: ["[subscriptionResourceId('Microsoft.Security/pricings', 'Containers')]"],
        properties: { pricingTier: "Standard", subPlan: "DefaultStorageV2" },
      },
    ]);
  });

  it("notifies the alerts' addresses of Defender's alerts, after the last plan", async () => {
    const contact = (await contacts({ defenderPlans: ["Containers", "KeyVaults"] })).at(-1);
    assert.deepEqual(contact, {
      type: "Microsoft.Security/securityContacts",
      apiVersion: "2023-12-01-preview",
      name: "default",
      dependsOn: ["[subscriptionResourceId('Microsoft.Security/pricings', 'KeyVaults')]"],
      properties: {
        isEnabled: true,
        emails: "a@contoso.com;b@contoso.com",
        notificationsByRole: { state: "On", roles: ["Owner"] },
        notificationsSources: [
          { sourceType: "Alert", minimalSeverity: "Medium" },
          { sourceType: "AttackPath", minimalRiskLevel: "High" },
        ],
      },
    });
  });

  it("notifies other addresses if they are set, and with none leaves the subscription's contact as it is", async () => {
    const set = await contacts({ securityContactEmails: ["security@contoso.com"] });
    assert.deepEqual(
      set.map(({ properties, dependsOn }) => [properties.emails, dependsOn]),
      [["security@contoso.com", []]],
    );
    assert.deepEqual(await contacts({ defenderPlans: ["Containers"], securityContactEmails: [] }), []);
  });

  it("onboards the workspace to Sentinel", async () => {
    const { inputs } = (await govern({ sentinel: true })).one("azure-native:securityinsights:SentinelOnboardingState");
    assert.deepEqual([inputs.workspaceName, inputs.sentinelOnboardingStateName], ["log", "default"]);
  });

  it("counts the cost of all the environment's groups from the configured month", async () => {
    const { inputs } = (await govern({ monthlyBudget: { amount: 900, startMonth: "2026-11" } })).one(BUDGET);
    assert.equal(inputs.amount, 900);
    assert.deepEqual(inputs.timePeriod, { startDate: "2026-11-01T00:00:00Z" });
    assert.deepEqual(inputs.filter, {
      dimensions: { name: "ResourceGroupName", operator: "In", values: ["rg-shared", "rg-stamp", "mc-stamp"] },
    });
    const contacts = { contactEmails: ["a@contoso.com", "b@contoso.com"], contactGroups: ["/ag"] };
    const notification = { enabled: true, operator: "GreaterThanOrEqualTo", ...contacts };
    assert.deepEqual(inputs.notifications, {
      forecast100: { ...notification, threshold: 100, thresholdType: "Forecasted" },
      actual80: { ...notification, threshold: 80, thresholdType: "Actual" },
      actual100: { ...notification, threshold: 100, thresholdType: "Actual" },
    });
  });
});

async function assign(overrides: Partial<StampPoliciesArgs> = {}) {
  const recorder = await record();
  const args: StampPoliciesArgs = {
    context: stampContext(),
    effect: "Deny",
    registryLoginServer: "crshop.azurecr.io",
    excludedNamespaces: ["cert-manager"],
    ...overrides,
  };
  await settle(new StampPolicies("policies", args));
  return recorder;
}

type Parameters = Readonly<Record<string, { value: unknown } | undefined>>;

describe("StampPolicies", () => {
  it("sets the parameters that the restricted initiative leaves open", async () => {
    const { inputs } = (await assign()).named("policies-pod-security");
    const parameters = inputs.parameters as Parameters;
    assert.match(String(inputs.policyDefinitionId), /\/policySetDefinitions\/42b8ef37-b724-4e24-bbc8-7a7708edfe00$/);
    assert.deepEqual(parameters.requiredDropCapabilities, { value: ["ALL"] });
    assert.deepEqual(parameters.allowedCapabilities, { value: ["NET_BIND_SERVICE"] });
    assert.deepEqual(parameters.effect, { value: "Deny" });
    const excluded = parameters.excludedNamespaces?.value as string[];
    assert.ok(["kube-system", "aks-istio-ingress", "cert-manager"].every((namespace) => excluded.includes(namespace)));
  });

  it("evaluates Services in gateway namespaces, and denies public load balancers there", async () => {
    const { inputs } = (await assign()).named("policies-internal-balancers");
    const excluded = (inputs.parameters as Parameters).excludedNamespaces?.value as string[];
    assert.ok(!excluded.includes("aks-istio-ingress") && !excluded.includes("cert-manager"));
    assert.ok(excluded.includes("kube-system"));
  });

  it("allows a public load balancer only if the ingress has a public address", async () => {
    const recorder = await assign({ internalLoadBalancersOnly: false });
    assert.equal(recorder.resources.filter(({ name }) => name === "policies-internal-balancers").length, 0);
  });

  it("sets no effect for definitions that only audit, and no namespaces for Azure resources", async () => {
    const recorder = await assign({ effect: "Audit" });
    assert.deepEqual(recorder.named("policies-entra").inputs.parameters ?? {}, {});
    assert.deepEqual(recorder.named("policies-local-accounts").inputs.parameters, { effect: { value: "Audit" } });
  });

  it("assigns at the stamp's resource group, with valid and unique names", async () => {
    const assignments = (await assign()).of(ASSIGNMENT);
    assert.ok(assignments.every(({ inputs }) => /resourceGroups\/rg-test$/.test(String(inputs.scope))));
    const names = assignments.map(({ inputs }) => String(inputs.policyAssignmentName));
    assert.ok(names.every((name) => name.length <= 24));
    assert.equal(new Set(names).size, names.length);
  });

  it("assigns nothing when it is off", async () => {
    assert.equal((await assign({ effect: "off" })).of(ASSIGNMENT).length, 0);
  });
});

describe("imagePattern", () => {
  const pattern = new RegExp(imagePattern("crshop.azurecr.io", ["mcr.microsoft.com/entra-sdk/auth-sidecar"]));
  const cases: readonly [string, boolean][] = [
    ["crshop.azurecr.io/catalog:1@sha256:abc", true],
    ["mcr.microsoft.com/entra-sdk/auth-sidecar@sha256:abc", true],
    ["mcr.microsoft.com/entra-sdk/auth-sidecar:1.1.2", true],
    ["mcr.microsoft.com/entra-sdk/auth-sidecar-evil:1", false],
    ["mcr.microsoft.com/other:1", false],
    ["crshopXazurecr.io/catalog:1", false],
    ["docker.io/crshop.azurecr.io/catalog:1", false],
    ["crshop.azurecr.io.evil.io/catalog:1", false],
  ];
  for (const [image, allowed] of cases) {
    it(`${allowed ? "matches" : "does not match"} ${image}`, () => assert.equal(pattern.test(image), allowed));
  }
});
