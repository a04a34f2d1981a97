const { PolicyPack } = require("@pulumi/policy");

// The cost of any pack, whatever it checks: a process, and one analyzer call for each resource.
new PolicyPack("empty", { policies: [] });
