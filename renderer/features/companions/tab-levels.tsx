// The levels of the relationship: where each begins, what it changes, and how the relationship grows and cools.
import type { ReactNode } from 'react';
import type { Level } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { usePreview, useShell, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { levelWord } from '../relationship/feeling-words.ts';
import { capital, usualLevels } from './choices.ts';
import { FieldGroup, FoldedGroup } from './field-frame.tsx';
import { NumberField, SliderField, SwitchField, TextField } from './fields.tsx';
import { ItemsField } from './list-fields.tsx';
import { ModifierFields } from './modifier-fields.tsx';
import { useDraftValue } from './use-draft-field.ts';

const listPath = 'hierarchical_config.relationship_levels';

export function LevelsTab(): ReactNode {
  const { t } = useText();
  const { editor, shell } = useStores();
  const personality = useShell(({ route }) => (route.view === 'companions' ? route.personality : null));
  const own = useDraftValue(listPath) as readonly Level[] | undefined;
  const isOn = useDraftValue('hierarchical_config.enabled') !== false;
  const known = usePreview((state) => state.levels);
  const usual = (): Level[] => (known.length > 0 ? known.map(({ name, from, to }): Level => ({ name, affinity_range: [from, to], modifiers: {} })) : usualLevels.map(([name, from, to]): Level => ({ name, affinity_range: [from, to], modifiers: {} })));
  return (
    <>
      <FieldGroup title={t('editor_levels')} hint={t('editor_levels_hint')}>
        <SwitchField path="hierarchical_config.enabled" label={t('editor_levels_on')} hint={t('editor_levels_on_hint')} otherwise />
        {isOn && !own && <div className="draft-empty"><p>{t('editor_levels_usual')}</p><Bands levels={usual()} /><Button onClick={() => editor.getState().edit(listPath, usual())}>{t('editor_levels_own')}</Button></div>}
        {isOn && own && (
          <>
            <Bands levels={own} />
            <ItemsField hidesLabel path={listPath} label={t('editor_levels')} addLabel={t('editor_level_add')} blank={() => nextLevel(own)} titleOf={(level: Level) => capital(levelWord(level.name, t)) || t('editor_unnamed')} noteOf={(level) => `${level.affinity_range[0]} – ${level.affinity_range[1]}`}>
              {(path) => (
                <>
                  <div className="draft-triple"><TextField path={`${path}.name`} label={t('editor_key')} /><NumberField path={`${path}.affinity_range.0`} label={t('editor_from_points')} isOptional={false} /><NumberField path={`${path}.affinity_range.1`} label={t('editor_to_points')} isOptional={false} /></div>
                  <TextField path={`${path}.description`} label={t('editor_description')} isOptional />
                  <ModifierFields path={`${path}.modifiers`} />
                </>
              )}
            </ItemsField>
          </>
        )}
      </FieldGroup>
      <FoldedGroup title={t('editor_group_affinity')} hint={t('editor_affinity_hint')}>
        <div className="draft-pair"><NumberField path="affinity_config.daily_gain_cap" label={t('editor_gain_cap')} placeholder={t('editor_usual')} /><NumberField path="affinity_config.daily_loss_cap" label={t('editor_loss_cap')} placeholder={t('editor_usual')} /></div>
        <div className="draft-triple"><NumberField path="affinity_config.decay.grace_days" label={t('editor_grace_days')} placeholder={t('editor_usual')} /><NumberField path="affinity_config.decay.points_per_day" label={t('editor_points_per_day')} placeholder={t('editor_usual')} /><NumberField path="affinity_config.decay.at_most" label={t('editor_decay_at_most')} placeholder={t('editor_usual')} /></div>
        <SliderField path="affinity_config.hysteresis" label={t('editor_hysteresis')} hint={t('editor_hysteresis_hint')} min={0} max={20} step={0.5} otherwise={3} />
        <SwitchField path="affinity_config.use_default_rules" label={t('editor_default_rules')} otherwise />
        <p className="draft-hint">{t('editor_rules_in_json')} <button type="button" className="link" onClick={() => shell.getState().go({ view: 'companions', personality, tab: 'json' })}>{t('tab_json')}</button></p>
      </FoldedGroup>
    </>
  );
}

function nextLevel(levels: readonly Level[]): Level {
  const from = Math.min(100, Math.max(-1, ...levels.map(({ affinity_range: [, to] }) => to)) + 1);
  return { name: `level_${levels.length + 1}`, affinity_range: [from, 100], modifiers: {} };
}

/** The hundred points, and which level holds where. */
function Bands({ levels }: { levels: readonly Level[] }): ReactNode {
  const { t } = useText();
  return (
    <ol className="bands">
      {levels.map(({ name, affinity_range: [from, to] }, index) => <li key={index} style={{ flexGrow: Math.max(1, to - from + 1) }}><span className="truncate">{capital(levelWord(name, t))}</span><span className="numbers soft">{from}–{to}</span></li>)}
    </ol>
  );
}
