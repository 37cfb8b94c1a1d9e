/// The style of pages: on a screen and on paper.
#pragma once

#include <string_view>

namespace sdc::inline v0::detail {

/// Shades are told apart without colour: dark, hatched, dotted. Backgrounds are printed.
inline constexpr std::string_view html_style = R"css(
:root { --ink: #1b2733; --quiet: #4a5866; --line: #c5ced6; --deep: #12436d; --pale: #eef3f7; }
* { box-sizing: border-box; }
html { font: 16px/1.5 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif;
  color: var(--ink); background: #fff;
  -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { margin: 0; }
main, footer { max-width: 76rem; margin: 0 auto; padding: 0 2rem; }
main { padding-top: 2rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; color: var(--deep); }
h2 { font-size: 1.3rem; line-height: 1.25; margin: 2.5rem 0 .75rem; padding-top: .6rem;
  border-top: 2px solid var(--deep); color: var(--deep); }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
h1 + .scroll, h1 + .cut { margin-top: 1.25rem; }
p, ul { margin: 0 0 .9rem; max-width: 48rem; }
.lead { font-size: 1.1rem; color: var(--quiet); }
.cut, .note { color: var(--quiet); font-size: .9rem; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 3px solid var(--deep); outline-offset: 2px; }
table { border-collapse: collapse; margin: 0 0 1rem; font-size: .92rem;
  font-variant-numeric: tabular-nums lining-nums; }
caption { text-align: left; font-weight: 700; padding: 0 0 .5rem; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
th, td { padding: .32rem .7rem; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; unicode-bidi: isolate; }
thead th { border-bottom: 2px solid var(--ink); vertical-align: bottom; background: var(--pale); }
thead th[scope=colgroup] { border-bottom: 1px solid var(--line); text-align: center; }
tbody th { font-weight: 400; overflow-wrap: break-word; max-width: 22rem; }
th.m { font-weight: 700; }
.cube td, th.n, td.n { text-align: right; white-space: nowrap; }
thead th.n { white-space: normal; }
.d1 { padding-left: 1.7rem; } .d2 { padding-left: 2.7rem; } .d3 { padding-left: 3.7rem; }
.d4 { padding-left: 4.7rem; } .d5 { padding-left: 5.7rem; } .d6 { padding-left: 6.7rem; }
.d7 { padding-left: 7.7rem; } .d8 { padding-left: 8.7rem; }
td.s { background: #e6eaee; }
td.e { color: var(--quiet); font-style: italic; }
footer { margin-top: 3rem; padding-bottom: 2rem; font-size: .85rem; color: var(--quiet); }
dl { display: grid; grid-template-columns: minmax(0, 14rem) minmax(0, 1fr); gap: .35rem 1.5rem;
  margin: 0 0 1rem; max-width: 60rem; }
dt { font-weight: 700; } dd { margin: 0; } dt, dd { overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  main, footer { padding-left: 1rem; padding-right: 1rem; }
  dl { display: block; } dd { margin-bottom: .6rem; }
}
@page { size: A4; margin: 16mm 14mm 18mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 9pt Arial, sans-serif;
    color: #4a5866; } }
@page sideways { size: A4 landscape; }
@media print {
  html { font-size: 10pt; }
  main, footer { max-width: none; padding: 0; }
  main { padding-top: .75rem; }
  .wide { page: sideways; }
  .wide th, .wide td { padding: .2rem .35rem; font-size: .9em; }
  .wide .d1 { padding-left: 1rem; } .wide .d2 { padding-left: 1.6rem; }
  .wide .d3 { padding-left: 2.2rem; } .wide .d4 { padding-left: 2.8rem; }
  .scroll { overflow: visible; }
  .short { break-inside: avoid; }
  h2, h3, h2 + p, h3 + p, .legend, caption { break-after: avoid; }
  tr, figure, dl > * { break-inside: avoid; }
  thead { display: table-header-group; }
}
)css";

/// Of the private report alone.
inline constexpr std::string_view html_report_style = R"css(
.private { background: #7a1010; color: #fff; font-weight: 700; text-align: center;
  letter-spacing: .04em; padding: .45rem 1rem; position: sticky; top: 0; z-index: 2; }
.strip { display: none; }
.verdict { border-left: 6px solid var(--deep); background: var(--pale); padding: 1rem 1.25rem;
  font-size: 1.15rem; margin: 1.25rem 0; max-width: 60rem; }
.figures { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; margin: 1.25rem 0;
  list-style: none; max-width: none; }
.figures li { flex: 1 1 8rem; border: 1px solid var(--line); border-top: 4px solid var(--deep);
  padding: .6rem .9rem; }
.figures b { display: block; font-size: 1.6rem; line-height: 1.2; color: var(--deep); }
.p { background: #12436d; color: #fff; font-weight: 700; box-shadow: inset 0 0 0 1px #fff; }
.q { background: repeating-linear-gradient(135deg, #fff 0 5px, #d5dee6 5px 7px); }
.z { background: #fff; outline: 2px dotted #4a5866; outline-offset: -3px; }
.r { background: #f3f0e4; }
.k { font-weight: 700; padding-left: .45rem; }
.legend { display: flex; flex-wrap: wrap; gap: .4rem 1.6rem; padding: 0; list-style: none;
  font-size: .9rem; max-width: none; }
.legend i { display: inline-block; min-width: 3.2rem; padding: .1rem .5rem; margin-right: .5rem;
  text-align: right; font-style: normal; border: 1px solid var(--line); }
.bar { display: block; width: 9rem; height: .8rem; border: 1px solid var(--deep); background: #fff;
  margin-top: .3rem; }
.bar b { display: block; height: 100%; background: var(--deep); }
figure { margin: 1rem 0; } figure svg { max-width: 100%; height: auto; }
@media print {
  .private { position: static; }
  .strip { display: block; position: fixed; left: 0; top: 0; bottom: 0; width: 7mm;
    background: #7a1010; color: #fff; font: 700 9pt Arial, sans-serif; line-height: 7mm;
    writing-mode: vertical-rl; text-align: center; letter-spacing: .06em; }
  body { padding-left: 11mm; }
  .bar { width: 6rem; }
  .q { background: #dbe3ea; }
}
)css";

} // namespace sdc::inline v0::detail
