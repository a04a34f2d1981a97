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
const GATEWAY_FIX = "Set the gateway's mode to Internal; Front Door reaches it over Private Link.";
const PRESET_FIX = `Set ${CONTROLLER} to Internal or None: before Kubernetes 1.36, AKS Automatic brings a public NGINX controller.`;
/** From this version on Automatic brings the Gateway API instead, in which nothing is public before a Gateway asks for it. */
const GATEWAY_API = { numbers: [1, 36, 0], preRelease: false };

const isGatewayOn = addon("ingressApplicationGateway", "enabled", is(true));
const isGatewayGiven = addon("ingressApplicationGateway", "config.applicationGatewayId", isSet);
const OWN_GATEWAY = {
  expected: "the id of a gateway whose addresses this program chooses",
  fix: "Declare the gateway, with a private frontend, and name it: the one that Azure makes for the add-on has a public address.",
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
  const verdict = judgePreset(cluster, outcome);
  return isUnknown(preset) && verdict !== NOT_APPLICABLE ? asUndecided(verdict, SKU) : verdict;
}

/** What Automatic presets hangs on the version; where Azure chooses that, this can only be advice. */
function judgePreset({ props }: RuleResource, outcome: CheckResults): Outcome {
  const { kubernetesVersion } = props;
  if (isUnknown(kubernetesVersion)) return [{ unknown: "kubernetesVersion" }];
  const version = typeof kubernetesVersion === "string" ? versionOf(kubernetesVersion) : undefined;
  if (version !== undefined && isAtLeast(version, GATEWAY_API)) return NOT_APPLICABLE;
  const level = version === undefined ? ({ advisory: true } as const) : {};
  return outcome.map((item) => ("unknown" in item ? item : { ...item, fix: PRESET_FIX, ...level }));
}

/** The SDK's enum says that an External gateway is assigned a public address. No Service in the program shows it. */
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

/** Advice, since neither the gateway that Azure makes nor its listeners show in the program. */
function checkApplicationGateway(cluster: RuleResource, context: RuleContext): Outcome {
  const [on, given] = [isGatewayOn(cluster, context), isGatewayGiven(cluster, context)];
  if (on === NOT_APPLICABLE || given === NOT_APPLICABLE || given.length === 0) return NOT_APPLICABLE;
  if (on.length > 0) return on.every((item) => "unknown" in item) ? on : NOT_APPLICABLE;
  return given.map((item) => ("unknown" in item ? item : { ...item, ...OWN_GATEWAY, advisory: true }));
}
