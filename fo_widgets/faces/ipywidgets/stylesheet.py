"""The style sheet of the face: it travels once a panel, in the title."""

from __future__ import annotations

STYLE = """<style>
.fow-ipywidgets{color:var(--jp-ui-font-color1);font-size:var(--jp-ui-font-size1,13px)}
.fow-ipywidgets.jupyter-widgets{margin:0 0 8px}
.fow-ipywidgets .jupyter-widgets{margin:0;box-sizing:border-box}
.fow-ipywidgets .widget-hbox,.fow-ipywidgets .widget-vbox{gap:4px;overflow:visible}
.fow-ipywidgets .widget-html,.fow-ipywidgets .widget-html-content{min-height:0;height:auto;line-height:20px;
overflow:visible}
.fow-ipywidgets .widget-html>.widget-html-content{align-self:auto;flex:1 1 auto;min-width:0;overflow-wrap:anywhere}

.fow-ipywidgets,.fwi-frame{border:1px solid var(--jp-border-color2);border-radius:4px}
.fow-ipywidgets .fwi-header.jupyter-widgets{margin:-12px -12px 4px;padding:2px 4px 2px 12px;min-height:32px;
background:color-mix(in srgb,var(--jp-layout-color2) 45%,var(--jp-layout-color1));
border-bottom:1px solid var(--jp-border-color2);border-radius:3px 3px 0 0}
.fow-ipywidgets .fwi-header .jupyter-button.fwi-icon{height:26px;min-height:26px}
.fow-ipywidgets input:not([type=checkbox]):not([type=radio]),.fow-ipywidgets select,.fow-ipywidgets textarea{
border-radius:4px;font-family:inherit}

/* a label stands above its control, which then has the whole width */
.fow-ipywidgets .widget-inline-hbox{flex-wrap:wrap;height:auto;overflow:visible}
.fow-ipywidgets .widget-inline-hbox>.widget-label{flex:1 0 100%;width:auto!important;max-width:100%;height:auto;
line-height:20px;margin:0;padding:0;text-align:left;color:var(--jp-ui-font-color1);white-space:normal;
overflow-wrap:anywhere}
.fow-ipywidgets .widget-radio>.widget-label,.fow-ipywidgets .widget-toggle-buttons>.widget-label{
width:auto!important;max-width:100%;height:auto;line-height:20px;margin:0;padding:0;white-space:normal;
overflow-wrap:anywhere;text-align:left;color:var(--jp-ui-font-color1)}
.fow-ipywidgets .widget-inline-hbox>.widget-readout{line-height:28px;height:28px}
.fow-ipywidgets .widget-dropdown>select,.fow-ipywidgets .widget-datepicker>input,
.fow-ipywidgets .widget-datetimepicker>input{height:28px;box-sizing:border-box}
.fow-ipywidgets .widget-datepicker>input,.fow-ipywidgets .widget-datetimepicker>input{max-width:220px}
.fow-ipywidgets :is(input[type=date],input[type=datetime-local]){padding:0 8px;
color:var(--jp-widgets-input-color);font:inherit;background:var(--jp-widgets-input-background-color);
border:1px solid var(--jp-widgets-input-border-color)}
.fow-ipywidgets .noUi-handle{background:var(--jp-brand-color1);border-color:var(--jp-brand-color1)}
.fow-ipywidgets .fwi-read-only :is(input,textarea,select):disabled{opacity:1;color:var(--jp-ui-font-color1);
background-color:color-mix(in srgb,var(--jp-layout-color2) 45%,var(--jp-layout-color1));
border-color:var(--jp-border-color2)}
.fow-ipywidgets .widget-hprogress{height:28px;align-items:center}
.fow-ipywidgets .widget-hprogress .progress{height:6px;margin:0;border-radius:3px;align-self:center;overflow:hidden}
.fow-ipywidgets .widget-toggle-buttons .jupyter-button.mod-active,
.fow-ipywidgets .widget-toggle-button.mod-active{box-shadow:none;background:var(--jp-brand-color1);
color:var(--jp-ui-inverse-font-color1)}
.fow-ipywidgets .widget-html hr{border:0;border-top:1px solid var(--jp-border-color2);margin:4px 0}
.fow-ipywidgets .widget-radio{flex-flow:column nowrap;align-items:flex-start}
.fow-ipywidgets .widget-dropdown>select{background-repeat:no-repeat;background-size:5px 5px;
background-position:calc(100% - 13px) 12px,calc(100% - 8px) 12px;
background-image:linear-gradient(45deg,transparent 50%,var(--jp-ui-font-color1) 50%),
linear-gradient(135deg,var(--jp-ui-font-color1) 50%,transparent 50%)}
.fow-ipywidgets .widget-checkbox{height:auto}
.fow-ipywidgets .widget-checkbox>.widget-label-basic{margin:0;padding:4px 0;font-size:inherit;height:auto;
line-height:20px;max-width:100%;white-space:normal;overflow-wrap:anywhere;display:flex;align-items:flex-start}
.fow-ipywidgets .widget-checkbox input[type=checkbox]{flex:none;align-self:flex-start;margin-top:3px}
.fow-ipywidgets .widget-radio-box{flex:0 0 auto;height:auto;margin:0;gap:2px 16px}
.fow-ipywidgets .widget-radio-box{max-width:100%}
.fow-ipywidgets .widget-radio-box label{display:flex;align-items:flex-start;width:auto;max-width:100%;height:auto;
line-height:20px;margin:0;padding:2px 0;white-space:normal;overflow-wrap:anywhere}
.fow-ipywidgets .widget-radio-box input[type=radio]{float:none;flex:none;order:-1;margin:3px 6px 0 1px}
.fow-ipywidgets .widget-toggle-buttons .widget-toggle-button{width:auto;min-width:64px}
.fow-ipywidgets .widget-textarea textarea{line-height:1.5}
.fwi-label,.fwi-muted,.fow-ipywidgets .fwi-muted{color:var(--jp-ui-font-color2)}
.fwi-label{display:block;font-size:12px}
.fwi-name{display:block}
.fow-ipywidgets .fwi-quiet-label>.widget-label{position:absolute;width:1px!important;height:1px;flex:none;margin:-1px;
padding:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.fwi-help{font-size:12px}

.fow-ipywidgets .fwi-dashboard{container-type:inline-size}
.fow-ipywidgets .fwi-tile.jupyter-widgets{padding:0 10px 8px;min-width:0;overflow:auto;position:relative;
background:var(--jp-layout-color0)}
.fow-ipywidgets .fwi-tile>:first-child{margin:0 -10px 4px;padding:0 2px 0 10px;min-height:30px;flex:none;
background:color-mix(in srgb,var(--jp-layout-color2) 45%,var(--jp-layout-color1));
border-bottom:1px solid var(--jp-border-color2)}
.fow-ipywidgets .fwi-tile-bar{cursor:move;touch-action:none;user-select:none}
.fwi-tile-handle:focus-visible{outline:2px solid var(--jp-brand-color1);outline-offset:2px;border-radius:2px}
.fow-ipywidgets .fwi-movable::after{content:"";position:absolute;right:4px;bottom:4px;width:6px;height:6px;
border-right:2px solid var(--jp-border-color1);border-bottom:2px solid var(--jp-border-color1);cursor:se-resize}
@container (max-width:480px){.fow-ipywidgets .fwi-tiles{grid-template-columns:1fr!important}
.fow-ipywidgets .fwi-tile{grid-area:auto!important}}
.fow-ipywidgets .fwi-empty{border:1px dashed var(--jp-border-color2);border-radius:4px;padding:16px;text-align:center}

.fow-ipywidgets .jupyter-button{border-radius:4px;white-space:normal;height:auto;min-height:28px;line-height:20px;
padding:3px 10px;overflow-wrap:anywhere}
.fow-ipywidgets .jupyter-button.fwi-round{border-radius:14px}
.fow-ipywidgets .jupyter-button.fwi-square{border-radius:0}
.fow-ipywidgets .jupyter-button.fwi-outlined{background:transparent;border:1px solid var(--jp-border-color1)}
.fow-ipywidgets .jupyter-button.fwi-plain{background:transparent;box-shadow:none}
.fow-ipywidgets .jupyter-button.fwi-plain:hover:enabled{background:var(--jp-layout-color2)}
.fow-ipywidgets .jupyter-button.fwi-icon{width:28px;min-width:28px;height:28px;padding:0;text-overflow:clip}
.fow-ipywidgets .jupyter-button.fwi-icon i{margin:0}
.fow-ipywidgets .fwi-clicked{position:relative;padding-right:44px!important}
.fow-ipywidgets .jupyter-button.fwi-click{position:absolute;top:8px;right:8px}
a.jupyter-button.fwi-outlined{display:inline-block;box-sizing:border-box;width:auto;text-decoration:none;
color:var(--jp-ui-font-color1)!important}

.fwi-title,.fwi-heading{font-weight:600}
.fwi-help-sign{display:inline-block;margin-left:12px;vertical-align:top}
.fwi-help-sign>summary{cursor:pointer;color:var(--jp-ui-font-color2)}
.fwi-error-text{color:var(--jp-error-color1);font-size:12px}
ul.fwi-error-text{margin:0;padding-left:16px}
.fow-ipywidgets .fwi-wrong :is(input,select,textarea){border-color:var(--jp-error-color1)}
.fwi-alert{display:flex;gap:10px;border:1px solid var(--fwi-role);border-radius:4px;padding:8px 12px;
--fwi-role:var(--jp-info-color1)}
.fwi-alert>.fa{color:var(--fwi-role);font-size:16px;line-height:20px}.fwi-alert>div{min-width:0;flex:1 1 auto}
.fwi-alert.error{--fwi-role:var(--jp-error-color1)}.fwi-alert.warning{--fwi-role:var(--jp-warn-color1)}
.fwi-alert.success{--fwi-role:var(--jp-success-color1)}.fwi-alert.info{--fwi-role:var(--jp-brand-color1)}
.fwi-alert summary{cursor:pointer;color:var(--jp-ui-font-color2)}
.fwi-code textarea,.fwi-pre,.fwi-md code{font-family:var(--jp-code-font-family,monospace);font-size:12px}
.fwi-pre,.fwi-md pre{white-space:pre-wrap;overflow:auto;max-height:420px;margin:0;line-height:1.5}
.fwi-table,.fwi-md table{border-collapse:collapse;background:var(--jp-layout-color1)}
.fwi-table td,.fwi-table th{min-width:64px;max-width:360px;overflow-wrap:break-word}
.fwi-table td,.fwi-table th,.fwi-md td,.fwi-md th{border:1px solid var(--jp-border-color2);padding:3px 10px;
text-align:left}
.fwi-table th,.fwi-md th{background:var(--jp-layout-color2);font-weight:600}
.fwi-table .num{text-align:right;font-variant-numeric:tabular-nums}
.fwi-chip{display:inline-block;border-radius:10px;padding:0 8px;margin:2px 4px 2px 0;font-size:12px;
background:var(--jp-layout-color2);border:1px solid var(--jp-border-color2)}
.fwi-kv{display:grid;grid-template-columns:fit-content(40%) 1fr;gap:2px 16px}
.fwi-md{max-width:80ch}.fwi-md p{margin:0 0 8px}.fwi-md>:first-child{margin-top:0}.fwi-md>:last-child{margin-bottom:0}
.fwi-md h3,.fwi-md h4,.fwi-md h5,.fwi-md h6{margin:12px 0 4px;font-weight:600;color:inherit}
.fwi-md h3{font-size:16px}.fwi-md h4{font-size:14px}.fwi-md h5,.fwi-md h6{font-size:13px}
.fwi-md ul,.fwi-md ol{margin:0 0 8px;padding-left:24px}
.fwi-md a,.fow-ipywidgets .widget-html a{color:var(--jp-content-link-color,var(--jp-brand-color1))}
.fwi-spinner{display:inline-block;width:12px;height:12px;border:2px solid var(--jp-border-color1);
border-top-color:transparent;border-radius:50%;vertical-align:-2px;animation:fwi-spin 1s linear infinite}
@keyframes fwi-spin{to{transform:rotate(360deg)}}
.fwi-unknown .progress-bar{background:repeating-linear-gradient(135deg,var(--jp-brand-color1) 0 8px,
var(--jp-brand-color2) 8px 16px);background-size:200% 100%;animation:fwi-run 8s linear infinite}
@keyframes fwi-run{to{background-position:-181px 0}}
@media (prefers-reduced-motion:reduce){.fwi-spinner,.fwi-unknown .progress-bar{animation:none}}
@media (forced-colors:active){
.fow-ipywidgets :is(.jupyter-button,.fwi-chip,.fwi-code,.noUi-handle,.fwi-header){border:1px solid}
.fow-ipywidgets :is(.mod-active,.noUi-handle,.noUi-connect,.progress-bar){forced-color-adjust:none;
background:Highlight!important;color:HighlightText!important}
.fow-ipywidgets .noUi-base{forced-color-adjust:none;background:GrayText}
.fow-ipywidgets .progress{border:1px solid}
.fow-ipywidgets .widget-dropdown>select{appearance:auto;background-image:none}
.fow-ipywidgets .jupyter-button:focus-visible,.fwi-tile-handle:focus-visible{outline:2px solid Highlight}
.fow-ipywidgets :is(.jupyter-button,.widget-dropdown>select,.widget-text>input,.widget-textarea>textarea):disabled{
opacity:1}
}
@media print{
.fow-ipywidgets{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.fow-ipywidgets :is(.fwi-header,.fwi-tile>:first-child) .jupyter-button{display:none}
.fow-ipywidgets :is(.fwi-pre,.fwi-md pre){max-height:none;overflow:visible}
.fow-ipywidgets :is(.fwi-frame,.fwi-alert,tr){break-inside:avoid}
}
</style>"""
"""What the widgets of a panel share: labels above, help below, Jupyter's colours."""
