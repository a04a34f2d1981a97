import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EndpointSubnet } from "../../components/azure/network/endpointSubnet";
import { PrivateEndpoint } from "../../components/azure/network/privateEndpoint";
import { stampContext } from "./contexts";
import { record, resolved, settle } from "./mocks";

const args = {
  context: stampContext(),
  detail: "vault",
  subnet: new EndpointSubnet(pulumi.secret("subnet")),
  targetId: "target",
  groupId: "vault",
  dnsZoneId: "zone",
};

describe("the recording mocks", () => {
  it("record inputs, parent, dependencies and timeouts once the component has settled", async () => {
    const recorder = await record();
    await settle(new PrivateEndpoint("vault", args));
    const endpoint = recorder.one("azure-native:network:PrivateEndpoint");
    assert.equal(endpoint.inputs.privateEndpointName, "pep-shop-test-swedencentral-vault");
    assert.equal(endpoint.parent, "vault");
    assert.equal(endpoint.createTimeout, "15m");
    assert.deepEqual(recorder.named("vault-dns").dependencies, ["vault-endpoint"]);
  });

  it("unwrap secrets and list their paths", async () => {
    const recorder = await record();
    await settle(new PrivateEndpoint("vault", args));
    const endpoint = recorder.one("azure-native:network:PrivateEndpoint");
    assert.equal((endpoint.inputs.subnet as { id: string }).id, "subnet");
    assert.deepEqual(endpoint.secrets, ["subnet"]);
  });

  it("start empty for each test and return the physical name", async () => {
    const recorder = await record();
    const endpoint = await settle(new PrivateEndpoint("other", args));
    assert.deepEqual(
      recorder.resources.map(({ name }) => name),
      ["other", "other-endpoint", "other-dns"],
    );
    assert.equal(recorder.named("other-dns").inputs.privateEndpointName, "pep-shop-test-swedencentral-vault");
    assert.match(await resolved(endpoint.id), /other-endpoint$/);
  });
});
