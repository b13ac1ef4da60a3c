/** The accounts of all shipped systems. */
import { accountsOf } from "./described/accounts.js";
import { shippedDescriptions } from "./described/find.js";

export const shippedAccounts = accountsOf(await shippedDescriptions());
