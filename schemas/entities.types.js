/* Generated from the schemas in connectors/ by `npm run types`; do not edit. */
export {};
//# sourceMappingURL=entities.types.js.map