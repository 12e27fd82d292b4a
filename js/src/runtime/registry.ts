// Which React component draws which component of the scene.
import type { ComponentType } from "react";
import type { Node } from "./wire";

/** How a component takes its place: "block" fills, "field" is an input, "text" reads up to 80 characters, "inline" is as large as it is. */
export type Place = "block" | "field" | "text" | "inline";

export interface Entry {
  Component: ComponentType<{ node: Node }>;
  place: Place;
}

const entries = new Map<string, Entry>();

export const register = (name: string, Component: ComponentType<{ node: Node }>, place: Place = "block"): void => {
  entries.set(name, { Component, place });
};

export const find = (name: string): Entry | undefined => entries.get(name);

export const registered = (): string[] => [...entries.keys()].sort();
