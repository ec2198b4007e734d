import { Link } from '../components/link.tsx';
import { Heading } from '../components/page.tsx';
import { texts } from '../texts/index.ts';

const words = texts.help;

export function Troubleshooting() {
  return (
    <div class="wide">
      <div class="page-heading">
        <Heading>{words.title}</Heading>
      </div>
      <nav class="contents" aria-label={words.contents}>
        <ul>
          {words.sections.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      {words.sections.map(({ id, title, paragraphs }) => (
        <section key={id} id={id} class="card help-section" aria-labelledby={`${id}-title`}>
          <div class="body">
            <h2 id={`${id}-title`}>{title}</h2>
            {paragraphs.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </div>
        </section>
      ))}
      <p class="links">
        <Link href="/account/view">{words.settingsLink}</Link>
        <Link href="/account/reset">{words.resetLink}</Link>
        <Link href="/account">{words.signInLink}</Link>
      </p>
    </div>
  );
}
