/** The audience that Entra's token exchange expects in the public cloud, and the only one that managed identities accept. */
export const TOKEN_EXCHANGE_AUDIENCE = "api://AzureADTokenExchange";
/**
 * Audience of the sidecar's token where it signs in as an application. Entra compares it with the application's federated credential
 * and prescribes no value (Microsoft Graph: federatedIdentityCredential, audiences); only managed identities accept no other one.
 */
export const SIDECAR_AUDIENCE = `${TOKEN_EXCHANGE_AUDIENCE}/entra-sidecar`;
/** Audiences by which an application distinguishes its own tokens from those for managed identities. */
export const APPLICATION_AUDIENCE = /^api:\/\/AzureADTokenExchange\/[\w.-]+$/;
/** Audiences of Microsoft Entra's token exchange: worldwide, US Government, China. */
export const TOKEN_EXCHANGE_AUDIENCES = [
  TOKEN_EXCHANGE_AUDIENCE,
  "api://AzureADTokenExchangeUSGov",
  "api://AzureADTokenExchangeChina",
] as const;
/** Sign-in authority of each cloud (Microsoft Learn: national clouds; MSAL's known authorities for the sovereign ones). */
export const AUTHORITIES = {
  public: "https://login.microsoftonline.com/",
  usGovernment: "https://login.microsoftonline.us/",
  china: "https://login.partner.microsoftonline.cn/",
  france: "https://login.sovcloud-identity.fr/",
  germany: "https://login.sovcloud-identity.de/",
  singapore: "https://login.sovcloud-identity.sg/",
} as const;
/** Authorities that pods may use: those, the older name of China's, and the tenants of Entra External ID. */
export const ALLOWED_AUTHORITIES: readonly string[] = [
  ...Object.values(AUTHORITIES),
  "https://login.chinacloudapi.cn/",
  "https://*.ciamlogin.com/",
];
/** Application permissions of Microsoft Graph that grant write access to a whole tenant. */
export const TENANT_WIDE_PERMISSIONS: Readonly<Record<string, string>> = {
  "00000000-0000-0000-0000-000000000000": "all permissions",
  "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8": "RoleManagement.ReadWrite.Directory",
  "06b708a9-e830-4db3-a914-8e69da51d44f": "AppRoleAssignment.ReadWrite.All",
  "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9": "Application.ReadWrite.All",
  "19dbc75e-c2e2-444c-a770-ec69d8559fc7": "Directory.ReadWrite.All",
  "62a82d76-70ea-41e2-9197-370581804d09": "Group.ReadWrite.All",
  "dbaae8cf-10b5-4b86-a4a1-f871c94c6695": "GroupMember.ReadWrite.All",
  "741f803b-c850-494e-b5df-cde7c675a1ca": "User.ReadWrite.All",
  "50483e42-d915-4231-9639-7fdb7fd190e5": "UserAuthenticationMethod.ReadWrite.All",
  "01c0a623-fc9b-48e9-b794-0756f8e8f067": "Policy.ReadWrite.ConditionalAccess",
  "292d869f-3427-49a8-9dab-8c70152b74e9": "Organization.ReadWrite.All",
  "e2a3a72e-5f79-4c64-b1b1-878b674786c9": "Mail.ReadWrite",
  "75359482-378d-4052-8f01-80520e7db3cd": "Files.ReadWrite.All",
  "a82116e5-55eb-4c41-a434-62fe8a61c773": "Sites.FullControl.All",
  "9492366f-7969-46a4-8d15-ed1a20078fff": "Sites.ReadWrite.All",
};
