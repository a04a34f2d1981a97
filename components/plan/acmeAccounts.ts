import type { AcmeAccountConfig, PlatformConfig, StampConfig } from "../config/schema";

/** External account binding of a stamp: its own, or the one that stamps share. */
export function acmeAccountOf(
  { acmeAccount }: Pick<StampConfig, "acmeAccount">,
  ingress: Pick<PlatformConfig["ingress"], "acmeAccount">,
): AcmeAccountConfig | undefined {
  return acmeAccount ?? ingress.acmeAccount;
}

type Bindings = Pick<PlatformConfig, "stamps" | "ingress">;

/** Whether the vault of a stamp stores a secret, as far as bindings determine it: the key of a binding only where the stamp uses it. */
export function storesBinding(region: string, secret: string, { stamps, ingress }: Bindings): boolean {
  const users = stamps.filter((stamp) => acmeAccountOf(stamp, ingress)?.secret === secret);
  return users.length === 0 || users.some((stamp) => stamp.region === region);
}
