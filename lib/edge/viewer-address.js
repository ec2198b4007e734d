// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls the function by this name.
function handler(event) {
  // Replaces whatever the client sent. The functions trust it only together with the secret that CloudFront adds.
  event.request.headers['x-viewer-address'] = { value: event.viewer.ip };
  return event.request;
}
