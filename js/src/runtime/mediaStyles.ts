// Rules for people and places that want other looks: no motion, colours of the system's own, paper.
const SHOWN = ":is(.fow,.fow-popups)";

export const MEDIA = `
@media (prefers-reduced-motion:reduce){
${SHOWN} *,${SHOWN} *::before,${SHOWN} *::after{animation-duration:0s!important;animation-iteration-count:1!important;transition:none!important;scroll-behavior:auto!important}
.fow-bar::before{animation:none!important;inset:0}
${SHOWN} .MuiLinearProgress-indeterminate>.MuiLinearProgress-bar{animation:none!important;inset:0;width:auto;opacity:.6}
${SHOWN} .MuiCircularProgress-indeterminate{animation:none!important}
}
@media (forced-colors:active){
${SHOWN} :is(.MuiButton-contained,.MuiChip-root,.MuiAlert-root,.MuiPaper-root,.MuiTooltip-tooltip),.fow-card[data-paper=true],.fow-pre,.fow-md code{border:1px solid}
${SHOWN} .Mui-disabled{color:GrayText!important;border-color:GrayText!important}
${SHOWN} :is(.Mui-focusVisible,.MuiOutlinedInput-root.Mui-focused,.MuiMenuItem-root.Mui-focusVisible,.MuiSlider-thumb.Mui-focusVisible){outline:2px solid Highlight;outline-offset:1px}
${SHOWN} :is(.MuiMenuItem-root.Mui-selected,.MuiAutocomplete-option[aria-selected=true],.MuiToggleButton-root.Mui-selected,.fow-file[aria-pressed=true],.fow-table [data-selected]),.fow-json mark{forced-color-adjust:none;background:Highlight!important;color:HighlightText!important}
${SHOWN} :is(.MuiSlider-track,.MuiSlider-thumb,.MuiLinearProgress-bar,.MuiTabs-indicator,.MuiSwitch-thumb),.fow-bar::before,.fow-transport-loaded>span,.react-grid-placeholder{forced-color-adjust:none;background:Highlight!important}
${SHOWN} :is(.MuiSlider-rail,.MuiSwitch-track){forced-color-adjust:none;background:GrayText!important;opacity:1}
${SHOWN} .MuiLinearProgress-root{border:1px solid;height:6px}
${SHOWN} .Mui-disabled :is(.MuiSlider-thumb,.MuiSwitch-thumb),.fow-skeleton>div{forced-color-adjust:none;background:GrayText!important}
.fow-muted,.fow-help,.fow-label,.fow-error-text{color:CanvasText}
.fow a[href]{color:LinkText!important}
}
@media print{
.fow,.fow-ipywidgets{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.fow-frame{overflow:visible}
.fow :is(.fow-tile,.fow-card,tr,figure,.MuiAlert-root,.fow-field){break-inside:avoid}
.fow :is(.fow-bar,.fow-toasts,.fow-header .MuiIconButton-root,.fow-tile>header .MuiIconButton-root,.fow-dashboard-bar,.react-resizable-handle){display:none}
.fow :is(.fow-table-wrap,.fow-pre,.fow-tile-body,.fow-files,.fow-md pre){max-height:none!important;overflow:visible!important}
.fow-table th{position:static}
}
`;
