import { serializeOnDemand } from "./onDemand";

// A module of its own, to be imported before the SDK is.
serializeOnDemand();
