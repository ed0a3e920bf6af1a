"""What pages say of themselves to search engines and to who shares them."""
