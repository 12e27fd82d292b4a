// The messages of docs/architecture.md ("The scene"), as the page sees them.

export type Json = Record<string, unknown>;

export interface FieldError {
  reason: string;
  path: string;
}

export interface Node {
  id: string;
  component: string;
  path: string;
  type: string;
  view: Json;
  view_name: string;
  rules: Json;
  value: unknown;
  read_only: boolean;
  errors: FieldError[];
  events: string[];
  children: string[];
}

export interface SceneMessage {
  type: "scene";
  version: number;
  root: string;
  nodes: Record<string, Node>;
  sid?: string;
}

export interface PatchMessage {
  type: "patch";
  version: number;
  base: number;
  set?: Record<string, Partial<Node>>;
  add?: Record<string, Node>;
  remove?: string[];
  acks?: Record<string, number>;
}

export type ToastVariant = "info" | "success" | "warning" | "error";

export type KernelMessage =
  | SceneMessage
  | PatchMessage
  | { type: "ack"; page: string; seq: number; error?: string }
  | { type: "toast"; id: string; message: string; variant?: ToastVariant }
  | { type: "log"; message: unknown }
  | { type: "download"; url: string; filename?: string }
  | { type: "media"; page: string; request: string; mime?: string; start?: number; total?: number; error?: string }
  | { type: "answer"; page: string; request: string; result?: unknown; error?: string }
  | { type: "part"; page: string; parcel: string }
  | { type: "pong"; page: string; request: string }
  | { type: "asset" };

type TypedArray = ArrayLike<number>;
type ArrayMaker = new (buffer: ArrayBuffer) => TypedArray;

const MAKERS: Record<string, ArrayMaker> = {
  float64: Float64Array,
  float32: Float32Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
};

const wide = (buffer: ArrayBuffer, signed: boolean): TypedArray =>
  Float64Array.from(signed ? new BigInt64Array(buffer) : new BigUint64Array(buffer), Number);

const reshape = (flat: TypedArray, shape: number[]): unknown => {
  if (shape.length < 2) return flat;
  const [rows = 0, ...inner] = shape;
  const size = inner.reduce((a, b) => a * b, 1);
  const slice = (i: number) => (flat as Float64Array).subarray(i * size, (i + 1) * size);
  return Array.from({ length: rows }, (_, i) => reshape(slice(i), inner));
};

const read = (ref: { $buffer: number; dtype?: string; shape?: number[] }, buffers: readonly DataView[]): unknown => {
  const view = buffers[ref.$buffer];
  if (!view) throw new Error(`message names buffer ${ref.$buffer}, but came with ${buffers.length}`);
  // Buffers arrive at any offset of one frame; typed arrays need their own alignment.
  const bytes = view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength) as ArrayBuffer;
  const dtype = ref.dtype ?? "uint8";
  if (dtype === "int64" || dtype === "uint64") return reshape(wide(bytes, dtype === "int64"), ref.shape ?? []);
  const maker = MAKERS[dtype];
  if (!maker) throw new Error(`message has an array of unknown dtype '${dtype}'`);
  return reshape(new maker(bytes), ref.shape ?? []);
};

/** The message with every `{"$buffer": i, ...}` replaced by a typed array; shares what has none. */
export const unpack = <T>(value: T, buffers: readonly DataView[]): T => {
  if (!buffers.length || value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => unpack(item, buffers));
    return (items.some((item, i) => item !== value[i]) ? items : value) as T;
  }
  if (typeof (value as Json).$buffer === "number") return read(value as never, buffers) as T;
  const entries = Object.entries(value).map(([key, item]) => [key, unpack(item, buffers)] as const);
  return entries.some(([key, item]) => item !== (value as Json)[key]) ? (Object.fromEntries(entries) as T) : value;
};
