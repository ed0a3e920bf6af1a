"""What is known of who asks: a member's list, a dataset's histories, a guest's first ratings, preferences."""
