"""What the bot knows: the shapes maintainers write, and the loader that turns a folder into frozen `Knowledge`."""
