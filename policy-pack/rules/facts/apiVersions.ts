import {
  DIAGNOSTIC_SETTING,
  EVENT_HUB_NAMESPACE,
  LOG_ANALYTICS_SOLUTION,
  MANAGED_CLUSTER,
  REDIS_ENTERPRISE,
  STORAGE_ACCOUNT,
  VAULT,
} from "./tokens";

/**
 * Azure API version that azure-native 3 uses for a type token without one, as a date; the SDK's classes state it, and a test compares.
 * Only types with a property whose default depends on the version. In azure-native 2 the versions were older.
 */
export const SDK_API_VERSIONS: Readonly<Record<string, number>> = {
  [EVENT_HUB_NAMESPACE]: 20240101,
  [MANAGED_CLUSTER]: 20250901,
  [REDIS_ENTERPRISE]: 20250701,
  [STORAGE_ACCOUNT]: 20240101,
  [VAULT]: 20241101,
};

/**
 * First API version, as a date, in which the default of a property is the safe value; before it, an absent property is not safe.
 *
 * Compared in the descriptions of the Azure SDKs for Go (services/*\/mgmt of azure-sdk-for-go 68.0.0, armstorage 1.2 to 1.5) and of
 * azure-native 3.28: of the properties that the controls read, only these changed their default.
 */
export const SAFE_DEFAULT_SINCE = {
  "storage.enableHttpsTrafficOnly": 20190401,
  "storage.allowBlobPublicAccess": 20230101,
  "storage.allowCrossTenantReplication": 20230101,
  /** Event Hubs documentation, "Configure the minimum TLS version": 1.0 before 2022-01-01-preview. */
  "eventhub.minimumTlsVersion": 20220101,
  /** The first stable version with the property, whose default is NodeImage. */
  "containerservice.nodeOSUpgradeChannel": 20230601,
  /** Key Vault documentation, "Access control default": RBAC for new vaults. */
  "keyvault.enableRbacAuthorization": 20260201,
} as const;

/** First API version, as a date, in which a property exists: resources that are written with an older one cannot set it. */
export const EXISTS_SINCE = {
  /** azure-native 3.28: "null is returned only for clusters created using an old API version which do not have this property". */
  "redisenterprise.publicNetworkAccess": 20250701,
} as const;

/** Types of which azure-native 3 has no stable API version, whichever a program chooses; a test compares. */
export const PREVIEW_ONLY: readonly string[] = [DIAGNOSTIC_SETTING, LOG_ANALYTICS_SOLUTION];
