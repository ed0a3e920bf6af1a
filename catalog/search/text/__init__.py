"""What a text looks and sounds like to the search: folding, pinyin, romaji, season words, nicknames. No database."""
