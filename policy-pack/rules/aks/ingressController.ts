import { armIs, armIsNot, sameText } from "../reading/arm";
import { all, checkProperty, checkValue, is, isSet } from "../reading/expect";
import { isAtLeast, versionOf } from "../reading/images";
import { asUndecided } from "../reading/listed";
import { get, isMissing, isUnknown, locate } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";
import { addon } from "./addon";
import { isAutomatic, SKU } from "./automatic";

const ADDON = "ingressProfile.webAppRouting";
const CONTROLLER = `${ADDON}.nginx.defaultIngressControllerType`;
const GATEWAYS = "serviceMeshProfile.istio.components.ingressGateways";
const GATEWAY_FIX = "Set the gateway's mode to Internal; Front Door connects to it over Private Link.";
const PRESET_FIX = `Set ${CONTROLLER} to Internal or None: before Kubernetes 1.36, AKS Automatic creates a public NGINX controller.`;
/** From this version on Automatic has the Gateway API instead, with which nothing is public unless a Gateway specifies it. */
const GATEWAY_API = { numbers: [1, 36, 0], preRelease: false };

const isGatewayOn = addon("ingressApplicationGateway", "enabled", is(true));
const isGatewayConfigured = addon("ingressApplicationGateway", "config.applicationGatewayId", isSet);
const DECLARED_GATEWAY = {
  expected: "the id of a gateway whose addresses this program configures",
  fix: "Declare an application gateway with a private frontend and set its id: the one that Azure creates for the add-on has a public address.",
};

/** Compliant: no default NGINX controller is public, and no ingress gateway of the Istio add-on. */
export const checkIngressController = all(checkNginx, checkGateways, checkApplicationGateway);

function checkNginx(cluster: RuleResource, context: RuleContext): Outcome {
  const enabled = get(cluster.props, `${ADDON}.enabled`);
  if (isUnknown(enabled)) return [{ unknown: `${ADDON}.enabled` }];
  const preset = isMissing(enabled) && isAutomatic(cluster);
  if (enabled !== true && preset === false) return NOT_APPLICABLE;
  const outcome = checkProperty(cluster, CONTROLLER, armIs("Internal", "None"), context);
  if (preset === false || outcome.length === 0) return outcome;
  const presetOutcome = checkPreset(cluster, outcome);
  return isUnknown(preset) && presetOutcome !== NOT_APPLICABLE ? asUndecided(presetOutcome, SKU) : presetOutcome;
}

/** Automatic's preset depends on the Kubernetes version; where Azure selects the version, the finding is advisory. */
function checkPreset({ props }: RuleResource, outcome: CheckResults): Outcome {
  const { kubernetesVersion } = props;
  if (isUnknown(kubernetesVersion)) return [{ unknown: "kubernetesVersion" }];
  const version = typeof kubernetesVersion === "string" ? versionOf(kubernetesVersion) : undefined;
  if (version !== undefined && isAtLeast(version, GATEWAY_API)) return NOT_APPLICABLE;
  const level = version === undefined ? ({ advisory: true } as const) : {};
  return outcome.map((item) => ("unknown" in item ? item : { ...item, fix: PRESET_FIX, ...level }));
}

/** The SDK documents that an External gateway has a public address. The program contains no Service that shows it. */
function checkGateways({ props }: RuleResource, context: RuleContext): Outcome {
  const gateways = locate(props, `${GATEWAYS}[*]`);
  const external = gateways.filter(({ value }) => isUnknown(value) || get(value, "enabled") !== false);
  if (external.length === 0 || sameText(get(props, "serviceMeshProfile.mode"), "Disabled")) return NOT_APPLICABLE;
  return external.flatMap(({ path, value }) => {
    if (isUnknown(value)) return [{ unknown: path }];
    const mode = checkValue({ path: `${path}.mode`, value: get(value, "mode") }, armIsNot("External"), context);
    if (mode.length > 0 && isUnknown(get(value, "enabled"))) return [{ unknown: `${path}.enabled` }];
    return mode.map((item) => ("unknown" in item ? item : { ...item, fix: GATEWAY_FIX }));
  });
}

/** Advisory, since neither the gateway that Azure creates nor its listeners are in the program. */
function checkApplicationGateway(cluster: RuleResource, context: RuleContext): Outcome {
  const [enabled, gateway] = [isGatewayOn(cluster, context), isGatewayConfigured(cluster, context)];
  if (enabled === NOT_APPLICABLE || gateway === NOT_APPLICABLE || gateway.length === 0) return NOT_APPLICABLE;
  if (enabled.length > 0) return enabled.every((item) => "unknown" in item) ? enabled : NOT_APPLICABLE;
  return gateway.map((item) => ("unknown" in item ? item : { ...item, ...DECLARED_GATEWAY, advisory: true }));
}
