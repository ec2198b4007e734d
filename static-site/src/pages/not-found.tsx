import { Link } from '../components/link.tsx';
import { Card } from '../components/page.tsx';
import { texts } from '../texts/index.ts';

const words = texts.notFound;

export function NotFound() {
  return (
    <Card title={words.title}>
      <p>{words.text}</p>
      <div class="actions">
        <Link href="/account" class="button primary">
          {words.home}
        </Link>
        <Link href="/help/mfa-troubleshooting" class="button">
          {words.help}
        </Link>
      </div>
    </Card>
  );
}
