"""The whole register in files, for whoever mirrors it: made now and then, and gone on from with the feed."""
