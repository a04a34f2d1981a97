import { SIDECAR_MINIMUM_VERSION, SIDECAR_PATH } from "../facts/sidecar";
import { namesOption, POD_TYPES } from "../reading/pods";
import type { Rule } from "../rule";
import { onSidecars } from "./detect";
import { checkMinimumVersion, checkOfficialImage, MINIMUM_VERSION, MIRRORS } from "./image";
import { INSTALLATION, SECURITY } from "./pages";
import { checkInApplicationPod } from "./pod";
import { checkResources, resourceOptions } from "./resources";

/** Controls for the sidecar's image and its place in the pod. */
export const rules: readonly Rule[] = [
  {
    id: "SC-01",
    name: "sidecar-official-image",
    title: "The sidecar image is the official repository",
    why: "The sidecar holds the workload's credentials: an image of unknown origin can send them to its author.",
    fix: "Use mcr.microsoft.com/entra-sdk/auth-sidecar, or list your mirror of it in the option mirrors.",
    severity: "critical",
    enforcement: "mandatory",
    url: INSTALLATION,
    types: POD_TYPES,
    options: {
      [MIRRORS]: namesOption(
        "Repositories that mirror the official one, without tag; *.domain/path matches that path in any registry of the domain. " +
          "The default allows cache rules of Azure Container Registry, which keep the path; list only your registry to restrict it.",
        `*.azurecr.io/${SIDECAR_PATH}`,
      ),
    },
    check: onSidecars(checkOfficialImage),
  },
  {
    id: "SC-02",
    name: "sidecar-minimum-version",
    title: "Sidecar tag >= config.minVersion (1.1.0: loopback enforced by the image)",
    why: "Before 1.1.0 callers can have tokens sent to a URL of their choice, and callers from outside the pod are served.",
    fix: "Use a current tag together with a digest.",
    severity: "medium",
    enforcement: "mandatory",
    nonProduction: "advisory",
    url: "https://github.com/AzureAD/microsoft-identity-web/blob/master/src/Microsoft.Identity.Web.Sidecar/CHANGELOG.md",
    types: POD_TYPES,
    options: { [MINIMUM_VERSION]: { type: "string", description: "Lowest version allowed.", default: SIDECAR_MINIMUM_VERSION } },
    check: onSidecars(checkMinimumVersion),
  },
  {
    id: "SC-08",
    name: "sidecar-in-app-pod",
    title: "The sidecar shares a pod with an application container",
    why: "A sidecar in a separate pod issues tokens to every client that can reach it.",
    fix: "Run the sidecar as a container of the application's pod.",
    severity: "medium",
    enforcement: "mandatory",
    url: SECURITY,
    types: POD_TYPES,
    check: onSidecars(checkInApplicationPod),
  },
  {
    id: "SC-24",
    name: "sidecar-resources",
    title: "Sidecar requests/limits are set and within 128Mi/100m - 256Mi/250m unless configured",
    why: "Too little memory ends the sidecar and every sign-in with it; too much is reserved on every node for nothing.",
    fix: "Set requests to 100m and 128Mi, and limits to 250m and 256Mi, or configure the range you measured.",
    severity: "medium",
    enforcement: "advisory",
    url: INSTALLATION,
    types: POD_TYPES,
    options: resourceOptions,
    check: onSidecars(checkResources),
  },
];
