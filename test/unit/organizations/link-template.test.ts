import { describe, expect, it } from 'vitest';
import {
  fillLinkTemplate,
  linkTemplateProblem,
  ownLinkTemplate,
} from '../../../core/organizations/link-template.ts';

const origin = 'https://mfa.example.com';
const code = '{inviteCode}';

describe('the template of the link of an invitation', () => {
  it.each([
    ['our own page', ownLinkTemplate(origin)],
    ['a path', `${origin}/join/${code}`],
    ['a query', `${origin}/join?code=${code}&from=cli`],
    ['a fragment', `${origin}/join#${code}`],
    ['the code twice', `${origin}/${code}/${code}`],
    ['five digits', `${origin}/12345?code=${code}`],
  ])('can be %s', (_, template) => {
    expect(linkTemplateProblem(template, origin)).toBeUndefined();
  });

  it.each([
    ['another origin', `https://evil.example/${code}`, 'link-template-foreign'],
    ['another scheme', `http://mfa.example.com/${code}`, 'link-template-foreign'],
    ['another port', `https://mfa.example.com:8443/${code}`, 'link-template-foreign'],
    ['a host that begins like ours', `${origin}.evil.example/${code}`, 'link-template-foreign'],
    ['a user before another host', `${origin}@evil.example/${code}`, 'link-template-foreign'],
    ['the origin alone', origin, 'link-template-foreign'],
    ['a space', `${origin}/ ${code}`, 'link-template-malformed'],
    ['a line break', `${origin}/\n${code}`, 'link-template-malformed'],
    ['a quote', `${origin}/"${code}`, 'link-template-malformed'],
    ['a backslash', `${origin}/\\${code}`, 'link-template-malformed'],
    ['a sign that turns the text around', `${origin}/\u202e${code}`, 'link-template-malformed'],
    ['six digits in a row', `${origin}/123456?code=${code}`, 'link-template-malformed'],
    ['no place for the code', `${origin}/join`, 'link-template-without-code'],
  ])('with %s is refused', (_, template, reason) => {
    expect(linkTemplateProblem(template, origin)).toMatchObject({
      reason,
      errors: [{ pointer: '/linkTemplate', reason }],
    });
  });

  it('is filled with the code wherever its place is', () => {
    expect(fillLinkTemplate(`${origin}/${code}?again=${code}`, 'abc')).toBe(`${origin}/abc?again=abc`);
  });

  it('keeps the digits of our own origin', () => {
    const numbered = 'https://mfa-123456.example.com';
    expect(linkTemplateProblem(ownLinkTemplate(numbered), numbered)).toBeUndefined();
  });
});
