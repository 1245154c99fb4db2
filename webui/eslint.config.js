import vue from 'eslint-plugin-vue'
import globals from 'globals'
import ts from 'typescript-eslint'

// What a refusal says in `detail` changes as it likes: texts come from its code and facts (src/components/problemText.ts).
const READS_DETAIL = [
  "MemberExpression[property.name='detail']",
  "MemberExpression[property.value='detail']",
  "ObjectPattern > Property[key.name='detail']",
].map((selector) => ({ selector, message: 'Show it by asItCame() of src/api/problem.ts; read `code` and `facts`.' }))

export default ts.config(
  { ignores: ['dist', 'src/api/schema'] },
  ...ts.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.{ts,vue}'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: ts.parser } },
    rules: {
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Calls go through src/api and src/session.' }],
      'no-eval': 'error',
      'no-restricted-syntax': ['error', ...READS_DETAIL],
      'vue/no-restricted-syntax': ['error', ...READS_DETAIL],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/multi-word-component-names': 'off',
      // Data is shown as text, and styles come from files: the CSP allows neither markup from data nor inline styles.
      'vue/no-v-html': 'error',
      'vue/no-static-inline-styles': 'error',
      'vue/no-unused-refs': 'error',
      // Layout of templates is left to the writer within these.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/attributes-order': 'off',
      'vue/require-default-prop': 'off',
    },
  },
  { files: ['src/api/problem.ts', 'tests/**'], rules: { 'no-restricted-syntax': 'off', 'vue/no-restricted-syntax': 'off' } },
  { files: ['*.js', 'scripts/*.mjs', 'vite.config.ts'], languageOptions: { globals: globals.node } },
)
