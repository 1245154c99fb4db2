/** Makes the pages of a folder of Markdown in dist/runbooks; their names. */
export function runbooks(dist: string, sources?: string): string[]
