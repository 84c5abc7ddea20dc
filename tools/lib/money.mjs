// Money for people, and exact splitting. Amounts are whole dong below 2^53, so numbers are exact.

/** 1234567 as "1.234.567". */
export const dong = (amount) => String(amount).replace(/\B(?=(\d{3})+(?!\d))/g, '.');

/** Splits `total` in proportion to `weights` without losing a dong: largest remainder, earlier first. */
export function split(total, weights) {
  const sum = weights.reduce((a, b) => a + BigInt(b), 0n);
  const exact = weights.map((weight) => BigInt(total) * BigInt(weight));
  const parts = exact.map((product) => product / sum);
  let left = Number(BigInt(total) - parts.reduce((a, b) => a + b, 0n));
  const order = exact.map((product, index) => [product % sum, index])
    .sort((a, b) => (a[0] === b[0] ? a[1] - b[1] : a[0] < b[0] ? 1 : -1));
  for (const [, index] of order) {
    if (left-- <= 0) break;
    parts[index] += 1n;
  }
  return parts.map(Number);
}

/** Splits in whole `unit`s as far as possible; the first part takes what is left over. */
export function splitRounded(total, weights, unit) {
  const parts = split(Math.floor(total / unit), weights).map((part) => part * unit);
  parts[0] += total - parts.reduce((a, b) => a + b, 0);
  return parts;
}
