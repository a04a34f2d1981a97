/**
 * The only import of Key Vault's control-plane API. azure-native 3.28 uses version 2024-11-01 by default, and all versions before
 * 2026-02-01 are retired on 2027-02-27 (Key Vault: access control default). Before that date, either upgrade to an azure-native
 * release with a newer default, or run `pulumi package add azure-native keyvault 2026-02-01` and export that package here.
 */
export * from "@pulumi/azure-native/keyvault";
