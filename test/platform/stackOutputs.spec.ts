import assert from "node:assert/strict";
import { loadStack } from "../../offline/config/stack";
import { run } from "../../offline/run";
import { displayProperties, isSecret, type Properties } from "../../offline/wire";
import { repositoryRoot } from "./support/preview";

/** Outputs of the committed production stack, in protocol form. */
async function outputsOfProd(): Promise<Properties> {
  const config = loadStack({ directory: repositoryRoot, stack: "prod", overrides: [], path: false });
  const entry = require.resolve("../../index");
  delete require.cache[entry];
  const { monitor, errors } = await run({ config, unknowns: false, program: () => require(entry) });
  assert.deepEqual(errors.map(String), []);
  return monitor.outputs.get(monitor.registrations[0]?.urn ?? "") ?? assert.fail("the stack has no outputs");
}

describe("The stack's outputs", () => {
  let outputs: Properties;
  before(async () => {
    outputs = await outputsOfProd();
  });

  it("mark the Front Door id as secret, and print it nowhere", () => {
    assert.ok(isSecret(outputs.frontDoorId));
    assert.equal((displayProperties(outputs) as { frontDoorId: string }).frontDoorId, "[secret]");
  });

  it("describe federated credentials with the audience of the sidecar's token, which no application's token has", () => {
    const credentials = outputs.federatedCredentials as { credential: { audiences: string[]; subject: string } }[];
    assert.deepEqual(
      credentials.map(({ credential }) => [credential.subject, credential.audiences]),
      ["swedencentral", "germanywestcentral"].map(() => [
        "system:serviceaccount:catalog:catalog",
        ["api://AzureADTokenExchange/entra-sidecar"],
      ]),
    );
  });
});
