// Our own rules, all under one root class; colours only through the variables of theme.ts.
import { MEDIA } from "./mediaStyles";
import { CODE_FONT } from "./theme";

export const CSS = `
.fow{container-type:inline-size;position:relative;font:13px/20px var(--jp-ui-font-family,var(--vscode-font-family,system-ui,sans-serif));color:var(--fow-text);background:var(--fow-surface);text-align:start;overflow-wrap:anywhere}
.fow *,.fow *::before,.fow *::after{box-sizing:border-box}
.fow dl dl,.fow dl,.fow dl dt,.fow dl dd{float:none;width:auto;margin:0;padding:0;font-weight:400;overflow:visible}
.fow-frame{border:1px solid var(--fow-border);border-radius:4px;overflow:hidden;position:relative}
.fow-frame>.fow-content,.fow-frame>div>.fow-content{padding:12px;min-height:64px;position:relative}
.fow-header{display:flex;align-items:center;gap:8px;min-height:32px;padding:2px 4px 2px 12px;border-bottom:1px solid var(--fow-border);background:var(--fow-sunken)}
.fow-title{font-weight:600;margin:0;font-size:13px;line-height:20px;flex:1 1 auto;min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.fow-grow{flex:1 1 auto;min-width:0}
.fow-bar{position:absolute;left:0;right:0;top:0;height:2px;overflow:hidden;z-index:3}
.fow-bar::before{content:"";position:absolute;inset:0 60% 0 0;background:var(--fow-primary);animation:fow-slide 1.2s ease-in-out infinite}
@keyframes fow-slide{from{transform:translateX(-100%)}to{transform:translateX(260%)}}
@keyframes fow-appear{to{opacity:1}}
.fow-skeleton{opacity:0;animation:fow-appear 0s linear 300ms forwards;padding:4px 0}
.fow-skeleton>div{height:10px;margin:10px 0;border-radius:4px;background:var(--fow-border)}
.fow-empty,.fow-muted{color:var(--fow-muted)}
.fow-col{display:flex;flex-direction:column;align-items:flex-start;min-width:0}
.fow-row{display:flex;flex-direction:row;flex-wrap:wrap;min-width:0}
.fow-grid{display:grid;min-width:0}
.fow-form-grid{display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start}
.fow-form-grid>.fow-node{flex:1 1 100%}
.fow-form-grid>.fow-node.fow-inline{flex:0 0 auto}
.fow-node{min-width:0;max-width:100%}
.fow-node:empty{display:none}
.fow-col>.fow-block,.fow-col>.fow-field-node,.fow-col>.fow-text{width:100%}
.fow-col>.fow-text{max-width:80ch}
.fow-col[data-align]>.fow-block:has(>.fow-row),.fow-col[data-align]>.fow-text{width:auto}
.fow-col>.fow-field-node,.fow-col>.fow-block>.fow-field-node{max-width:480px}
.fow-row>.fow-block{flex:1 1 240px}
.fow-row>.fow-field-node{flex:1 1 160px;max-width:320px}
.fow-row>.fow-text{flex:0 1 auto;max-width:80ch}
.fow-row>.fow-inline{flex:0 0 auto}
.fow-menu>.fow-node{flex:0 1 auto !important;width:auto}
.fow-label{display:flex;align-items:center;gap:4px;margin:0 0 4px;font-weight:500;font-size:13px;line-height:20px;color:var(--fow-text)}
.fow-required{color:var(--fow-error)}
.fow-help,.fow-error-text{margin:4px 0 0;font-size:12px;line-height:16px;color:var(--fow-muted);max-width:80ch}
.fow-help p{margin:0}
.fow-error-text{color:var(--fow-error)}
.fow-placeholder{border:1px dashed var(--fow-strong);border-radius:4px;padding:6px 10px;color:var(--fow-muted);font-size:12px}
.fow .fow-pre{margin:0;padding:8px 10px;background:var(--fow-sunken);border-radius:4px;font:12px/18px ${CODE_FONT};white-space:pre-wrap;overflow:auto;max-height:320px;color:var(--fow-text)}
.fow .fow-failure:not(:last-child){margin-bottom:12px}
.fow-details>summary{cursor:pointer;color:var(--fow-muted);font-size:12px;padding:2px 0}
.fow-md{max-width:80ch;overflow-wrap:anywhere}
.fow-md p,.fow-md li,.fow-md h1,.fow-md h2,.fow-md h3,.fow-help,.fow-lead{unicode-bidi:plaintext}
.fow-md>:first-child{margin-top:0}.fow-md>:last-child{margin-bottom:0}
.fow-md p,.fow-md ul,.fow-md ol,.fow-md table,.fow-md pre,.fow-md blockquote{margin:0 0 8px}
.fow-md h1{font-size:20px;line-height:28px;margin:16px 0 8px;font-weight:600}
.fow-md h2{font-size:17px;line-height:24px;margin:16px 0 8px;font-weight:600}
.fow-md h3{font-size:15px;line-height:24px;margin:12px 0 4px;font-weight:600}
.fow-md h4,.fow-md h5,.fow-md h6{font-size:13px;line-height:20px;margin:12px 0 4px;font-weight:600}
.fow-md ul,.fow-md ol{padding-inline-start:24px}
.fow-md a[href],.fow-help a[href],.fow-lead a[href],.fow a.fow-link[href]{color:var(--fow-primary);text-decoration:underline;text-underline-offset:2px}
.fow-md code{font:12px/18px ${CODE_FONT};background:var(--fow-sunken);border-radius:3px;padding:1px 4px}
.fow .fow-md pre{background:var(--fow-sunken);border-radius:4px;padding:8px 10px;overflow:auto}
.fow-md pre code{background:none;padding:0}
.fow-md blockquote{border-inline-start:3px solid var(--fow-border);padding-inline-start:12px;color:var(--fow-muted)}
.fow-md hr{border:0;border-top:1px solid var(--fow-border);margin:12px 0}
.fow-md img{max-width:100%;height:auto}
.fow-md table{border-collapse:collapse;display:block;overflow-x:auto}
.fow-md th,.fow-md td{border:1px solid var(--fow-border);padding:4px 8px}
.fow-md th:not([align]),.fow-md td:not([align]){text-align:start}
.fow-icon{font-family:"FoWidgets Icons";font-weight:normal;font-style:normal;font-size:18px;line-height:1;letter-spacing:normal;text-transform:none;display:inline-block;width:1em;height:1em;overflow:hidden;white-space:nowrap;word-wrap:normal;direction:ltr;font-feature-settings:"liga";-webkit-font-smoothing:antialiased;flex:none}
.fow-icon[data-ready="false"]{visibility:hidden}
.fow-toasts{position:absolute;right:12px;top:44px;z-index:5;display:flex;flex-direction:column;gap:8px;max-width:min(360px,calc(100% - 24px))}
.fow-overlay-frame{position:relative;margin:12px;max-width:666px;border:1px solid var(--fow-strong);border-radius:4px;background:var(--fow-raised);box-shadow:0 2px 8px rgba(0,0,0,.2);overflow:hidden}
.fow-overlay-frame>.fow-content{padding:12px}
.fow-content[data-behind=true]{background:var(--fow-sunken)}
.fow-form{max-width:640px}
.fow-form-state:empty{display:none}
.fow-form-state{margin-top:12px;display:flex;flex-direction:column;gap:8px}
.fow-form-state .fow-progress{margin:0}
.fow-actions{display:flex;flex-wrap:wrap;gap:8px;justify-content:flex-end;margin-top:16px}
.fow-progress{display:flex;align-items:center;gap:12px;margin:0 0 12px}
.fow-progress>button,.fow-progress .fow-grow>div>:last-child{flex:none}
.fow-kv{display:grid;grid-template-columns:fit-content(40%) 1fr;gap:4px 16px;margin:0}
.fow .fow-kv{display:grid}
.fow-kv dt{color:var(--fow-muted);min-width:80px}.fow-kv dd{min-width:0}
.fow-json{font:12px/18px ${CODE_FONT}}
.fow-json ul{list-style:none;margin:0;padding-inline-start:16px}
.fow-json button,.fow-bare{all:unset;cursor:pointer;border-radius:3px}
.fow-json button:focus-visible,.fow-bare:focus-visible{outline:2px solid var(--fow-primary);outline-offset:1px}
.fow-json .k{color:var(--fow-muted)}.fow-json .s{color:var(--fow-success)}.fow-json .n{color:var(--fow-info)}.fow-json .b{color:var(--fow-warning)}
.fow-table-wrap{overflow:auto;max-height:420px;border:1px solid var(--fow-border);border-radius:4px}
.fow-table{border-collapse:separate;border-spacing:0;width:100%;font-size:13px}
.fow-table th,.fow-table td{padding:4px 10px;text-align:start;border-bottom:1px solid var(--fow-border);vertical-align:middle;line-height:20px}
.fow-table tr:last-child>td{border-bottom:0}
.fow-table td.fow-row-actions{padding-block:2px;white-space:nowrap}
.fow-table th{position:sticky;top:0;background:var(--fow-sunken);font-weight:600;z-index:1;white-space:normal;min-width:72px}
.fow-table th,.fow-table td{max-width:360px;overflow-wrap:break-word}
.fow-table td.num,.fow-table th.num{text-align:end;font-variant-numeric:tabular-nums}
.fow-table [data-click]{cursor:pointer}
.fow-table [data-selected]{background:color-mix(in srgb,var(--fow-primary) 14%,transparent)}
.fow-table tr[data-hover]:hover>td{background:var(--fow-sunken)}
.fow-toggle>.fow-help,.fow-toggle>.fow-error-text{margin:0 0 0 28px}
.fow-drop{border:1px dashed var(--fow-strong);border-radius:4px;padding:12px;display:flex;flex-wrap:wrap;align-items:center;gap:8px;background:var(--fow-surface)}
.fow-drop[data-over="true"]{border-color:var(--fow-primary)}
.fow-hidden-input{position:absolute;width:1px;height:1px;opacity:0;overflow:hidden;clip-path:inset(50%)}
.fow-card{border:1px solid var(--fow-border);border-radius:4px;position:relative}
.fow-card-button{all:unset;position:absolute;inset:0;border-radius:inherit;pointer-events:none}
.fow-card-button:focus-visible{outline:2px solid var(--fow-primary);outline-offset:1px}
.fow-card[data-paper="true"]{background:var(--fow-raised);border-color:transparent;box-shadow:0 1px 3px rgba(0,0,0,.25)}
.fow-lost{padding:6px 12px;font-size:12px;line-height:16px;color:var(--fow-muted);background:var(--fow-sunken);border-bottom:1px solid var(--fow-border)}
.fow-heading{margin:0;font-size:15px;line-height:24px;font-weight:600}
.fow-lead p{margin:0 0 8px}
.fow-lead p:last-child{margin:0}
.fow-lead{margin:0 0 16px;color:var(--fow-muted);max-width:80ch}
.fow-media{background:var(--fow-sunken);max-width:100%;border-radius:4px;display:block}
.fow-form>fieldset{border:0;margin:0;padding:0;min-width:0}
.fow-transport{display:flex;align-items:center;gap:4px;flex-wrap:wrap}
.fow-transport-bar{flex:1 1 140px;min-width:120px;position:relative;padding:0 10px;display:flex}
.fow-transport-loaded{position:absolute;left:10px;right:10px;bottom:6px;height:2px;pointer-events:none}
.fow-transport-loaded>span{position:absolute;top:0;bottom:0;min-width:2px;background:var(--fow-success);border-radius:1px}
.fow-tree,.fow-tree ul,.fow-files{list-style:none;margin:0;padding:0}
.fow-tree ul{padding-inline-start:20px}
.fow-tree-row{display:flex;align-items:flex-start;min-height:28px}
.fow-tree-row>:not(label){flex:none}
.fow-tree-row>.fow-bare{margin-top:5px}
.fow-tree-row>label{cursor:pointer;padding:4px 0;min-width:0;overflow-wrap:anywhere}
.fow-tree-row .fow-bare{display:flex}
.fow-dialog{padding:16px;display:flex;flex-direction:column;gap:12px;font-size:13px;line-height:20px;color:var(--fow-text);overflow-wrap:anywhere;min-width:0}
.fow-dialog .fow-actions{margin-top:4px}
.fow-files{border:1px solid var(--fow-border);border-radius:4px;height:240px;overflow:auto}
.fow-file{all:unset;box-sizing:border-box;display:flex;gap:8px;align-items:center;width:100%;padding:4px 10px;cursor:pointer;overflow-wrap:anywhere}
.fow-file:hover,.fow-file[aria-pressed="true"]{background:var(--fow-sunken)}
.fow-file[aria-pressed="true"]{box-shadow:inset 2px 0 var(--fow-primary)}
.fow-file:focus-visible{outline:2px solid var(--fow-primary);outline-offset:-2px}
.fow-menu-row{display:flex;align-items:center;gap:4px;min-width:0;max-width:100%}
.fow-menu-row>.fow-menu{flex:1 1 auto;overflow:clip;overflow-clip-margin:4px;min-width:0}
.fow-menu-item{min-width:0;max-width:100%}
.fow-folded{display:flex;flex-direction:column;align-items:flex-start;gap:8px;padding:8px;min-width:160px;font-size:13px;color:var(--fow-text)}
.fow-anchored{position:absolute;left:12px;right:12px;z-index:2;display:flex;pointer-events:none}
.fow-anchored>*{pointer-events:auto;background:var(--fow-raised);border:1px solid var(--fow-border);border-radius:4px;padding:4px}
.fow-anchored[data-edge="top"]{top:12px}.fow-anchored[data-edge="bottom"]{bottom:12px}
.fow-node:has(>.fow-anchored){position:static;width:0;height:0;margin:0;padding:0}
.fow-dashboard{min-width:0;width:100%}
.fow-dashboard-bar{display:flex;align-items:center;gap:8px;margin-bottom:8px;flex-wrap:wrap}
.fow-pick{display:flex;align-items:center;cursor:pointer}
.fow-tiles{position:relative}
.fow-tile{border:1px solid var(--fow-border);border-radius:4px;background:var(--fow-surface);height:100%;display:flex;flex-direction:column;overflow:hidden;min-width:0}
.fow-tile>header{display:flex;align-items:center;min-height:30px;padding:0 2px 0 10px;border-bottom:1px solid var(--fow-border);background:var(--fow-sunken);font-weight:500;flex:none}
.fow-tile>header>.fow-grow{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.fow-tile-handle{cursor:move;touch-action:none}
.fow-tile-body{flex:1 1 auto;overflow:auto;padding:8px 10px;min-height:0}
.fow-tile-body:focus-visible,.fow-table-wrap:focus-visible,.fow-pre:focus-visible{outline:2px solid var(--fow-primary);outline-offset:-2px}
.fow-tile-body>.fow-node{max-width:100%}
.fow-tile-body>.fow-node>figure>figcaption,.fow-tile-body>.fow-node .fow-heading:first-child{display:none}
.react-grid-item>.fow-tile>.fow-tile-body>[data-component="PlotlyView"],.react-grid-item>.fow-tile>.fow-tile-body>[data-component="PlotlyView"]>figure,.react-grid-item>.fow-tile>.fow-tile-body>[data-component="PlotlyView"]>figure>div{height:100% !important}
.fow-tiles .react-grid-item.cssTransforms{transition:none}
.fow-tiles .react-grid-placeholder{background:var(--fow-primary);opacity:.2;border-radius:4px}
.fow-tiles .react-draggable-dragging,.fow-tiles .resizing{z-index:3;opacity:.9}
.fow-tiles .react-resizable-handle{position:absolute;right:0;bottom:0;width:16px;height:16px;cursor:se-resize;touch-action:none}
.fow-tiles .react-resizable-handle::after{content:"";position:absolute;right:4px;bottom:4px;width:6px;height:6px;border-right:2px solid var(--fow-strong);border-bottom:2px solid var(--fow-strong)}
.fow-cta{display:flex;flex-direction:column;align-items:center;gap:8px;padding:24px;border:1px dashed var(--fow-border);border-radius:4px;text-align:center}
.fow-sort{all:unset;cursor:pointer;display:inline-flex;vertical-align:middle;align-items:center;gap:2px;border-radius:3px}
.fow-sort:focus-visible{outline:2px solid var(--fow-primary);outline-offset:1px}
.num>.fow-sort{flex-direction:row-reverse}
.fow-sort>svg{opacity:0;flex:none}
.fow-sort:hover>svg,.fow-sort:focus-visible>svg{opacity:.5}
[aria-sort="ascending"] .fow-sort>svg,[aria-sort="descending"] .fow-sort>svg{opacity:1}
.fow-json-head{display:flex;align-items:center;gap:8px;margin-bottom:4px;flex-wrap:wrap}
.fow-json mark{background:var(--fow-warning);color:var(--fow-surface);border-radius:2px}
.fow-with-drawer{display:flex;align-items:flex-start}
.fow-with-drawer>.fow-content{flex:1 1 55%;min-width:0}
.fow-with-drawer>.fow-drawer{flex:0 1 45%;min-width:0}
.fow-choice-text{display:flex;flex-direction:column;min-width:0}
@container (max-width:480px){
.fow-with-drawer{flex-direction:column}.fow-with-drawer>.fow-content,.fow-with-drawer>.fow-drawer{flex:1 1 auto;width:100%;order:0 !important}
.fow-row>.fow-field-node,.fow-row>.fow-block{flex-basis:100%;max-width:none}
.fow-form-grid>.fow-node{flex-basis:100% !important;max-width:100% !important}
.fow-kv{grid-template-columns:1fr;gap:0}.fow .fow-kv dd{margin-bottom:8px}
.fow-grid{grid-template-columns:1fr !important}
.fow-node[data-sized]{width:100% !important}
}
${MEDIA}`;
