import { type FaultCase, faultCase, testFaultCases } from "./faultCases";

const TABLE: readonly FaultCase[] = [
  faultCase("ingress.acmeServer", "http://acme.contoso.com/directory", /an https:\/\/ URL/),
  faultCase("ingress.acmeServer", "https://acme-staging-v02.api.letsencrypt.org/directory", /in production a server .* Front Door trusts/),
  faultCase("ingress.acmeServer", "https://api.test4.buypass.no/acme/directory", /in production a server .* Front Door trusts/),
  faultCase("ingress.acmeEmail", undefined, /an e-mail address, or in its place ingress\.issuer/),
  faultCase("ingress.issuer", "company", /no value with ingress\.issuer \(company\)/, "ingress.acmeEmail"),
  faultCase(
    "ingress",
    { issuer: "company", acmeServer: "https://acme.contoso.com/directory" },
    /no value with ingress\.issuer/,
    "ingress.acmeServer",
  ),
  faultCase("ingress", { issuer: "internal" }, /a name other than the program's \(acme, internal, internal-bootstrap\)/, "ingress.issuer"),
  faultCase("ingress", { issuer: "letsencrypt-staging" }, /in production an issuer whose certificates Front Door trusts/, "ingress.issuer"),
  faultCase("publicDns.originZone.name", "contoso.com", /does not contain publicDns\.zone \(contoso\.com\), such as origin\.contoso\.com/),
  {
    set: { "publicDns.zone": "dev.contoso.com", "publicDns.originZone": { name: "contoso.com" } },
    faultPath: "publicDns.originZone.name",
    allowed: /does not contain publicDns\.zone/,
  },
  {
    set: { "publicDns.originZone": { name: "www.contoso.com" } },
    faultPath: "frontDoor.domains[0]",
    allowed: /outside publicDns\.originZone \(www\.contoso\.com\): its delegation hides/,
  },
];

describe("Faults of the origins' certificates and host names", () => {
  testFaultCases(TABLE);
});
