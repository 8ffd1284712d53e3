"""From a reading to an answer: claims chosen by date, placeholders filled, lists queried."""
