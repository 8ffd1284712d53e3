"""What the process keeps in mind of people for a while. Nothing here grows without bound, or outlives the process."""
