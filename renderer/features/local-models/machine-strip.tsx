// What there is to run models on.
import type { ReactNode } from 'react';
import type { Machine } from '../../../core/contract/index.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';

export function MachineStrip({ machine }: { machine: Machine }): ReactNode {
  const { t, language } = useText();
  const size = (bytes: number): string => formatBytes(bytes, language);
  const here = machine.devices.filter(({ is_available: isAvailable }) => isAvailable);
  const away = machine.devices.filter(({ is_available: isAvailable }) => !isAvailable);
  return (
    <section className="machine" aria-label={t('local_machine')}>
      <dl className="machine-facts numbers">
        <div><dt>{t('local_memory')}</dt><dd>{size(machine.memory_bytes)} <span className="soft">{t('local_memory_free', { size: size(machine.free_memory_bytes) })}</span></dd></div>
        <div><dt>{t('local_cores')}</dt><dd>{t('local_cores_count', { count: machine.cores })}</dd></div>
        <div><dt>{t('local_disk')}</dt><dd>{machine.free_disk_bytes === null ? t('local_disk_unknown') : size(machine.free_disk_bytes)}</dd></div>
        <div><dt>{t('local_devices')}</dt><dd>{here.map(({ device }) => t(`local_device_${device}`)).join(', ')}</dd></div>
      </dl>
      {away.length > 0 && <ul className="machine-away soft">{away.map(({ device, reason }) => <li key={device}>{t('local_device_not', { device: t(`local_device_${device}`), reason: '' }).trim()} {reason && <span lang="en">{reason}</span>}</li>)}</ul>}
    </section>
  );
}
