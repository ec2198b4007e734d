import { describe, expect, it } from 'vitest';
import { synthesized, variants } from '../templates.ts';

/**
 * CloudFormation accepts 60 dynamic references in a template:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const mostReferences = 50;

const withRotations = Object.entries(variants).flatMap(([name, settings]) => [
  [name, settings] as const,
  [`${name}, before a rotation of the edge secret`, { ...settings, edgeSecretNext: true }] as const,
  [`${name}, after a rotation of the edge secret`, { ...settings, edgeSecretVersion: 2 }] as const,
]);

describe.each(withRotations)('the stacks of the variant "%s"', (_name, settings) => {
  it(`have fewer than ${mostReferences} dynamic references each`, async () => {
    const { all } = await synthesized(settings);
    for (const { template } of all) {
      const references = JSON.stringify(template).match(/\{\{resolve:/g) ?? [];
      expect(references.length).toBeLessThan(mostReferences);
    }
  });
});
