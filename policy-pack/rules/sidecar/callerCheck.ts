import { at } from "../reading/pods";
import { isUnknown, type Value } from "../reading/values";
import type { CheckResults } from "../rule";
import type { Sidecar } from "./detect";
import { portsOf } from "./endpoints";
import { importedSettings, type Setting, settingOf, settingOfUnknownName } from "./settings";

/** A setting with which the image serves callers from outside the pod although it listens for them. */
interface Opening {
  /** Key of the setting, as in {@link Sidecar.settings}. */
  readonly key: string;
  /** Whether this text opens the sidecar. */
  readonly opens: (text: string) => boolean;
  /** What is allowed, and why. */
  readonly expected: string;
}

const isText = (expected: string) => (text: string) => text.trim().toLowerCase() === expected;
const isNotEmpty = (text: string) => text.trim() !== "";

/**
 * Sources: microsoft-identity-web, Program.cs and LocalCallerRestriction.cs of the sidecar (no restriction in Development; the
 * remote address decides); ASP.NET Core, ForwardedHeadersOptionsSetup.cs (the address then comes from a header, from any proxy).
 */
const OPENINGS: readonly Opening[] = [
  { key: "environment", opens: isText("development"), expected: "Production: in Development the image serves every caller" },
  {
    key: "forwardedheaders_enabled",
    opens: isText("true"),
    expected: "not set: a caller could claim a loopback address in the header X-Forwarded-For",
  },
  { key: "startup_hooks", opens: isNotEmpty, expected: "not set: code that is loaded into the sidecar can turn off its caller check" },
  {
    key: "hostingstartupassemblies",
    opens: isNotEmpty,
    expected: "not set: code that is loaded into the sidecar can turn off its caller check",
  },
];

const FIX = "Remove the setting, or let the sidecar listen on 127.0.0.1 only.";
const MESH_FIX =
  "List the sidecar's port in the annotation traffic.sidecar.istio.io/excludeInboundPorts, turn off injection for the pod, or let the " +
  "sidecar listen on 127.0.0.1 only.";

const INJECT = "sidecar.istio.io/inject";
const REVISION = "istio.io/rev";
const EXCLUDED_PORTS = "traffic.sidecar.istio.io/excludeInboundPorts";

/** Nothing turns off the image's own check that a caller is in the pod. */
export function checkCallerCheck(sidecar: Sidecar): CheckResults {
  return [...checkSettings(sidecar), ...checkInjection(sidecar)];
}

function checkSettings({ container, settings }: Sidecar): CheckResults {
  // A setting whose name is not known yet may open the sidecar, or override one that does.
  const unnamed = settingOfUnknownName(container);
  if (unnamed !== undefined) return [{ unknown: unnamed.path }];
  const imported = importedSettings(container);
  return [
    ...OPENINGS.flatMap((opening) => checkOpening(settingOf(settings, opening.key), opening)),
    ...(imported === undefined ? [] : [{ unknown: imported.path }]),
  ];
}

function checkOpening(setting: Setting | undefined, { opens, expected }: Opening): CheckResults {
  if (setting === undefined) return [];
  // References to other variables are resolved by the kubelet.
  if (typeof setting.value !== "string" || setting.value.includes("$(")) return [{ unknown: setting.path }];
  return opens(setting.value) ? [{ path: setting.path, found: setting.value, expected, fix: FIX }] : [];
}

/**
 * No proxy of Istio accepts connections for the pod: it passes each of them on from 127.0.0.6, which is loopback to the image
 * (istio/istio#29603). Injection by a label of the namespace is not part of the pod.
 */
function checkInjection(sidecar: Sidecar): CheckResults {
  const { metadata } = sidecar.pod;
  const switches = [`labels["${INJECT}"]`, `annotations["${INJECT}"]`].map((path) => at(metadata, path));
  const revision = at(metadata, `labels["${REVISION}"]`);
  const excluded = at(metadata, `annotations["${EXCLUDED_PORTS}"]`);
  if (switches.some(({ value }) => value === "false" || value === false) || excludes(excluded.value, portsOf(sidecar))) return [];
  const injected = switches.find(({ value }) => isTrue(value)) ?? (isTag(revision.value) ? revision : undefined);
  const unknown = [...switches, injected === undefined ? revision : excluded].find(({ value }) => isUnknown(value));
  if (unknown !== undefined) return [{ unknown: unknown.path }];
  if (injected === undefined) return [];
  return [
    {
      path: injected.path,
      found: injected.value,
      expected: "no injected proxy: the sidecar would see every caller as one in the pod",
      fix: MESH_FIX,
    },
  ];
}

function isTrue(value: Value): boolean {
  return value === "true" || value === true;
}

function isTag(value: Value): boolean {
  return typeof value === "string" && value !== "";
}

/** Whether the annotation excludes all of these ports from the proxy. */
function excludes(annotation: Value, ports: readonly number[]): boolean {
  const listed = typeof annotation === "string" ? annotation.split(",").map((port) => port.trim()) : [];
  return listed.includes("*") || ports.every((port) => listed.includes(`${port}`));
}
