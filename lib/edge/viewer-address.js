// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls the function by this name.
function handler(event) {
  // Written here, over whatever the client sent: the functions trust it beside the secret that only CloudFront knows.
  event.request.headers['x-viewer-address'] = { value: event.viewer.ip };
  return event.request;
}
