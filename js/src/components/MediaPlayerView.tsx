// Video, sound or image: by address, by a path on the kernel's machine, or from YouTube.
import { type SyntheticEvent, useRef } from "react";
import { Failure, Progress } from "../runtime/chrome";
import { useConnection } from "../runtime/context";
import { register } from "../runtime/registry";
import { useMedia } from "../runtime/useMedia";
import { youtubeId } from "../runtime/urls";
import { height, isObject, length, text } from "../runtime/view";
import type { Json, Node } from "../runtime/wire";

type Kind = "video" | "audio" | "image";

const ENDINGS: Record<Kind, RegExp> = {
  audio: /\.(mp3|wav|ogg|oga|flac|m4a|aac|opus)$/i,
  image: /\.(png|jpe?g|gif|webp|avif|bmp|svg)$/i,
  video: /\.(mp4|webm|ogv|mov|m4v|mkv)$/i,
};

export const kindOf = (url: string): Kind => {
  const data = /^data:(image|audio|video)\//i.exec(url)?.[1]?.toLowerCase();
  if (data) return data as Kind;
  const name = url.split(/[?#]/)[0] ?? "";
  return ENDINGS.audio.test(name) ? "audio" : ENDINGS.image.test(name) ? "image" : "video";
};

const progressOf = (player: HTMLMediaElement): Json => {
  const { currentTime, duration, buffered } = player;
  const total = Number.isFinite(duration) ? duration : 0;
  const loaded = buffered.length ? buffered.end(buffered.length - 1) : 0;
  return { played: total ? currentTime / total : 0, playedSeconds: currentTime, loaded: total ? loaded / total : 0, loadedSeconds: loaded };
};

const useEvents = (node: Node) => {
  const { emit } = useConnection();
  const send = (event: string, params: Json = {}) => node.events.includes(event) && emit(node.id, event, params);
  const started = useRef(false);
  const reported = useRef(0);
  const of = (event: SyntheticEvent<HTMLMediaElement>) => event.currentTarget;
  return {
    onPlay: () => {
      if (!started.current) send("on_start");
      started.current = true;
      send("on_play");
    },
    onPause: () => send("on_pause"),
    onEnded: () => send("on_ended"),
    onWaiting: () => send("on_buffer"),
    onPlaying: () => send("on_buffer_end"),
    onSeeked: (event: SyntheticEvent<HTMLMediaElement>) => send("on_seek", { seconds: of(event).currentTime }),
    onDurationChange: (event: SyntheticEvent<HTMLMediaElement>) => send("on_duration", { duration: of(event).duration }),
    onTimeUpdate: (event: SyntheticEvent<HTMLMediaElement>) => {
      if (event.timeStamp - reported.current < 1000) return;
      reported.current = event.timeStamp;
      send("on_progress", progressOf(of(event)));
    },
    onError: (event: SyntheticEvent<HTMLMediaElement>) => send("on_error", { error: of(event).error?.message ?? "error", data: null }),
  };
};

const MediaPlayerView = ({ node }: { node: Node }) => {
  const { view } = node;
  const events = useEvents(node);
  const url = (isObject(node.value) ? text(node.value.url) : text(node.value)) ?? text(view.url);
  const video = url ? youtubeId(url) : null;
  const media = useMedia(video ? undefined : url, "media");
  const label = text(view.label) ?? "Media";
  const style = { width: "100%", maxHeight: 480, height: height(view.height), maxWidth: length(view.width) ? "100%" : 720 };
  if (!url) return <div className="fow-empty">Nothing to play</div>;
  if (video)
    return (
      <iframe
        className="fow-media"
        title={label}
        src={`https://www.youtube-nocookie.com/embed/${video}`}
        sandbox="allow-scripts allow-same-origin allow-popups allow-presentation"
        referrerPolicy="strict-origin-when-cross-origin"
        allow="fullscreen; picture-in-picture"
        loading="lazy"
        style={{ ...style, aspectRatio: "16 / 9", border: 0 }}
      />
    );
  if (media.error) return <Failure error={`This cannot be played: ${media.error}`} />;
  if (!media.url) return <Progress value={{ progress: media.part ?? null, label: "Loading the file" }} />;
  const kind = kindOf(url);
  if (kind === "image") return <img className="fow-media" src={media.url} alt={label} style={{ ...style, objectFit: "contain" }} />;
  const controls = view.controls !== false;
  const common = { src: media.url, controls, loop: Boolean(view.loop), muted: Boolean(view.muted), "aria-label": label, ...events };
  return kind === "audio" ? (
    <audio {...common} style={{ width: "100%" }} />
  ) : (
    <video {...common} className="fow-media" style={style} playsInline preload="metadata" autoPlay={Boolean(view.playing)} />
  );
};

register("MediaPlayerView", MediaPlayerView, "block");
