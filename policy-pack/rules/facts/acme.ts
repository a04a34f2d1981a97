/**
 * Test servers of public certificate authorities, whose certificates no browser and no Front Door trusts: Let's Encrypt's staging server,
 * and those of Google Trust Services and Buypass.
 */
export const STAGING_SERVER = /staging|\btest-api\.pki\.goog\b|\bapi\.test\d*\.buypass\b/i;
