import assert from "node:assert/strict";
import { certManagerValues } from "../../components/kubernetes/addons/certManager";
import { externalSecretsValues } from "../../components/kubernetes/addons/externalSecrets";
import { plainProperties } from "../../offline/wire";
import { get } from "../../policy-pack/rules/reading/values";
import { preview } from "./support/preview";

/**
 * Azure Policy's restricted initiative requires more than the Pod Security Standards: every pod must set a user group, a file system
 * group and supplemental groups other than zero (definition AllowedUsersGroups). Assigned with Deny, it would refuse the platform's
 * pods otherwise.
 */
function assertGroups(pod: unknown, container: unknown, what: string): void {
  assert.ok(Number(get(pod, "fsGroup")) > 0, `${what}: fsGroup`);
  assert.ok(Number(get(pod, "supplementalGroups[0]")) > 0, `${what}: supplementalGroups`);
  assert.ok(Number(get(container, "runAsGroup")) > 0, `${what}: runAsGroup`);
}

describe("Pods under Azure Policy", () => {
  it("set their groups, in every workload and the smoke test", async () => {
    const { registrations } = await preview({ stack: "prod" });
    const templates = registrations.filter(({ type }) => /:(Deployment|Job)$/.test(type));
    assert.ok(templates.length >= 8);
    for (const { name, inputs } of templates) {
      const spec = get(plainProperties(inputs), "spec.template.spec") as Record<string, unknown>;
      const containers = [spec.containers, spec.initContainers ?? []].flat() as { securityContext: unknown }[];
      for (const { securityContext } of containers) assertGroups(spec.securityContext, securityContext, name);
    }
  });

  it("set their groups in the add-ons' charts", () => {
    const manager = certManagerValues({ registryLoginServer: "cr.azurecr.io", volumes: [], resolvers: [] });
    for (const part of [manager, manager.webhook, manager.cainjector]) {
      assertGroups(part.securityContext, part.containerSecurityContext, "cert-manager");
    }
    const secrets = externalSecretsValues("cr.azurecr.io");
    for (const part of [secrets, secrets.webhook, secrets.certController]) {
      assertGroups(part.podSecurityContext, part.securityContext, "external-secrets");
    }
  });
});
