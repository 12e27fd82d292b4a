export declare const SCRIPT_URLS: readonly string[];
export declare const HOSTILE: readonly string[];
