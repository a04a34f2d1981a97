import type { CheckResults } from "../rule";
import type { Sidecar } from "./detect";
import { checkIstioProxy } from "./proxies";
import { importedSettings, type Setting, settingOfUnknownName, settingsOfKey } from "./settings";

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
const isSwitchedOn = (text: string) => !/^(?:0x)?0*$/i.test(text.trim());

/**
 * Settings that name code which is loaded into the sidecar's process: by the host (startup hooks, hosting startup, additional
 * dependencies), by the runtime (a garbage collector) and by the dynamic loader (ld.so(8)).
 */
const CODE_PATHS = ["startup_hooks", "hostingstartupassemblies", "additional_deps", "gcpath", "ld_preload", "ld_audit", "ld_library_path"];
/** Without one of these the runtime ignores the path of a profiler; the prefix is DOTNET_ from .NET 11 (learn.microsoft.com, debugging-profiling). */
const PROFILER_SWITCHES = ["coreclr_enable_profiling", "enable_profiling"];
const NO_CODE = "not set: code that is loaded into the sidecar can turn off its caller check";

/**
 * Sources: microsoft-identity-web, Program.cs and LocalCallerRestriction.cs of the sidecar (the remote address decides); ASP.NET Core,
 * ForwardedHeadersOptionsSetup.cs (the address then comes from a header, from any proxy). The environment Development, which turns the
 * check off too, is a violation of SC-18 at every address.
 */
const OPENINGS: readonly Opening[] = [
  {
    key: "forwardedheaders_enabled",
    opens: isText("true"),
    expected: "not set: a caller could claim a loopback address in the header X-Forwarded-For",
  },
  ...CODE_PATHS.map((key) => ({ key, opens: isNotEmpty, expected: NO_CODE })),
  ...PROFILER_SWITCHES.map((key) => ({ key, opens: isSwitchedOn, expected: NO_CODE })),
];

const FIX = "Remove the setting, or let the sidecar listen on 127.0.0.1 only.";

/** Nothing turns off the image's own check that a caller is in the pod. */
export function checkCallerCheck(sidecar: Sidecar): CheckResults {
  return [...checkSettings(sidecar), ...checkIstioProxy(sidecar)];
}

function checkSettings({ container, settings }: Sidecar): CheckResults {
  // A setting whose name is not known yet may open the sidecar, or override one that does.
  const unnamed = settingOfUnknownName(container);
  if (unnamed !== undefined) return [{ unknown: unnamed.path }];
  const imported = importedSettings(container);
  return [
    ...OPENINGS.flatMap((opening) => settingsOfKey(settings, opening.key).flatMap((setting) => checkOpening(setting, opening))),
    ...(imported === undefined ? [] : [{ unknown: imported.path }]),
  ];
}

function checkOpening(setting: Setting, { opens, expected }: Opening): CheckResults {
  // References to other variables are resolved by the kubelet.
  if (typeof setting.value !== "string" || setting.value.includes("$(")) return [{ unknown: setting.path }];
  return opens(setting.value) ? [{ path: setting.path, found: setting.value, expected, fix: FIX }] : [];
}
