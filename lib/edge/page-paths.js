// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls the function by this name.
function handler(event) {
  var uri = event.request.uri;
  var lastSegment = uri.substring(uri.lastIndexOf('/') + 1);
  // The dashboard has one page for all of its paths. Only files have a dot in their names.
  if (lastSegment.indexOf('.') === -1) event.request.uri = '/index.html';
  return event.request;
}
