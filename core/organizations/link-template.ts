import { fieldProblem, type Problem } from '../kernel/problem.ts';

/** In the template of an invitation's link, the place of its code. */
const codePlaceholder = '{inviteCode}';

/** The page of the dashboard that accepts invitations. @param origin The public origin of this service. */
export const ownLinkTemplate = (origin: string) => `${origin}/account/accept-invite?code=${codePlaceholder}`;

/** The link of an invitation. */
export function fillLinkTemplate(template: string, code: string): string {
  return template.replaceAll(codePlaceholder, code);
}

/** The characters that every mail client reads as part of a link: no space, quote, bracket or backslash, only ASCII. */
const linkCharacters = /^[\w.~:/?#@!$&()*+,;=%{}-]+$/;

/**
 * Why an owner's template for the link of an invitation is refused. It must lead to our own origin and be nothing but
 * a link. Otherwise an invitation would carry a code, or its author's words, to a site of the author's choice (rule 9).
 * Six digits in a row are reserved for one-time passwords (rule 11).
 */
export function linkTemplateProblem(template: string, origin: string): Problem | undefined {
  const pointer = '/linkTemplate';
  const start = `${origin}/`;
  if (!template.startsWith(start)) return fieldProblem(pointer, 'link-template-foreign', { start });
  if (!linkCharacters.test(template) || /\d{6}/.test(template.slice(start.length)))
    return fieldProblem(pointer, 'link-template-malformed');
  if (!template.includes(codePlaceholder))
    return fieldProblem(pointer, 'link-template-without-code', { placeholder: codePlaceholder });
  return undefined;
}
