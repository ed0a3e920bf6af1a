"""What a machine without servers runs instead: a private Redis, and a launcher that starts and watches everything."""
