// Words that were replaced: words.sh must find each.
#pragma once

/// What a reader can infer; cells that mean the same are one unknown.
struct csv_reader {};   // a reader of files, and a screen reader, is none
int needs_shown = 0;    ///< of the requirements
bool told_elsewhere();  ///< by a linked table
int public_already = 0; ///< counts that a withheld cell leaves
