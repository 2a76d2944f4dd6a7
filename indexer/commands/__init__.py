"""What each verb of the indexer does."""
