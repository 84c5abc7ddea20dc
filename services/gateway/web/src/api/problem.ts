// A refusal or failure, as application/problem+json says it.
import type { components } from './openapi';

export type Violation = components['schemas']['Violation'];

export class Problem extends Error {
  constructor(
    /** HTTP status; 0 when the server could not be reached. */
    readonly status: number,
    /** Stable reason, for example "ETAG_MISMATCH"; pages branch on it. */
    readonly reason: string,
    detail: string,
    /** What to do next. */
    readonly next: string,
    readonly instance: string,
    readonly violations: Violation[] = [],
    readonly violationCount = violations.length,
  ) {
    super(detail);
  }

  /** True when the outcome is not known: the same request may be sent again, with the same id. */
  get undecided(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  static async of(response: Response): Promise<Problem> {
    const body = (await response.json().catch(() => ({}))) as Partial<components['schemas']['Problem']>;
    const violations = body.violations ?? [];
    return new Problem(response.status, body.reason ?? 'UNREADABLE', body.detail ?? '', body.next ?? '', body.instance ?? '',
      violations, body.violationCount ?? violations.length);
  }
}

/** The server was not reached. The sentence is put in by ProblemBox, which knows the language. */
export const offline = (): Problem => new Problem(0, 'OFFLINE', '', '', '');

/** Whatever was thrown, as a Problem. */
export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(500, 'PAGE_FAILED', error instanceof Error ? error.message : String(error), '', '');
}
