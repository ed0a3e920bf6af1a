"""口味画像: what a member's list says of them. ``profile.taste_profile`` is the door."""
