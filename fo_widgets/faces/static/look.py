"""The look of a snapshot: Jupyter's colours where there are any, a reader's own theme elsewhere."""

from __future__ import annotations

STYLE = """
.fow-static{--text:var(--jp-ui-font-color1,light-dark(#212121,#e0e0e0));--muted:var(--jp-ui-font-color2,light-dark(#616161,#a0a0a0));
--line:var(--jp-border-color2,light-dark(#e0e0e0,#424242));--sunken:var(--jp-layout-color2,light-dark(#f5f5f5,#222));
--primary:var(--jp-brand-color1,#1976d2);--error:var(--jp-error-color1,#d32f2f);--warning:var(--jp-warn-color1,#b35900);
--success:var(--jp-success-color1,#2e7d32);
font:13px/20px var(--jp-ui-font-family,system-ui,sans-serif);color:var(--text);
border:1px solid var(--line);border-radius:4px;max-width:960px;overflow-wrap:anywhere}
.fow-static *{box-sizing:border-box}
.fow-static header{padding:5px 12px;border-bottom:1px solid var(--line);background:var(--sunken);font-weight:600}
.fow-static main{padding:12px}
.fow-static h3,.fow-static h4{margin:0;font-size:15px}
.fow-static .row{display:flex;gap:8px;flex-wrap:wrap;align-items:center}
.fow-static .col{display:flex;flex-direction:column;gap:12px}
.fow-static .grid{display:grid;gap:8px;grid-template-columns:repeat(auto-fill,minmax(180px,1fr))}
.fow-static .card{border:1px solid var(--line);border-radius:4px;padding:12px}
.fow-static .label{font-weight:500;margin-bottom:2px}
.fow-static .muted,.fow-static .help{color:var(--muted)}
.fow-static .help{font-size:12px;line-height:16px;margin-top:4px}
.fow-static .wrong{color:var(--error);font-size:12px;line-height:16px;margin-top:4px}
.fow-static .field{border:1px solid var(--line);border-radius:4px;padding:3px 8px;min-height:28px;
max-width:480px;white-space:pre-wrap}
.fow-static .button,.fow-static .chip{display:inline-block;border:1px solid var(--line);border-radius:4px;
padding:2px 10px}
.fow-static .button.contained{background:var(--primary);border-color:var(--primary);color:#fff}
.fow-static .chip{border-radius:12px;background:var(--sunken);padding:1px 10px;margin:0 4px 4px 0}
.fow-static .alert{border:1px solid var(--primary);border-radius:4px;padding:6px 12px;max-width:80ch}
.fow-static .alert.error{border-color:var(--error)}.fow-static .alert.warning{border-color:var(--warning)}
.fow-static .alert.success{border-color:var(--success)}
.fow-static .bar{height:4px;border-radius:2px;background:var(--line);max-width:480px}
.fow-static .bar i{display:block;height:4px;border-radius:2px;background:var(--primary)}
.fow-static table{border-collapse:collapse;font:inherit;align-self:flex-start}
.fow-static td,.fow-static th{border-bottom:1px solid var(--line);padding:3px 12px 3px 0;text-align:left;
vertical-align:top}
.fow-static .number{text-align:right}
.fow-static pre{white-space:pre-wrap;margin:0;padding:6px 8px;background:var(--sunken);border-radius:4px;
font:12px/18px var(--jp-code-font-family,monospace)}
.fow-static img,.fow-static svg{max-width:100%;height:auto;display:block;align-self:flex-start}
.fow-static svg text{fill:var(--muted);font-size:11px}
.fow-static p{margin:0 0 8px}.fow-static p:last-child{margin:0}
"""

PALETTE = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#999999")
"""Colours of traces; told apart by colour-blind eyes, on light and on dark."""
