/// How a page is set: one quiet column for reading, figures as wide as the screen allows.
enum PageStyle {
  /// The style sheet of a page with figures.
  static let sheet = FigureStyle.palette(of: ":root") + FigureStyle.rules + rules + narrow

  private static let rules =
    """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.6 Charter,\
    'Bitstream Charter','Sitka Text',Cambria,Georgia,serif}
    main,header.top,footer{max-width:64rem;margin:0 auto;padding:0 1.5rem}
    header.top{padding-top:3.5rem}
    h1,h2,h3,th,nav,.note,.meta,.tabs,figcaption,code,.tag,summary{font-family:system-ui,\
    -apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif}
    h1{font-size:2rem;line-height:1.2;margin:0 0 .4rem;letter-spacing:-.015em;font-weight:650;\
    overflow-wrap:anywhere}
    h2{font-size:1.3rem;line-height:1.3;margin:0 0 .8rem;letter-spacing:-.01em;font-weight:650}
    h3{font-size:1rem;margin:1.8rem 0 .5rem;font-weight:650;overflow-wrap:anywhere}
    p,ul,ol.answers{max-width:42rem;margin:0 0 1rem}
    a{color:var(--accent)}
    .meta{color:var(--soft);font-size:.85rem;margin:0;max-width:none;overflow-wrap:anywhere}
    nav{margin:1.6rem 0 0;font-size:.85rem;border-top:1px solid var(--line);\
    border-bottom:1px solid var(--line);padding:.55rem 0}
    nav a{display:inline-block;margin:.1rem 1.3rem .1rem 0;text-decoration:none}
    nav a:hover{text-decoration:underline}
    section{margin:3.2rem 0;scroll-margin-top:1rem}
    .answer{font-size:1.15rem;line-height:1.55}
    ol.answers{list-style:none;padding:0}
    ol.answers li{margin:0 0 .9rem;padding-left:1rem;border-left:3px solid var(--accent)}
    ol.answers .rates,ol.answers .sure{color:var(--soft);font-size:.95rem}
    .task{font-family:ui-monospace,'SF Mono','Cascadia Mono',Menlo,Consolas,monospace;\
    font-size:.86em;overflow-wrap:break-word}
    figure{margin:1.4rem 0}
    .scroll{overflow-x:auto;overflow-y:hidden;padding-bottom:.3rem}
    svg.figure{display:block;max-width:none}
    figcaption{font-size:.88rem;line-height:1.5;color:var(--soft);max-width:42rem;\
    margin-top:.6rem}
    table{border-collapse:collapse;font-size:.85rem;line-height:1.35;font-variant-numeric:\
    tabular-nums;font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,\
    sans-serif}
    th,td{text-align:left;vertical-align:baseline;padding:.34rem .8rem .34rem 0;\
    border-bottom:1px solid var(--line)}
    thead th{font-weight:600;color:var(--soft);border-bottom:1px solid var(--soft);\
    vertical-align:bottom}
    tbody th{font-weight:400}
    .task.same{color:transparent}
    th.number,td.number{text-align:right}
    td.number{white-space:nowrap}
    thead th.number{min-width:4rem}
    tbody th .task{white-space:nowrap}
    td.from{min-width:13rem}
    .note{font-size:.88rem;color:var(--soft);max-width:42rem}
    .warning{border-left:3px solid var(--warn);background:var(--panel);padding:.8rem 1rem;\
    max-width:42rem;margin:1.4rem 0 1.6rem}
    .tag{display:inline-block;font-size:.75rem;padding:.05rem .55rem;border-radius:1rem;\
    border:1px solid var(--line);color:var(--soft);margin-left:.5rem;vertical-align:.15em}
    .tag.open{color:var(--warn);border-color:var(--warn)}
    details{margin:1rem 0}
    summary{cursor:pointer;color:var(--accent);font-size:.9rem;width:fit-content}
    pre{font:.78rem/1.5 ui-monospace,'SF Mono','Cascadia Mono',Menlo,Consolas,monospace;\
    background:var(--panel);padding:.9rem 1rem;overflow-x:auto;margin:.6rem 0 0}
    .tabs{position:relative;display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .1rem;font-size:.88rem}
    .tabs .lead{color:var(--soft);flex-basis:100%;margin-bottom:.2rem}
    .tabs label:first-of-type{margin-left:-.1rem}
    .tabs input{position:absolute;opacity:0;width:1px;height:1px}
    .tabs label{padding:.22rem .5rem;min-width:2.1rem;text-align:center;border-radius:.3rem;cursor:pointer;border:1px solid \
    transparent;font-variant-numeric:tabular-nums}
    .tabs label:hover{background:var(--panel)}
    .tabs input:checked+label{background:var(--accent);color:var(--paper)}
    .tabs input:focus-visible+label{outline:2px solid var(--ink);outline-offset:1px}
    .tabs .panel{display:none;min-width:0;max-width:100%;flex-basis:100%;order:1;padding-top:1rem}
    .tabs input:checked+label+.panel{display:block}
    .strips{display:grid;gap:1.4rem 2rem;margin-bottom:1.8rem;\
    grid-template-columns:repeat(auto-fill,minmax(17rem,1fr))}
    .rivals{grid-template-columns:repeat(auto-fill,minmax(min(100%,26rem),1fr))}
    .rivals .strip div{grid-template-columns:10rem 1fr}
    .strip{margin:0;min-width:0}
    .strip figcaption{margin:0 0 .3rem;color:var(--ink);font-size:.85rem;overflow-wrap:anywhere}
    .strip div{display:grid;grid-template-columns:5.4rem 1fr;gap:.15rem .5rem}
    .strip svg{width:100%;height:auto;display:block;image-rendering:pixelated}
    .strip div span{align-self:center;text-align:right;font:.72rem/1.25 system-ui,\
    sans-serif;color:var(--soft);overflow-wrap:anywhere}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.2rem;margin:0 0 1rem;\
    font-size:.88rem;font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}
    dt{color:var(--soft)}
    dd{margin:0;overflow-wrap:anywhere;min-width:0}
    footer{padding-top:1rem;padding-bottom:3rem;border-top:1px solid var(--line)}

    """

  private static let narrow =
    """
    @media (max-width:40rem){body{font-size:16px}main,header.top,footer{padding-left:1rem;\
    padding-right:1rem}header.top{padding-top:2rem}h1{font-size:1.55rem}section{margin:2.4rem 0}\
    dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}}
    @media print{nav,.tabs label{display:none}.scroll{overflow:visible}svg.figure{max-width:100%;\
    height:auto}section{break-inside:avoid-page}}

    """
}
