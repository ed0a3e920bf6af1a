"""Pages of a member's account, and the pages that every site has."""
