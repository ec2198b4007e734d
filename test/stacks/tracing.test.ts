import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFolder } from '../../lib/build/fingerprint.ts';
import { buildFunctions, type FunctionsRecord, functionsBuild } from '../../lib/build/functions.ts';
import { synthesized, variants } from './templates.ts';

/**
 * What docs/operating.md says about X-Ray. Lambda itself records a segment for each function, with subsegments for its initialization
 * and invocation; calls to other services appear only if the code is instrumented:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
 */

const operating = readFileSync(join(projectFolder, 'docs/operating.md'), 'utf8').replace(/\s+/g, ' ');

it('the runbook promises what Lambda itself records, and no calls of the functions', () => {
  expect(operating).toContain(
    'X-Ray shows which functions are slow, and whether it is their start (`Initialization`); calls to DynamoDB and SES are not in its traces.',
  );
  // Besides that, only the id of the request is promised. Whatever else is said about traces needs a test here.
  expect(operating).toContain("(`requestId`), which Lambda's own lines and the traces have as well");
  expect(operating.match(/\btraces?\b/gi)).toHaveLength(2);
});

it('Lambda records a segment of every operation and job', async () => {
  for (const settings of [variants.default, variants.production]) {
    const { rows } = await synthesized(settings);
    const functions = rows
      .resources('AWS::Lambda::Function')
      .filter(({ Properties }) => Properties.FunctionName !== undefined);
    expect(functions.length).toBeGreaterThan(60);
    for (const { Properties, logicalID } of functions)
      expect(Properties.TracingConfig, logicalID).toEqual({ Mode: 'Active' });
  }
});

it('no bundle is instrumented, so no call to DynamoDB, KMS or SES is in a trace', async () => {
  await buildFunctions();
  const { metafile } = JSON.parse(
    readFileSync(join(functionsBuild.buildFolder, 'functions.json'), 'utf8'),
  ) as FunctionsRecord;
  expect(
    Object.keys(metafile.inputs).filter((path) => /x-?ray|opentelemetry|powertools/i.test(path)),
  ).toEqual([]);
  const bundles = Object.keys(metafile.outputs).filter((path) => path.endsWith('/index.mjs'));
  expect(bundles.length).toBeGreaterThan(60);
  // What the SDK of X-Ray and OpenTelemetry's layer read. The signer of requests knows the header, and leaves it unsigned.
  const instrumented = bundles.filter((path) =>
    /AWS_XRAY|_X_AMZN_TRACE_ID/.test(readFileSync(join(projectFolder, path), 'utf8')),
  );
  expect(instrumented).toEqual([]);
});
