/** A group of managed rules, with the ids of its rules by their state without an override. */
export interface WafRuleGroup {
  /** Rules that are on. */
  readonly on: readonly string[];
  /** Rules that are off: those of paranoia level 2, which find more attacks and more that is none. */
  readonly off: readonly string[];
}

/** Managed rule sets that a firewall policy contains, each with its version. */
export const WAF_RULE_SET_VERSIONS = { Microsoft_DefaultRuleSet: "2.2", Microsoft_BotManagerRuleSet: "1.1" } as const;

export type WafRuleSet = keyof typeof WAF_RULE_SET_VERSIONS;

const ids = (text: string): readonly string[] => text.split(" ").filter(Boolean);
const group = (on: string, off = ""): WafRuleGroup => ({ on: ids(on), off: ids(off) });

/**
 * Rule groups and rules of these versions (Microsoft Learn: Web Application Firewall DRS rule groups and rules, and the list of managed
 * rule set definitions of the Resource Manager API, October 2026; that rules of paranoia level 2 are off in 2.2: upgrade CRS or DRS ruleset
 * version). To renew: `az network front-door waf-policy managed-rule-definition list`.
 */
export const WAF_RULES: Readonly<Record<WafRuleSet, Readonly<Record<string, WafRuleGroup>>>> = {
  Microsoft_DefaultRuleSet: {
    General: group("200002 200003"),
    "METHOD-ENFORCEMENT": group("911100"),
    "PROTOCOL-ENFORCEMENT": group(
      "920100 920120 920160 920170 920171 920180 920181 920190 920210 920220 920240 920260 920270 920280 920290 920310 920311 920330 " +
        "920340 920350 920430 920440 920450 920470 920480 920500 920530 920620",
      "920121 920200 920201 920230 920271 920300 920320 920341 920420",
    ),
    "PROTOCOL-ATTACK": group("921110 921120 921130 921140 921150 921160 921190 921200 921421", "921151 921422"),
    LFI: group("930100 930110 930120 930130"),
    RFI: group("931110 931120", "931100 931130"),
    RCE: group("932100 932105 932110 932115 932120 932130 932140 932150 932160 932170 932171 932180"),
    PHP: group("933100 933110 933120 933130 933140 933150 933160 933170 933180 933200 933210", "933151"),
    NODEJS: group("934100"),
    XSS: group(
      "941100 941110 941130 941140 941160 941170 941180 941190 941200 941210 941220 941230 941240 941250 941260 941270 941280 941290 " +
        "941300 941310 941350 941360 941370",
      "941101 941120 941150 941320 941330 941340 941380",
    ),
    SQLI: group(
      "942100 942140 942160 942170 942190 942220 942230 942240 942250 942270 942280 942290 942320 942350 942360 942500",
      "942110 942120 942150 942180 942200 942210 942260 942300 942310 942330 942340 942361 942370 942380 942390 942400 942410 942430 " +
        "942440 942450 942470 942480 942510",
    ),
    FIX: group("943100 943110 943120"),
    JAVA: group("944100 944110 944120 944130", "944200 944210 944240 944250"),
    "MS-ThreatIntel-WebShells": group("", "99005002 99005003 99005004 99005005 99005006"),
    "MS-ThreatIntel-AppSec": group("", "99030001 99030002 99030003 99030004 99030005 99030006"),
    "MS-ThreatIntel-SQLI": group("", "99031001 99031002 99031003 99031004 99031005 99031006"),
    "MS-ThreatIntel-CVEs": group(
      "99001018",
      "99001001 99001002 99001003 99001004 99001005 99001006 99001007 99001008 99001009 99001010 99001011 99001012 99001013 99001014 " +
        "99001015 99001016 99001017 99001019",
    ),
    "MS-ThreatIntel-XSS": group("99032001", "99032002"),
  },
  Microsoft_BotManagerRuleSet: {
    BadBots: group("Bot100100 Bot100200 Bot100300"),
    GoodBots: group("Bot200100 Bot200200 Bot200300 Bot200400 Bot200500 Bot200600 Bot200700"),
    UnknownBots: group("Bot300100 Bot300200 Bot300300 Bot300400 Bot300500 Bot300600 Bot300700"),
  },
};

/** Returns the ids of every rule of a group, or of the whole rule set. */
export function wafRuleIds(ruleSet: WafRuleSet, groupName?: string): readonly string[] {
  const groups = WAF_RULES[ruleSet];
  const selected = groupName === undefined ? Object.values(groups) : [groups[groupName] ?? group("")];
  return selected.flatMap(({ on, off }) => [...on, ...off]);
}

/** Returns the name of the group that contains a rule, or undefined. */
export function wafGroupOf(ruleSet: WafRuleSet, ruleId: string): string | undefined {
  return Object.keys(WAF_RULES[ruleSet]).find((name) => wafRuleIds(ruleSet, name).includes(ruleId));
}

/** Returns whether a rule is on without an override. */
export function isOnByDefault(ruleSet: WafRuleSet, ruleId: string): boolean {
  return Object.values(WAF_RULES[ruleSet]).some(({ on }) => on.includes(ruleId));
}
