// Both languages say the same things, foreign text cannot steer the terminal, and progress reads well.
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { PullEvent } from '../core/contract/index.ts';
import { createProgress, formatBytes, formatTime } from './progress.ts';
import { cleanLine, cleanText, createCli, type Cli } from './terminal.ts';
import { chooseLanguage, createSay, type TextKey } from './texts.ts';

const keys: TextKey[] = ['serveReady', 'serveShared', 'serveData', 'folderInUse', 'chatHello', 'chatHelp', 'chatUnknownCommand', 'whyCharacter', 'whyModel', 'whyTokens', 'pullLeft', 'pullFrom', 'whatToDo', 'snapshotWritten', 'snapshotCounts', 'snapshotMode', 'snapshotUndo', 'needsNumber', 'needsPair', 'auditCounts', 'auditRepeats', 'auditSecretMessages', 'auditConfirm', 'auditMended', 'auditMendChoice', 'summariesHead', 'statsPeriod', 'statsEarlier', 'statsLengths', 'statsTopics', 'statsProvider', 'statsPrices', 'needsDays', 'modelsDimensions', 'modelsHalfway', 'modelsUsedFor', 'verifyGood', 'verifyBad', 'removeModelSure', 'removeModelDone', 'importModelDone', 'addModelDone', 'licenceTerms', 'licenceNeedsYes'];

describe('texts', () => {
  it('have the same blanks in both languages, and different words', () => {
    const blanks = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([blank]) => blank).sort();
    for (const key of keys) {
      const [english, spanish] = [createSay('en')(key), createSay('es')(key)];
      expect([key, blanks(spanish)]).toEqual([key, blanks(english)]);
    }
    expect(createSay('es')('whyTokens', { used: 5, budget: 9 })).toBe('tokens: 5 de 9');
  });

  it('are in the language asked for, else the system language', () => {
    expect([chooseLanguage('es', {}), chooseLanguage(undefined, { LANG: 'es_MX.UTF-8' }), chooseLanguage(undefined, { LC_ALL: 'C', LANG: 'es_ES' }), chooseLanguage(undefined, {})]).toEqual(['es', 'es', 'en', 'en']);
  });
});

describe('cleanText', () => {
  it('leaves no character that a terminal obeys, in whatever pieces the text comes', () => {
    const hostile = '\u001b[2J\u001b]0;title\u0007\u001b]52;c;ZXZpbA==\u001b\\\u009b31m\u0090q\u202eevil\u2066x\r\noverwritten\rhidden\b\b\u007f\u0000';
    const whole = cleanText(hostile);
    expect(whole).not.toMatch(/(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    expect([...hostile].map(cleanText).join('')).toBe(whole);
    expect(cleanText('¡Hola!\n\tÑandú 🐕 你好')).toBe('¡Hola!\n\tÑandú 🐕 你好');
    expect(cleanLine(' a\n\u001b[1mb ')).toBe('a ␛[1mb');
  });
});

describe('progress', () => {
  const event = (completed: number, type: PullEvent['type'] = 'progress'): PullEvent => ({ type, status: 'downloading', completed_bytes: completed, total_bytes: 250_000_000, bytes_per_second: 12_300_000, seconds_left: (250_000_000 - completed) / 12_300_000, source: 'hub' });
  const collect = (isTTY: boolean, json = false): { cli: Cli; text: () => string } => {
    let text = '';
    const output = Object.assign(new Writable({ write(chunk: Buffer, _encoding, done) { text += chunk.toString(); done(); } }), { isTTY, columns: 200 });
    const cli = createCli({ terminal: { input: process.stdin, output, errors: output, env: {}, onInterrupt: () => () => {} }, say: createSay('es'), language: 'es', json });
    return { cli, text: () => text };
  };

  it('rewrites one line in a terminal: bar, bytes, speed, time left', () => {
    const { cli, text } = collect(true);
    const show = createProgress(cli, () => 0);
    show(event(125_000_000));
    show(event(250_000_000, 'end'));
    expect(text()).toContain('50 %  125 MB / 250 MB  12.3 MB/s  quedan 10 s  downloading  desde hub');
    expect([text().match(/\r/g)?.length, text().match(/\n/g)?.length]).toEqual([2, 1]);
  });

  it('writes plain lines now and then elsewhere, and JSON when asked', () => {
    let now = 0;
    const { cli, text } = collect(false);
    const show = createProgress(cli, () => now);
    for (let step = 0; step < 100; step++) {
      now += 100;
      show(event(step * 2_500_000));
    }
    show(event(250_000_000, 'end'));
    expect(text().split('\n').length).toBe(7);
    expect(text()).not.toMatch(/(?!\n)\p{Cc}/u);
    const lines = collect(false, true);
    createProgress(lines.cli, () => 0)(event(1));
    expect(JSON.parse(lines.text())).toMatchObject({ completed_bytes: 1 });
  });

  it('tells sizes and times as people do', () => {
    expect([formatBytes(999), formatBytes(253_115_264), formatBytes(1_500_000_000), formatTime(5.4), formatTime(125), formatTime(7300)]).toEqual(['999 B', '253 MB', '1.5 GB', '5 s', '2 min 5 s', '2 h 1 min']);
  });
});
