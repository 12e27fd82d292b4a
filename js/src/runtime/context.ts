// What components reach through React contexts.
import { createContext, useContext } from "react";
import type { Connection } from "./connection";
import type { Scheme } from "./scheme";

export const ConnectionContext = createContext<Connection | null>(null);

export const useConnection = (): Connection => {
  const connection = useContext(ConnectionContext);
  if (!connection) throw new Error("component outside of a widget");
  return connection;
};

export const SchemeContext = createContext<Scheme>("light");

/** What a menu decides for the controls in it. */
export interface MenuSettings {
  variant?: string;
  color?: string;
}

export const MenuContext = createContext<MenuSettings | null>(null);

/** Whether a form's user has tried to submit: from then on, missing values are shown as errors. */
export interface FormSettings {
  attempted: boolean;
}

export const FormContext = createContext<FormSettings | null>(null);
