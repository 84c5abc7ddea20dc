// What an area of work tells the shell. One folder an area; its code is loaded when somebody opens it.
import type { QueryClient } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import type { Role, User } from '../app/session';
import type { Language, Pair } from '../i18n/language';

export interface NavigationEntry {
  /** Address, for example "/plans". */
  to: string;
  label: Pair;
  /** Narrower than the area's roles, where only some of them work here. */
  roles?: Role[];
}

/** Something that a search found. */
export interface Found {
  /** What it is, for example "Kế hoạch". */
  kind: Pair;
  title: string;
  detail?: string;
  to: string;
}
/** Finds what contains a text, without regard to case and diacritics; at most a few dozen. What is read is read through `client`. */
export type Find = (text: string, asker: { user: User; client: QueryClient; language: Language }) => Promise<Found[]>;

/** Something of an area that waits for a person. */
export interface Waiting { text: Pair; count: number; to: string }

export interface Area {
  /** Name of the folder. */
  id: string;
  /** Who sees it. What may be done is decided by the services; this only keeps menus short. */
  roles: Role[];
  navigation: NavigationEntry[];
  /** Addresses below the root that the area serves, for example "plans/*", each with its page or its own <Routes>. */
  routes: { path: string; load: () => Promise<{ default: ComponentType }> }[];
  /** Shown on the home page of its people: what is due and what waits for them. */
  home?: () => Promise<{ default: ComponentType }>;
  /** What of it the search finds. */
  find?: () => Promise<{ find: Find }>;
  /** What waits for its people, for the bell: shows nothing itself, tells. (Plans tell through the notices of the service.) */
  waiting?: () => Promise<{ default: ComponentType<{ tell: (waiting: Waiting[]) => void }> }>;
}
