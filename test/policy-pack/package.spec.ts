import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { catalogue } from "../../policy-pack/rules/catalogue";
import { UNKNOWN_STRING } from "./harness";
import { compiledSources, install, packedFiles, type RunningPack, remove, start } from "./packed";

const CLUSTER = "azure-native:containerservice:ManagedCluster";
const VAULT = "azure-native:keyvault:Vault";
const ENDPOINT = "azure-native:network:PrivateEndpoint";
const { MANDATORY, ADVISORY } = analyzer.EnforcementLevel;

const goodCluster = {
  resourceGroupName: "rg",
  sku: { name: "Base", tier: "Standard" },
  identity: { type: "UserAssigned", userAssignedIdentities: [UNKNOWN_STRING] },
  enableRBAC: true,
  disableLocalAccounts: true,
  aadProfile: { managed: true, enableAzureRBAC: true },
  apiServerAccessProfile: {
    enablePrivateCluster: true,
    enablePrivateClusterPublicFQDN: false,
    enableVnetIntegration: true,
    disableRunCommand: true,
  },
  autoUpgradeProfile: { upgradeChannel: "patch", nodeOSUpgradeChannel: "NodeImage" },
  azureMonitorProfile: { metrics: { enabled: true } },
  nodeResourceGroupProfile: { restrictionLevel: "ReadOnly" },
  networkProfile: {
    networkPlugin: "azure",
    networkPluginMode: "overlay",
    networkPolicy: "cilium",
    networkDataplane: "cilium",
    advancedNetworking: { enabled: true, observability: { enabled: true } },
  },
  agentPoolProfiles: [{ name: "system", mode: "System", enableEncryptionAtHost: true, securityProfile: { sshAccess: "Disabled" } }],
  oidcIssuerProfile: { enabled: true },
  securityProfile: {
    workloadIdentity: { enabled: true },
    imageCleaner: { enabled: true, intervalHours: 48 },
    defender: { logAnalyticsWorkspaceResourceId: UNKNOWN_STRING, securityMonitoring: { enabled: true } },
    azureKeyVaultKms: { enabled: true, keyId: UNKNOWN_STRING },
  },
  addonProfiles: {
    azureKeyvaultSecretsProvider: { enabled: true, config: { enableSecretRotation: "true" } },
    azurepolicy: { enabled: true },
    omsagent: { enabled: true, config: { logAnalyticsWorkspaceResourceID: UNKNOWN_STRING } },
  },
};

describe("the published pack", function () {
  this.timeout(120_000);
  let files: string[];
  let folder: string;

  before(() => {
    files = packedFiles();
    folder = install(files);
  });
  after(() => remove(folder));

  it("contains only the compiled sources and its descriptions", () => {
    const compiled = compiledSources().flatMap((file) => [file, file.replace(/\.js$/, ".d.ts")]);
    const expected = ["LICENSE", "PulumiPolicy.yaml", "README.md", ...compiled, "package.json"].sort();
    assert.deepEqual(files, expected, "if bin/ contains the output of deleted sources, delete it and build again");
  });

  it("states its entry point, types, Node.js version, license, and exact versions of what it needs", () => {
    const { main, types, engines, license, dependencies } = packageJson(join(folder, "package.json"));
    const project = packageJson("package.json");
    assert.ok(files.includes(main ?? "") && files.includes(types ?? ""));
    assert.deepEqual({ engines, license }, { engines: project.engines, license: project.license });
    for (const [name, version] of Object.entries(dependencies ?? {})) assert.equal(version, project.dependencies?.[name], name);
  });

  it("loads no package except the SDK, in index.js only, and Node.js modules only in sdk/", () => {
    for (const file of compiledSources().filter((one) => one !== "bin/index.js")) {
      const required = Array.from(readFileSync(join(folder, file), "utf8").matchAll(/require\("([^"]+)"\)/g), ([, from]) => from);
      assert.deepEqual(
        required.filter((from = "") => !from.startsWith(".") && !(from.startsWith("node:") && file.startsWith("bin/sdk/"))),
        [],
        file,
      );
    }
  });

  describe("in production", () => {
    const pack = running(() => folder, { PULUMI_NODEJS_STACK: "shop-prod" });

    it("prints its port first and writes no errors", () => {
      assert.match(pack().firstLine, /^\d+$/);
      assert.equal(pack().stderr(), "");
    });

    it("lists every control and the housekeeping policies", async () => {
      const info = await pack().info();
      assert.equal(info.getName(), "hardened-aks");
      const names = info.getPoliciesList().map((policy) => policy.getName());
      const housekeeping = ["input-recorder", "unknown-at-preview", "advice", "exemption-report"];
      assert.deepEqual(names.sort(), [...catalogue.map(({ name }) => name), ...housekeeping].sort());
      const kms = info.getPoliciesList().find((policy) => policy.getName() === "aks-kms-etcd-encryption");
      assert.equal(kms?.getEnforcementlevel(), MANDATORY);
    });

    it("reports a public cluster with property, fix and documentation", async () => {
      const findings = await pack().analyze(CLUSTER, "public", { ...goodCluster, apiServerAccessProfile: { enablePrivateCluster: false } });
      const finding = findings.find((one) => one.getPolicyname() === "aks-private-cluster") ?? assert.fail("no finding");
      assert.equal(finding.getEnforcementlevel(), MANDATORY);
      assert.deepEqual(finding.getMessage().split("\n").slice(1), [
        "AKS-01  public (azure-native:containerservice:ManagedCluster)",
        "  property  apiServerAccessProfile.enablePrivateCluster",
        "  found     false",
        "  expected  true",
        "  fix       Set apiServerAccessProfile.enablePrivateCluster to true; an existing cluster has to be replaced.",
        "  see       https://learn.microsoft.com/azure/aks/private-clusters",
      ]);
    });

    it("passes a hardened cluster whose ids are not known yet", async () => {
      assert.deepEqual(reported(await pack().analyze(CLUSTER, "good", goodCluster)), []);
    });

    it("reports what it could not evaluate without blocking", async () => {
      const findings = await pack().analyze(CLUSTER, "later", { ...goodCluster, disableLocalAccounts: UNKNOWN_STRING });
      assert.deepEqual(reported(findings), [["unknown-at-preview", ADVISORY]]);
      assert.match(findings[0]?.getMessage() ?? "", /AKS-11 {4}disableLocalAccounts/);
    });

    it("evaluates the stack by recorded inputs and dependencies, although the engine lists no properties", async () => {
      await pack().analyze(VAULT, "open", { resourceGroupName: "rg", vaultName: UNKNOWN_STRING, properties: {} });
      await pack().analyze(VAULT, "closed", { resourceGroupName: "rg", vaultName: UNKNOWN_STRING, properties: {} });
      const connection = { groupIds: ["vault"], privateLinkServiceId: UNKNOWN_STRING };
      await pack().analyze(ENDPOINT, "endpoint", { privateLinkServiceConnections: [connection] });
      const findings = await pack().analyzeStack([
        stackResource(VAULT, "open"),
        stackResource(VAULT, "closed"),
        stackResource(ENDPOINT, "endpoint", { privateLinkServiceConnections: [urn(VAULT, "closed")] }),
      ]);
      const missing = findings.filter((one) => one.getPolicyname() === "keyvault-private-endpoint");
      assert.deepEqual(
        missing.map((one) => [one.getUrn(), one.getEnforcementlevel()]),
        [[urn(VAULT, "open"), MANDATORY]],
      );
    });
  });

  describe("outside production", () => {
    const pack = running(() => folder, { PULUMI_NODEJS_STACK: "shop", PULUMI_CONFIG: JSON.stringify({ "shop:environment": "dev" }) });

    it("lowers the controls that have a non-production level", async () => {
      const policies = (await pack().info()).getPoliciesList();
      const level = (name: string) => policies.find((policy) => policy.getName() === name)?.getEnforcementlevel();
      assert.equal(level("aks-kms-etcd-encryption"), ADVISORY);
      assert.equal(level("aks-private-cluster"), MANDATORY);
    });
  });
});

interface PackageJson {
  main?: string;
  types?: string;
  engines?: Record<string, string>;
  license?: string;
  dependencies?: Record<string, string>;
}

function packageJson(file: string): PackageJson {
  return JSON.parse(readFileSync(file, "utf8"));
}

interface Client extends RunningPack {
  info: () => Promise<analyzer.AnalyzerInfo>;
  analyze: (type: string, name: string, props: Record<string, JavaScriptValue>) => Promise<analyzer.AnalyzeDiagnostic[]>;
  analyzeStack: (resources: analyzer.AnalyzerResource[]) => Promise<analyzer.AnalyzeDiagnostic[]>;
}

/** Starts the pack before the tests of a block and stops it after them. */
function running(folder: () => string, environment: Record<string, string>): () => Client {
  let client: Client | undefined;
  let connection: AnalyzerClient | undefined;
  before(async () => {
    const pack = await start(folder(), environment);
    connection = new AnalyzerClient(`127.0.0.1:${pack.firstLine}`, grpc.credentials.createInsecure());
    client = { ...pack, ...calls(connection) };
  });
  after(() => {
    connection?.close();
    client?.stop();
  });
  return () => client ?? assert.fail("the pack is not running");
}

function calls(connection: AnalyzerClient): Pick<Client, "info" | "analyze" | "analyzeStack"> {
  const diagnostics = (response: analyzer.AnalyzeResponse) => response.getDiagnosticsList();
  return {
    info: () => answer((done) => connection.getAnalyzerInfo(new Empty(), done)),
    analyze: (type, name, props) => {
      const request = new analyzer.AnalyzeRequest();
      request.setType(type).setName(name).setUrn(urn(type, name)).setProperties(Struct.fromJavaScript(props));
      request.setOptions(new analyzer.AnalyzerResourceOptions());
      return answer<analyzer.AnalyzeResponse>((done) => connection.analyze(request, done)).then(diagnostics);
    },
    analyzeStack: (resources) => {
      const request = new analyzer.AnalyzeStackRequest().setResourcesList(resources);
      return answer<analyzer.AnalyzeResponse>((done) => connection.analyzeStack(request, done)).then(diagnostics);
    },
  };
}

function answer<T>(call: (done: (error: grpc.ServiceError | null, response: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => call((error, response) => (error === null ? resolve(response) : reject(error))));
}

/** A resource as the engine lists it where a provider cannot be configured yet: with dependencies, but without properties. */
function stackResource(type: string, name: string, dependencies: Record<string, string[]> = {}): analyzer.AnalyzerResource {
  const resource = new analyzer.AnalyzerResource().setType(type).setName(name).setUrn(urn(type, name));
  resource.setProperties(Struct.fromJavaScript({})).setOptions(new analyzer.AnalyzerResourceOptions());
  for (const [property, urns] of Object.entries(dependencies)) {
    resource.getPropertydependenciesMap().set(property, new analyzer.AnalyzerPropertyDependencies().setUrnsList(urns));
  }
  return resource;
}

function urn(type: string, name: string): string {
  return `urn:pulumi:shop-prod::shop::${type}::${name}`;
}

function reported(findings: analyzer.AnalyzeDiagnostic[]) {
  return findings.map((one) => [one.getPolicyname(), one.getEnforcementlevel()]);
}
