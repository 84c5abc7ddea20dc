// All areas, in the order of the menu.
import type { Area } from './area';
import { account } from './account/area';
import { admin } from './admin/area';
import { allocation } from './allocation/area';
import { audit } from './audit/area';
import { plans } from './plans/area';
import { review } from './review/area';
import { books } from './books/area';
import { settling } from './settling/area';
import { spending } from './spending/area';
import { treasury } from './treasury/area';

export const areas: Area[] = [plans, spending, review, allocation, treasury, books, settling, audit, admin, account];
