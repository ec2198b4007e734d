import { expect, it } from 'vitest';
import { synthesized } from './templates.ts';

it('the stage prod needs no other setting, as none does: no domain, and the region of whoever deploys it', async () => {
  const { data, edge } = await synthesized({ stage: 'prod' });
  expect(edge).toBeUndefined();
  const [table] = data.resources('AWS::DynamoDB::GlobalTable');
  expect(table?.Properties.Replicas[0].SSESpecification.KMSMasterKeyId).toBeDefined();
});
