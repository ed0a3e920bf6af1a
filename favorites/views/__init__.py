"""我的收藏, and the forms that change it."""
