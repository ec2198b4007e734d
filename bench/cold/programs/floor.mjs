import * as crypto from 'node:crypto';
import * as https from 'node:https';

/** The floor of a function that must ask DynamoDB once: one request, signed by hand, over TLS, without any library. */

const hmac = (key, text) => crypto.createHmac('sha256', key).update(text).digest();
const sha256 = (text) => crypto.createHash('sha256').update(text).digest('hex');

function sign(host, target, body, environment) {
  const region = environment.AWS_REGION;
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${time.slice(0, 8)}/${region}/dynamodb/aws4_request`;
  const names = 'content-type;host;x-amz-date;x-amz-target';
  const type = 'application/x-amz-json-1.0';
  const headers = `content-type:${type}\nhost:${host}\nx-amz-date:${time}\nx-amz-target:${target}\n`;
  const request = ['POST', '/', '', headers, names, sha256(body)].join('\n');
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(request)].join('\n');
  const parts = [time.slice(0, 8), region, 'dynamodb', 'aws4_request'];
  const key = parts.reduce(hmac, `AWS4${environment.AWS_SECRET_ACCESS_KEY}`);
  const signature = hmac(key, text).toString('hex');
  const credential = `${environment.AWS_ACCESS_KEY_ID}/${scope}`;
  return {
    'content-type': type,
    'x-amz-date': time,
    'x-amz-target': target,
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

export async function handler() {
  const { host, hostname, port } = new URL(process.env.AWS_ENDPOINT_URL);
  const Keys = [{ id: { S: 'one' } }, { id: { S: 'two' } }];
  const body = JSON.stringify({
    RequestItems: { [process.env.USERS_TABLE]: { Keys, ConsistentRead: true } },
  });
  const headers = sign(host, 'DynamoDB_20120810.BatchGetItem', body, process.env);
  const answer = await new Promise((resolve, reject) => {
    const request = https.request({ hostname, port, method: 'POST', path: '/', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve(text));
    });
    request.on('error', reject);
    request.end(body);
  });
  return { statusCode: 200, body: JSON.stringify(Object.keys(JSON.parse(answer))) };
}
