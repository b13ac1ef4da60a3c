/** The files of a new project, as `init` writes them. */

/** Path below the folder of the project → text. `schemas/pipeline.schema.json` comes to them, see `editor-schema-file.ts`. */
export const projectFiles: Readonly<Record<string, string>> = {
  "package.json": `{
  "private": true,
  "type": "module",
  "scripts": {
    "validate": "sync-runner validate pipelines/*.yaml",
    "test": "sync-runner test"
  }
}
`,
  "pipelines/README.md": `# Pipelines

One YAML file a flow: \`npx sync-runner connectors\` lists the actions, \`npx sync-runner new pipeline ACTION\` writes a file here.
`,
  ".env.example": `# Copy this file to .env, which Git ignores, give each name its value, and run: chmod 600 .env
# A name stands here for each \${ env.NAME } of the pipelines.
`,
  ".gitignore": `node_modules/
# Tokens and rejected records, which are personal data.
.sync-runner/
# Credentials.
.env
`,
  ".github/workflows/validate.yml": `# Checks every pipeline and every connector of this repository, and plays their tests; nothing is sent and no credential is needed.
name: validate
on: [push, pull_request]
permissions:
  contents: read
jobs:
  validate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 20 }
      - run: npm ci
      - run: |
          files=$(git ls-files 'pipelines/*.yaml' 'connectors/*/connector.yaml' 'connectors/*/sandbox.yaml' 'connectors/*/tests/*.yaml')
          test -z "$files" || npx --no-install sync-runner validate $files
      - run: |
          files=$(git ls-files 'pipelines/*.test.yaml' 'connectors/*/tests/*.yaml')
          test -z "$files" || npx --no-install sync-runner test $files
`,
  ".vscode/extensions.json": `{
  "recommendations": ["redhat.vscode-yaml"]
}
`,
  ".vscode/settings.json": `{
  "yaml.schemas": {
    "./schemas/pipeline.schema.json": "pipelines/**/*.yaml",
    "./schemas/connector.schema.json": "connectors/*/connector.yaml"
  }
}
`,
};

/** What a file has to say where there is one already, so that nothing secret or personal is committed. */
export const neededLines: Readonly<Record<string, readonly string[]>> = {
  ".gitignore": [".sync-runner", ".env"],
};
