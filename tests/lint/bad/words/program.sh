#!/usr/bin/env bash
# A program whose help has an old word.
if [ "$1" = --help ]; then
  echo '  sdckit audit --input FILE'
else
  echo 'Prints what a reader can work out.'
fi
