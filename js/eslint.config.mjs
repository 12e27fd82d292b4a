import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules/", ".build/", "dev/"] },
  ...tseslint.configs.recommended,
  {
    files: ["src/**/*.{ts,tsx}"],
    plugins: { "react-hooks": hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      "no-console": ["error", { allow: ["warn", "error"] }],
      "no-eval": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
      "no-restricted-syntax": [
        "error",
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: "Only runtime/markdown.tsx may set HTML, after sanitising it." },
      ],
    },
  },
  { files: ["src/runtime/markdown.tsx"], rules: { "no-restricted-syntax": "off" } },
  { files: ["src/components/**/*.tsx"], rules: { "max-lines": ["error", { max: 150, skipBlankLines: true, skipComments: true }] } },
);
