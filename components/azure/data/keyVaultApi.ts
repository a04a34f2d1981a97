/**
 * Key Vault's control-plane API, at the one place it is imported. azure-native 3.28 speaks version 2024-11-01 by default, and
 * every version before 2026-02-01 retires on 2027-02-27 (Key Vault: access control default). Before that date, either move to an
 * azure-native whose default is newer, or run `pulumi package add azure-native keyvault 2026-02-01` and export that package here.
 */
export * from "@pulumi/azure-native/keyvault";
