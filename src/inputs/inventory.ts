import type { Input } from './contract.js';
import { looksLikeInventory, readInventory } from './inventory/read-inventory.js';

/** An inventory that xvcheck saved: JSON or JSON.gz. */
export default { kind: 'inventory', accepts: looksLikeInventory, read: readInventory } satisfies Input;
