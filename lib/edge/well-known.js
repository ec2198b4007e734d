// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls the function by this name.
function handler(event) {
  var request = event.request;
  // Password managers send their user here (W3C, a well-known URL for changing passwords).
  if (request.uri === '/.well-known/change-password')
    return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/account/view' } } };
  request.headers['x-viewer-address'] = { value: event.viewer.ip };
  request.uri = `/api${request.uri}`;
  return request;
}
