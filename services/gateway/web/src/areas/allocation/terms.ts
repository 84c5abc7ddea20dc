// Terms under which a round is computed, as they are typed: kept in this browser, turned into what the contract takes.
import { useState } from 'react';
import type { Method, Scenario } from './types';

export interface Selector { source: string; holder: string; componentProject: string; provinceCode: string }
export interface EnvelopeTerms extends Selector { amountVnd: string; thisRoundOnly: boolean }
export interface PriorityTerms extends Selector { rank: string }
export interface GuaranteeTerms extends Selector { minimumVnd: string; minimumBasisPoints: string }
export interface Terms { method: Method; envelopes: EnvelopeTerms[]; priorities: PriorityTerms[]; guarantees: GuaranteeTerms[] }

export const everything: Selector = { source: '', holder: '', componentProject: '', provinceCode: '' };
export const plainTerms: Terms = { method: 'METHOD_PROPORTIONAL', envelopes: [], priorities: [], guarantees: [] };

/** What is empty is left out; ranks and minimums go along only with the method that knows them. */
export function scenarioOf({ method, envelopes, priorities, guarantees }: Terms): Scenario {
  return {
    method,
    envelopes: envelopes.map(({ amountVnd, ...rest }) => ({ ...rest, ...(amountVnd && { amountVnd }) })),
    priorities: method === 'METHOD_BY_PRIORITY' ? priorities.map(({ rank, ...lines }) => ({ lines, rank: Number(rank) || 0 })) : [],
    guarantees: method === 'METHOD_WATER_FILLING'
      ? guarantees.map(({ minimumVnd, minimumBasisPoints, ...lines }) => ({ lines, minimumVnd: minimumVnd || '0', minimumBasisPoints: Number(minimumBasisPoints) || 0 })) : [],
  };
}

const key = (name: string) => `cpb-terms ${name}`;

export function readTerms(name: string): Terms {
  try {
    return { ...plainTerms, ...(JSON.parse(localStorage.getItem(key(name)) ?? '{}') as Partial<Terms>) };
  } catch {
    return plainTerms;
  }
}

export function keepTerms(name: string, terms: Terms): void {
  try {
    localStorage.setItem(key(name), JSON.stringify(terms));
  } catch {
    // Then they last until the page is left.
  }
}

/** Terms that outlive the page. */
export function useTerms(name: string): [Terms, (terms: Terms) => void] {
  const [terms, setTerms] = useState(() => readTerms(name));
  return [terms, (next) => { keepTerms(name, next); setTerms(next); }];
}
