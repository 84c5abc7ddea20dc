// All areas, in the order of the menu.
import type { Area } from './area';
import { plans } from './plans/area';

export const areas: Area[] = [plans];
