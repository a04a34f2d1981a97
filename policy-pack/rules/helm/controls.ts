import { HELM_CHART, HELM_RELEASE } from "../facts/tokens";
import { namesOption } from "../reading/pods";
import type { Rule } from "../rule";
import { checkRelease, REPOSITORIES } from "./release";

/** Helm charts. */
export const rules: readonly Rule[] = [
  {
    id: "HELM-01",
    name: "helm-release-pinned",
    title: "Helm releases are pinned, from an https/OCI allow-listed repository, with security values",
    why: "A chart of another version or repository installs objects that nobody reviewed, and the pack sees none of a Release's objects.",
    fix: "Set an exact version, an https or oci repository, and no values that turn security settings off.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://www.pulumi.com/registry/packages/kubernetes/api-docs/helm/v3/release/",
    options: {
      [REPOSITORIES]: namesOption(
        "Beginnings of the addresses from which charts may be installed: https://charts.jetstack.io, oci://shop.azurecr.io/charts. " +
          "An empty list allows every https and oci address.",
      ),
    },
    types: [HELM_RELEASE, HELM_CHART],
    check: checkRelease,
  },
];
