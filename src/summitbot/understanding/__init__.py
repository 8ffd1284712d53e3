"""From a question to a reading: words, entities, features, index, gates, ranking, decision."""
