"""DeepWalk: random walks over members and anime, and the skip-gram model that makes vectors of them."""
