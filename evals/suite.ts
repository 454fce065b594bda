// What a suite is. One file per suite, <id>.suite.ts, listed in suites.ts.
import type { Report } from './report.ts';

export type SuiteOptions = {
  /** The folder given with --data; null when none was given: a suite with data in the repository reads its own, another says that it needs one. */
  data: string | null;
  /** Every other --name value pair of the command line; true for a name without a value. */
  options: Readonly<Record<string, string | true>>;
  /** A line for whoever waits; not part of the report. */
  progress(line: string): void;
};

export type Suite = {
  id: string;
  /** One line for the list of suites. */
  describe: string;
  run(options: SuiteOptions): Promise<Report>;
};

/** Something the caller can put right: a folder that is missing, an option that does not exist. Ends with exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
