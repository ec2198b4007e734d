import { useEffect, useState } from 'preact/hooks';
import type { Account, DeviceList } from '../../../../contract/api.ts';
import { listDevices, removeDevice } from '../../api/operations.ts';
import { Button } from '../../components/button.tsx';
import { Loading } from '../../components/page.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { programTitle } from '../../program-title.ts';
import { showBanner } from '../../router.ts';
import { accountChanged, sessionLeft } from '../../session/session.ts';
import { withStepUp } from '../../session/step-up.ts';
import { useSubmission } from '../../submission.ts';
import { formatMoment, texts } from '../../texts/index.ts';

type ListedDevice = DeviceList['devices'][number];

const words = texts.settings;

/** The browsers and command lines that signed in to the account. They can be removed. */
export function DevicesSection({ account }: { account: Account }) {
  const [devices, setDevices] = useState<readonly ListedDevice[]>();
  const loading = useSubmission();
  const load = () => loading.run(async () => setDevices((await listDevices()).devices));
  // Changes of the account can remove devices.
  useEffect(() => void load(), [account]);
  return (
    <section class="card" aria-labelledby="devices">
      <header>
        <h2 id="devices">{words.devices}</h2>
      </header>
      <div class="body">
        <p class="muted">{words.devicesIntro}</p>
        <ProblemMessage problem={loading.problem} />
        {loading.problem && <Button onClick={() => void load()}>{texts.common.tryAgain}</Button>}
        {!devices && loading.busy && <Loading />}
        {devices?.length === 0 && <p>{words.noDevices}</p>}
      </div>
      {devices && devices.length > 0 && (
        <ul class="rows">
          {devices.map((device) => (
            <DeviceRow key={device.id} device={device} />
          ))}
        </ul>
      )}
    </section>
  );
}

function DeviceRow({ device }: { device: ListedDevice }) {
  const submission = useSubmission();
  const name = programTitle(device.browser) || words.unknownBrowser;
  const remove = async () => {
    await withStepUp(() => removeDevice(device.id));
    if (device.current) return sessionLeft();
    showBanner({ tone: 'success', text: words.deviceRemoved });
    await accountChanged();
  };
  return (
    <li>
      <div class="facts">
        <p>
          <strong>{name}</strong> {device.current && <span class="badge">{words.thisDevice}</span>}
        </p>
        <p class="muted">
          {words.deviceFacts(formatMoment(device.lastSignedInAt))} · {device.address}
        </p>
        {device.trustedUntil !== null && <p>{words.trustedUntil(formatMoment(device.trustedUntil))}</p>}
        <ProblemMessage problem={submission.problem} />
      </div>
      <Button
        busy={submission.busy}
        busyLabel={words.removingDevice}
        onClick={() => void submission.run(remove)}
      >
        {device.current ? words.removeOwnDevice : words.removeDevice}
        <span class="visually-hidden">{words.of(name)}</span>
      </Button>
    </li>
  );
}
