import { type Banner, showBanner } from '../router.ts';
import { texts } from '../texts/index.ts';
import { CrossIcon } from './icons.tsx';
import { Link } from './link.tsx';

/** The result of the last action, above the page. The live region always exists, or nothing would be read out. */
export function BannerRegion({ banner }: { banner: Banner | undefined }) {
  return (
    <div role="status" class="banner-region">
      {banner && (
        <div class={`banner ${banner.tone}`}>
          <p>
            {banner.text}
            {banner.link && (
              <>
                {' '}
                <Link href={banner.link.href}>{banner.link.label}</Link>
              </>
            )}
          </p>
          <button
            type="button"
            class="dismiss"
            aria-label={texts.common.dismiss}
            onClick={() => showBanner(undefined)}
          >
            <CrossIcon />
          </button>
        </div>
      )}
    </div>
  );
}
