import { Struct } from "google-protobuf/google/protobuf/struct_pb";

type Properties = Readonly<Record<string, unknown>>;

/** Properties as the provider protocol represents them; secrets and unknowns keep their marks. */
export function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)));
}

export function fromStruct(struct: Struct | undefined): Properties {
  return (struct?.toJavaScript() ?? {}) as Properties;
}
