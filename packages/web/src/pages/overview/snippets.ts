import type { Language } from "#parts/snippet.tsx";

/** What a snippet is filled in with. */
interface Filled {
  /** Where this installation answers: `https://licenses.example.com`. */
  readonly address: string;
  readonly licenseKey: string;
  readonly product: string;
}

/** How an app activates a key, in the languages that apps are written in. */
export function activationSnippets({ address, licenseKey, product }: Filled): Language[] {
  const url = `${address}/api/v1/license/activate`;
  return [
    {
      name: "curl",
      code: `curl ${url} \\
  -H 'content-type: application/json' \\
  -d '{ "licenseKey": "${licenseKey}",
        "productIdentifier": "${product}",
        "instanceName": "My first device" }'`,
    },
    {
      name: "TypeScript",
      code: `const response = await fetch("${url}", {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({
    licenseKey: "${licenseKey}",
    productIdentifier: "${product}",
    instanceName: "My first device",
  }),
});
const { instanceId, expiresOn } = await response.json();`,
    },
    {
      name: "Python",
      code: `import json, urllib.request

request = urllib.request.Request(
    "${url}",
    headers={"content-type": "application/json"},
    data=json.dumps({
        "licenseKey": "${licenseKey}",
        "productIdentifier": "${product}",
        "instanceName": "My first device",
    }).encode(),
)
print(json.load(urllib.request.urlopen(request))["instanceId"])`,
    },
    {
      name: "C#",
      code: `using System.Net.Http.Json;

var response = await new HttpClient().PostAsJsonAsync(
    "${url}",
    new
    {
        licenseKey = "${licenseKey}",
        productIdentifier = "${product}",
        instanceName = "My first device",
    });
Console.WriteLine(await response.Content.ReadAsStringAsync());`,
    },
    {
      name: "Swift",
      code: `import Foundation

var request = URLRequest(url: URL(string: "${url}")!)
request.httpMethod = "POST"
request.setValue("application/json", forHTTPHeaderField: "content-type")
request.httpBody = try JSONEncoder().encode([
    "licenseKey": "${licenseKey}",
    "productIdentifier": "${product}",
    "instanceName": "My first device",
])
let (data, _) = try await URLSession.shared.data(for: request)
print(String(decoding: data, as: UTF8.self))`,
    },
  ];
}
