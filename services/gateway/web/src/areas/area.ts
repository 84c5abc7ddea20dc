// What an area of work tells the shell. One folder an area; its code is loaded when somebody opens it.
import type { ComponentType } from 'react';
import type { Role } from '../app/session';
import type { Pair } from '../i18n/language';

export interface NavigationEntry {
  /** Address, for example "/plans". */
  to: string;
  label: Pair;
  /** Narrower than the area's roles, where only some of them work here. */
  roles?: Role[];
}

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
}
