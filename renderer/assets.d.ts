// What the bundler adds to imports.
declare module '*.css';
declare module '*.svg' { const url: string; export default url; }
