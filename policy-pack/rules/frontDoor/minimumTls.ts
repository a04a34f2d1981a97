import { armIsNot } from "../reading/arm";
import { all, property } from "../reading/expect";

/** Compliant: neither the version nor the cipher suites allow TLS 1.0. Front Door's default is TLS 1.2, so absent values pass. */
export const checkMinimumTls = all(
  property("tlsSettings.minimumTlsVersion", { ...armIsNot("TLS10", "TLS11"), expected: "TLS12 or TLS13" }),
  property("tlsSettings.cipherSuiteSetType", { ...armIsNot("TLS10_2019"), expected: "TLS12_2023 or TLS12_2022" }),
);
