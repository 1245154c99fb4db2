/** {'./en/tags.json': {…}} → {tags: {…}}. */
export const gathered = (files: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(files).map(([path, texts]) => [path.replace(/^.*\/|\.json$/g, ''), texts]))
