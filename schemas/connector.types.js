/* Generated from connector.schema.json by `npm run types`; do not edit. */
export {};
//# sourceMappingURL=connector.types.js.map