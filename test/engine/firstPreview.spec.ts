import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { program, stackConfig } from "./support/program";
import { createEngineStack, type EngineStack } from "./support/stack";
import { describeOnEngine, WITH_PACK } from "./support/suite";

describeOnEngine("the first preview of a stack", () => {
  let engine: EngineStack;
  const events: EngineEvent[] = [];
  let output = "";
  before(async () => {
    engine = await createEngineStack({ name: "dev", config: stackConfig("dev"), program });
    output = (await engine.stack.preview({ ...WITH_PACK, onEvent: (event) => events.push(event) })).stdout;
  });
  after(() => engine?.close());

  const policyEvents = () => events.flatMap(({ policyEvent }) => (policyEvent === undefined ? [] : [policyEvent]));
  const plannedResources = (type: string) => events.filter(({ resourcePreEvent }) => resourcePreEvent?.metadata.type === type);

  it("plans the objects of a cluster that does not exist yet, and the routes to its workloads", () => {
    assert.ok(plannedResources("kubernetes:apps/v1:Deployment").length > 0);
    assert.ok(plannedResources("azure-native:cdn:Route").length > 0);
  });

  it("does not request the credentials of that cluster", () => {
    assert.deepEqual(
      engine.cloud.invocations.filter(({ token }) => token.includes("Credentials")),
      [],
    );
  });

  it("reports violations in known properties", () => {
    const found = policyEvents().filter(({ policyName }) => policyName === "frontdoor-waf-prevention");
    assert.equal(found.length, 1);
    assert.match(found[0]?.message ?? "", /policySettings\.mode[\s\S]*Detection/);
  });

  it("reports which properties it could not evaluate because they are unknown", () => {
    const unknown = policyEvents().filter(({ policyName }) => policyName === "unknown-at-preview");
    assert.match(unknown.map(({ message }) => message).join("\n"), /AKS-17\s+securityProfile\.azureKeyVaultKms/);
  });

  it("has no policy that fails because of an unknown value", () => {
    assert.doesNotMatch(output, /can't run policy|\[object Object\]|undefined\b/);
    assert.deepEqual(
      policyEvents().filter(({ enforcementLevel }) => enforcementLevel === "mandatory"),
      [],
    );
  });
});
