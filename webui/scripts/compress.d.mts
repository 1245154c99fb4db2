export function compress(dist: string): string[]
