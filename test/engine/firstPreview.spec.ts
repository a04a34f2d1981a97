import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { program, stackConfig } from "./support/program";
import { type EngineStack, engineStack } from "./support/stack";
import { onTheEngine, WITH_PACK } from "./support/suite";

onTheEngine("a true first preview", () => {
  let engine: EngineStack;
  const events: EngineEvent[] = [];
  let output = "";
  before(async () => {
    engine = await engineStack({ name: "dev", config: stackConfig("dev"), program });
    output = (await engine.stack.preview({ ...WITH_PACK, onEvent: (event) => events.push(event) })).stdout;
  });
  after(() => engine?.close());

  const policyEvents = () => events.flatMap(({ policyEvent }) => (policyEvent === undefined ? [] : [policyEvent]));
  const planned = (type: string) => events.filter(({ resourcePreEvent }) => resourcePreEvent?.metadata.type === type);

  it("plans everything inside a cluster that does not exist", () => {
    assert.ok(planned("kubernetes:apps/v1:Deployment").length > 0);
    assert.ok(planned("azure-native:cdn:Route").length > 0);
  });

  it("asks nobody for the credentials of that cluster", () => {
    assert.deepEqual(
      engine.cloud.invocations.filter(({ token }) => token.includes("Credentials")),
      [],
    );
  });

  it("finds what is known to be wrong", () => {
    const found = policyEvents().filter(({ policyName }) => policyName === "frontdoor-waf-prevention");
    assert.equal(found.length, 1);
    assert.match(found[0]?.message ?? "", /policySettings\.mode[\s\S]*Detection/);
  });

  it("says what it could not judge yet", () => {
    const unknown = policyEvents().filter(({ policyName }) => policyName === "unknown-at-preview");
    assert.match(unknown.map(({ message }) => message).join("\n"), /AKS-17\s+securityProfile\.azureKeyVaultKms/);
  });

  it("no policy gives up on what is unknown", () => {
    assert.doesNotMatch(output, /can't run policy|\[object Object\]|undefined\b/);
    assert.deepEqual(
      policyEvents().filter(({ enforcementLevel }) => enforcementLevel === "mandatory"),
      [],
    );
  });
});
