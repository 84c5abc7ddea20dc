// Messages of tools/run: progress on standard error, and failures that say what to do, in English and Vietnamese.

export const say = (text) => process.stderr.write(`\u001b[1m==>\u001b[0m ${text}\n`);

/** A failure for which the user can do something. */
export class Trouble extends Error {
  constructor(english, vietnamese) {
    super(english);
    this.vietnamese = vietnamese;
  }
}

export function tell(error) {
  if (error instanceof Trouble) process.stderr.write(`error: ${error.message}\nlỗi: ${error.vietnamese}\n`);
  else process.stderr.write(`error: ${error.stack}\n`);
}
