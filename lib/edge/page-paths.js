// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls the function by this name.
function handler(event) {
  var uri = event.request.uri;
  if (uri === '/.well-known/change-password') return changePassword;
  var lastSegment = uri.substring(uri.lastIndexOf('/') + 1);
  // The dashboard has one page for all of its paths. Only files have a dot in their names. Password managers ask for a
  // well-known path that cannot exist, to find out whether this site answers anything with a page.
  if (lastSegment.indexOf('.') === -1 && uri.indexOf('/.well-known/') !== 0)
    event.request.uri = '/index.html';
  return event.request;
}

// https://w3c.github.io/webappsec-change-password-url/
var changePassword = {
  statusCode: 302,
  statusDescription: 'Found',
  headers: { location: { value: '/account/view' }, 'cache-control': { value: 'no-store' } },
};
