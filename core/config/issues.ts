// One wrong value, told so that a person can correct it: where, what is there, what belongs there, what to do.
import { LuminoraError } from '../contract/errors.ts';

export type ConfigIssue = {
  /** The file, or "environment variable NAME", or "command line". */
  file: string;
  /** Path in the configuration, as it was written. */
  path: string;
  line: number | null;
  column: number | null;
  got: string;
  expected: string;
  next_step: string;
};

/** Makes the error for one or many issues; its text is complete in a terminal, its details are complete for a screen. */
export function configError(file: string | null, issues: readonly ConfigIssue[]): LuminoraError {
  const name = file ?? 'the configuration';
  const head = `${name} has ${issues.length === 1 ? 'a problem' : `${issues.length} problems`}. The file was not changed.`;
  const blocks = issues.slice(0, 50).map((issue, index) => `  ${index + 1}. ${issue.path} ${place(issue, file)}\n     got:      ${issue.got}\n     expected: ${issue.expected}\n     do:       ${issue.next_step}`);
  const more = issues.length > 50 ? [`  and ${issues.length - 50} more.`] : [];
  return new LuminoraError('invalid_configuration', [head, ...blocks, ...more].join('\n'), { details: { file, issues: issues.slice(0, 200) } });
}

function place(issue: ConfigIssue, file: string | null): string {
  const where = issue.file === file ? '' : issue.file;
  const position = issue.line === null ? '' : `line ${issue.line}, column ${issue.column}`;
  const text = [where, position].filter((part) => part !== '').join(', ');
  return text === '' ? '' : `(${text})`;
}
