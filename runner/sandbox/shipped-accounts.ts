/** The accounts of all shipped systems: of those with code, and of those that are described. */
import { overlayAccounts } from "./accounts.js";
import { accountsOf } from "./described/accounts.js";
import { shippedDescriptions } from "./described/find.js";

export const shippedAccounts = overlayAccounts(accountsOf(await shippedDescriptions()));
