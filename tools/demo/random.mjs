// A small generator of random numbers from a seed (mulberry32): the same seed gives the same decade everywhere.
export function randomFrom(seed) {
  let state = 2166136261;
  for (const character of seed) state = Math.imul(state ^ character.codePointAt(0), 16777619);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    /** A whole number from `low` to `high`. */
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (list) => list[Math.floor(next() * list.length)],
    /** `count` of the list, in the order of the list. */
    some(list, count) {
      const marked = list.map((value, index) => [next(), index, value]).sort((a, b) => a[0] - b[0]).slice(0, count);
      return marked.sort((a, b) => a[1] - b[1]).map(([, , value]) => value);
    },
  };
}
