import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { EngineEvent, PolicyEvent } from "@pulumi/pulumi/automation";
import { type ConfigChange, withChanges } from "./support/changes";
import {
  AZURE_MISCONFIGURATIONS,
  KUBERNETES_MISCONFIGURATIONS,
  type Misconfiguration,
  SERVICE_ON_SIDECAR,
  withMisconfiguration,
} from "./support/misconfigurations";
import { program, stackConfig } from "./support/program";
import { createEngineStack, type EngineStack } from "./support/stack";
import { describeOnEngine, expectFailure, WITH_PACK } from "./support/suite";
import { nameOf } from "./support/urn";

/** Changes with which the dev stack passes the policies of the production tier. */
const PRODUCTION_SETTINGS: readonly ConfigChange[] = [
  { key: "cluster", path: ["kms"], value: true },
  { key: "frontDoor", path: ["waf"], value: { mode: "Prevention" } },
  { key: "workloads", path: ["catalog", "image"], value: `catalog-service:1.4.2@sha256:${"8f4c".repeat(16)}` },
];

describeOnEngine("policy violations", () => {
  let engine: EngineStack;
  beforeEach(async () => {
    const config = { ...withChanges(stackConfig("dev"), PRODUCTION_SETTINGS), "hardened-aks:tier": "production" };
    engine = await createEngineStack({ name: "dev", config, program });
  });
  afterEach(() => engine?.close());

  /** Mandatory violations that the pack reports in a run. */
  const mandatoryViolations = async (run: (onEvent: (event: EngineEvent) => void) => Promise<unknown>): Promise<readonly PolicyEvent[]> => {
    const events: EngineEvent[] = [];
    await run((event) => events.push(event));
    const found = events.flatMap(({ policyEvent }) => (policyEvent === undefined ? [] : [policyEvent]));
    return found.filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
  };

  const preview = (misconfiguration: Misconfiguration) => (onEvent: (event: EngineEvent) => void) =>
    engine.stack.preview({ ...WITH_PACK, program: withMisconfiguration(program, misconfiguration), onEvent });

  /** Violations of a first preview, which must fail. */
  const previewViolations = (misconfiguration: Misconfiguration) =>
    mandatoryViolations((onEvent) => expectFailure(() => preview(misconfiguration)(onEvent)));

  /** Violations of a first update, which must fail before any operation on the resource. */
  const updateViolations = async (misconfiguration: Misconfiguration): Promise<readonly PolicyEvent[]> => {
    const violations = await mandatoryViolations((onEvent) =>
      expectFailure(() => engine.stack.up({ ...WITH_PACK, program: withMisconfiguration(program, misconfiguration), onEvent })),
    );
    const operations = engine.cloud.operations.filter(({ name }) => name === misconfiguration.resource);
    assert.deepEqual(operations, [], "the update must fail before any operation on the resource");
    return violations;
  };

  it("a first preview reports violations in known properties, although most of the resource is unknown", async () => {
    const [misconfiguration] = AZURE_MISCONFIGURATIONS;
    assert.ok(misconfiguration);
    const violations = await previewViolations(misconfiguration);
    assertReported(violations, misconfiguration);
    const [found] = violations.filter(({ policyName }) => policyName === "aks-private-cluster");
    assert.match(found?.message ?? "", /apiServerAccessProfile\.enablePrivateCluster/);
  });

  it("an update reports a violation that is unknown during preview, before the resource is created", async () => {
    // Unknown until the identity exists.
    const apply: Misconfiguration["apply"] = (props) => ({
      ...props,
      disableLocalAccounts: pulumi.output(props.identity as object).apply(() => false),
    });
    const misconfiguration: Misconfiguration = { title: "", resource: "swedencentral-aks-cluster", control: "AKS-11", apply };
    assert.deepEqual(await mandatoryViolations(preview(misconfiguration)), []);
    assertReported(await updateViolations(misconfiguration), misconfiguration);
  });

  for (const misconfiguration of [...AZURE_MISCONFIGURATIONS, ...KUBERNETES_MISCONFIGURATIONS]) {
    it(`${misconfiguration.title}: the update fails before the resource is created`, async () => {
      assertReported(await updateViolations(misconfiguration), misconfiguration);
    });
  }

  it(`${SERVICE_ON_SIDECAR.title}: a violation of two resources together fails the preview before the update`, async () => {
    assertReported(await previewViolations(SERVICE_ON_SIDECAR), SERVICE_ON_SIDECAR);
  });

  it("the same stack is deployed without a misconfiguration", async () => {
    assert.equal((await engine.stack.up(WITH_PACK)).summary.result, "succeeded");
  });
});

/** Asserts that the pack reports the expected controls for their resources, once each, and nothing else. */
function assertReported(violations: readonly PolicyEvent[], { resource, control, also = [] }: Misconfiguration): void {
  const found = violations.map(({ resourceUrn = "", message }) => `${/^[A-Z]+-\d+(?=: )/.exec(message)?.[0]} on ${nameOf(resourceUrn)}`);
  const expected = [{ resource, control }, ...also].map((finding) => `${finding.control} on ${finding.resource}`);
  assert.deepEqual([...found].sort(), expected.sort());
}
