import { CONFIG_MAP, INGRESS } from "../facts/tokens";
import { at, below } from "../reading/pods";
import { isMissing, isUnknown, type Located, toText } from "../reading/values";
import type { CheckResults, RuleResource } from "../rule";

const NGINX = "nginx.ingress.kubernetes.io";
/** Versions of nginx's ssl_protocols with known attacks. */
const OLD_PROTOCOL = /^(?:SSLv[23]|TLSv1(?:\.[01])?)$/i;
const PROTOCOLS = "TLSv1.2 TLSv1.3";
const STRONG = "ciphers without RC4, DES, MD5, NULL, export and anonymous suites";
/** Parts of the names of suites that have known attacks, or that do not encrypt or authenticate (openssl-ciphers). */
const WEAK = /(?:^|[-_+])(?:RC[24]|3?DES|IDEA|SEED|MD5|[ae]?NULL|EXP(?:ORT)?(?:40|56)?|A(?:EC)?DH|LOW)(?:$|[-_+\d])/i;
/** Versions of Istio's TLS settings; without one, and with TLS_AUTO, it is TLSV1_2 (Istio: ServerTLSSettings). */
const OLD_ISTIO_VERSION = ["TLSV1_0", "TLSV1_1"];
const PASSED_ON = ["PASSTHROUGH", "AUTO_PASSTHROUGH"];

/**
 * Compliant: no controller is configured for TLS before 1.2 or weak suites. Both nginx controllers default to TLS 1.2 and 1.3; they read
 * the versions from their ConfigMap only. Gateway API has no field for versions.
 */
export function checkTlsVersions(resource: RuleResource): CheckResults {
  if (resource.type === INGRESS) return checkAnnotations({ path: "metadata", value: resource.props.metadata });
  if (resource.type === CONFIG_MAP) return checkNginxConfiguration({ path: "data", value: resource.props.data });
  return below({ path: "spec", value: resource.props.spec }, "servers[*].tls").flatMap(checkServer);
}

function checkAnnotations(metadata: Located): CheckResults {
  const protocols = at(metadata, `annotations["${NGINX}/ssl-protocols"]`);
  const isIgnored = !isMissing(protocols.value) && !isUnknown(protocols.value);
  const ignored = {
    path: protocols.path,
    found: protocols.value,
    expected: "no such annotation: ingress-nginx does not read it",
    fix: `Set the key ssl-protocols of the controller's ConfigMap to ${PROTOCOLS}.`,
    advisory: true as const,
  };
  return [...(isIgnored ? [ignored] : []), ...checkCiphers(at(metadata, `annotations["${NGINX}/ssl-ciphers"]`))];
}

function checkNginxConfiguration(data: Located): CheckResults {
  return [...checkWords(at(data, '["ssl-protocols"]'), OLD_PROTOCOL, PROTOCOLS), ...checkCiphers(at(data, '["ssl-ciphers"]'))];
}

function checkServer(tls: Located): CheckResults {
  const mode = at(tls, "mode").value;
  if (isUnknown(mode)) return [{ unknown: tls.path }];
  if (typeof mode === "string" && PASSED_ON.includes(mode)) return [];
  const versions = ["minProtocolVersion", "maxProtocolVersion"].map((field) => at(tls, field));
  return [
    ...versions.flatMap(({ path, value }): CheckResults => {
      if (isUnknown(value)) return [{ unknown: path }];
      return OLD_ISTIO_VERSION.includes(toText(value)) ? [{ path, found: value, expected: "TLSV1_2 or TLSV1_3" }] : [];
    }),
    ...below(tls, "cipherSuites[*]").flatMap(checkCiphers),
  ];
}

/** Suites that are excluded from the list by `!` or `-` are not allowed by it. */
function checkCiphers(list: Located): CheckResults {
  return checkWords(list, WEAK, STRONG);
}

function checkWords({ path, value }: Located, refused: RegExp, expected: string): CheckResults {
  if (isUnknown(value)) return [{ unknown: path }];
  const words = typeof value === "string" ? value.split(/[\s:,]+/) : [];
  return words.some((word) => !/^[!-]/.test(word) && refused.test(word)) ? [{ path, found: value, expected }] : [];
}
