import type { HypurOptions } from "./options"

/** What `Hypur.SDK.init` is called with in the browser. All of it is public. */
export const sdkOf = ({ sdkUrl, environment, clientPubKey, clientName }: HypurOptions) => ({
  url: sdkUrl ?? "",
  api_version: "1.0",
  environment,
  client_pub_key: clientPubKey ?? "",
  client_name: clientName,
  products: ["Payments"],
})
