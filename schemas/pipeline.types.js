/* Generated from pipeline.schema.json by `npm run types`; do not edit. */
export {};
//# sourceMappingURL=pipeline.types.js.map